"""The rows of files a record came from, as they stood there."""

from __future__ import annotations

from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.capture.models import Import, ImportRow
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import withheld
from zolal.people.queries.timeline import absorbed_ids

SHOWN = 20


@dataclass(frozen=True, slots=True)
class KeptRow:
    """`cells` are (header, raw text) of the cells that were not empty."""

    of: Import
    number: int
    cells: list[tuple[str, str]]


def kept_rows(*, record_type: str, record: Person | Company, user: User) -> list[KeptRow]:
    """Newest import first; of a record the user was given by `visible_record`, and of those it absorbed.

    Nothing for from whom any field is withheld: a cell may hold anything.
    """
    if withheld(user, record_type):
        return []
    ids = [record.pk, *absorbed_ids(record)]
    rows = ImportRow.objects.filter(record_id__in=ids, of__record_type=record_type).select_related("of")
    return [KeptRow(row.of, row.number, _cells(row)) for row in rows.order_by("-of_id", "number")[:SHOWN]]


def _cells(row: ImportRow) -> list[tuple[str, str]]:
    headers = [str(column.get("header", "")) for column in row.of.columns]
    headers += [""] * (len(row.cells) - len(headers))
    return [(header, str(cell)) for header, cell in zip(headers, row.cells, strict=False) if str(cell or "").strip()]
