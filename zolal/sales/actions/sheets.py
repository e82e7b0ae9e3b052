"""Tables that somebody sends in, read in the limited child and kept until they are looked through."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.listed import listed
from zolal.engine.fields.guard import unguard
from zolal.engine.fields.money import money_unit
from zolal.engine.files import FileError, Table, read
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.sales.models import Sheet
from zolal.sales.queries.sheets import VERB

MOST_ROWS = 10_000
MOST_BYTES = 20 * 1024 * 1024
Headers = Mapping[str, str]
"""Field → what its column may be called, parted by "|"."""


def receive(
    *,
    kind: str,
    name: str,
    pieces: Iterable[bytes],
    headers: Headers,
    needed: Sequence[str],
    unit: str,
    about: Mapping[str, object] | None = None,
    by: User,
) -> Sheet:
    """Keep the table of a file with the columns that are known; earlier ones of the same user and kind are forgotten.

    `unit` ("rial", "toman" or "") counts where neither the head of the column of prices nor the cell says one. Raises
    `NotAllowed`; `ValidationError` for what is no table, has none of the `needed` columns, or too many rows.
    """
    demand(by, VERB)
    table = _table(name, pieces)
    if table.frame.height > MOST_ROWS:
        raise ValidationError({"file": _("This file has too many rows: at most %(most)s.") % {"most": MOST_ROWS}})
    columns = _recognised(table.frame.columns, headers)
    if not set(needed) & set(columns):
        found = listed(table.frame.columns[:8])
        sentence = _("No column is called as we know it. The file has these: %(columns)s")
        raise ValidationError({"file": sentence % {"columns": found}})
    frame = table.frame.select(columns.values())
    rows = [
        {field: text for field, cell in zip(columns, row, strict=True) if (text := unguard(cell).strip())}
        for row in frame.rows()
    ]
    said = money_unit(columns["price"]) if "price" in columns else ""
    with transaction.atomic():
        Sheet.objects.filter(kind=kind, by=by).delete()
        return Sheet.objects.create(
            kind=kind,
            name=name[:255],
            rows=rows,
            left_out=[one for one in table.frame.columns if one not in columns.values()],
            about={
                "unit": said or unit,
                "units": {
                    name: found for name, head in columns.items() if is_own(name) and (found := money_unit(head))
                },
                **(about or {}),
            },
            by=by,
        )


def drop(*, sheet: Sheet, by: User) -> None:
    """Forget it. Raises `NotAllowed`."""
    demand(by, VERB)
    sheet.delete()


def _table(name: str, pieces: Iterable[bytes]) -> Table:
    size = 0
    with tempfile.NamedTemporaryFile(suffix=".upload") as file:
        for piece in pieces:
            size += len(piece)
            if size > MOST_BYTES:
                raise ValidationError({"file": _("This file is too large.")})
            file.write(piece)
        file.flush()
        try:
            tables = read(file.name)
        except FileError as error:
            error.file = name
            raise ValidationError({"file": error.text(_)}) from error
    return max(tables, key=lambda table: table.frame.height * table.frame.width)


def _recognised(columns: Sequence[str], headers: Headers) -> dict[str, str]:
    """Field → column; the first column of a field counts."""
    fields = {key(word): field for field, words in headers.items() for word in words.split("|")}
    found: dict[str, str] = {}
    for column in columns:
        plain = key(column)
        bare = key(plain.split("(")[0])
        field = fields.get(plain) or fields.get(bare)
        if field and field not in found:
            found[field] = column
    return found
