"""The rows of an import on their way into its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zolal.capture.checking import Recognised
from zolal.capture.intake import Normal, normalise
from zolal.capture.intake.cells import storable
from zolal.capture.intake.columns import Column, by_field, contexts_of
from zolal.capture.intake.named import NAMED, Named, named
from zolal.capture.models import Import, ImportRow
from zolal.capture.updates import adds, differences
from zolal.capture.verdicts import decisive_fields, erased_fields, has_error, judged
from zolal.core import bulk
from zolal.core.ledger import Facts, record_type
from zolal.engine.fields.card import redact_card
from zolal.people.fields import Shape, fields_of
from zolal.people.models import Company, Tag
from zolal.quality.index import Indexed, indexed

Verdict = ImportRow.Verdict
COLUMNS = ("verdict", "match_id", "twin", "sure", "probability", "alike")


@dataclass(slots=True)
class Row:
    """A row as it is read: its number in the file, raw cells, what somebody mended, and its normal form."""

    number: int
    cells: list[str]
    mended: dict[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    id: int = 0

    def texts(self) -> list[str]:
        """The cells with what was mended."""
        if not self.mended:
            return self.cells
        return [self.mended.get(str(place), cell) for place, cell in enumerate(self.cells)]


def raw_rows(import_: Import, numbers: Sequence[int], rows: Sequence[Sequence[str]]) -> list[Row]:
    """Rows of the file as they are kept; of bank cards the last digits. A row in which nothing stands is none."""
    secret = [place for place, column in enumerate(import_.columns) if column.get("secret")]
    found = []
    for number, cells in zip(numbers, rows, strict=True):
        kept = storable(cells)
        for place in secret:
            kept[place] = redact_card(kept[place])
        if any(cell and not cell.isspace() for cell in kept):
            found.append(Row(number, kept))
    return found


def understand(import_: Import, rows: Sequence[Row]) -> None:
    """Give rows their normal form and the faults of each as a whole."""
    texts = [row.texts() for row in rows]
    judge(rows, normal_forms(import_.record_type, import_.columns, named_in(import_), texts))


def named_in(import_: Import) -> dict[Shape, Named]:
    """Users, teams and categories that the columns of an import may name."""
    fields = fields_of(import_.record_type)
    shapes = {fields[column["field"]].shape for column in import_.columns if column["field"] in fields}
    return {shape: named(shape) for shape in shapes & NAMED}


def normal_forms(
    record_type: str, columns: Sequence[Column], names: Mapping[Shape, Named], rows: Sequence[Sequence[str]]
) -> list[Normal]:
    """The cells of rows in normal form. Asks no database."""
    texts = by_field(columns, rows)
    # Where every column is left out, a row still is a row.
    return (
        normalise(record_type, texts, contexts=contexts_of(columns), names=names) if texts else [_NOTHING] * len(rows)
    )


def understood(
    record_type: str, columns: Sequence[Column], names: Mapping[Shape, Named], rows: Sequence[Sequence[str]]
) -> tuple[list[Normal], list[Indexed]]:
    """The same, and how each row stands in an index. Asks no database."""
    normals = normal_forms(record_type, columns, names, rows)
    return normals, indexed(record_type, [normal.keys for normal in normals])


def judge(
    rows: Sequence[Row], normals: Sequence[Normal], damage: Mapping[int, list[dict[str, str]]] | None = None
) -> None:
    """Give rows their normal form, and what is wrong with each as a whole; `damage` is what its file did to it."""
    erased = erased_fields(normal.keys for normal in normals)
    for row, normal in zip(rows, normals, strict=True):
        faults = normal.faults
        if damage and row.number in damage:
            faults = {**faults, "": damage[row.number]}
        row.facts, row.keys = normal.facts, normal.keys
        row.faults = judged(normal.facts, faults, normal.keys, erased)


_NOTHING = Normal({}, {}, {}, (), {})


def insert(import_: Import, rows: Sequence[Row], told: Sequence[str], found: Sequence[Recognised]) -> None:
    """Write rows that were just read, with their verdicts and what they were recognised as."""
    bulk.insert(
        ImportRow,
        ["of_id", "number", "cells", "mended", "facts", "faults", "keys", *COLUMNS, "choices", "skipped"],
        (
            [
                import_.pk, row.number, row.cells, row.mended, row.facts, row.faults, row.keys,
                verdict, one.match_id, one.twin, one.sure, one.probability, one.alike, {}, False,
            ]
            for row, verdict, one in zip(rows, told, found, strict=True)
        ),
    )  # fmt: skip


def verdicts(import_: Import, rows: Sequence[Row], found: Sequence[Recognised]) -> list[str]:
    """What each row is, now that it is known who it is."""
    decisive = decisive_fields(import_.record_type)
    ids = {one.match_id for one in found if one.match_id and one.sure and not one.twin}
    records = record_type(import_.record_type).facts(ids) if ids else {}
    companies, tags = names_of(records)
    told = []
    for row, one in zip(rows, found, strict=True):
        if has_error(row.faults, decisive):
            told.append(Verdict.ERROR)
        elif not one.match_id and not one.twin:
            told.append(Verdict.NEW)
        elif one.twin or not one.sure or one.match_id not in records:
            told.append(Verdict.DUPLICATE)
        else:
            record = records[one.match_id]
            different = differences(
                row.facts, record, companies.get(record.get("company"), ""), tag_names(record, tags)
            )
            told.append(Verdict.UPDATE if adds(different, import_.policy) else Verdict.DUPLICATE)
    return [str(verdict) for verdict in told]


def names_of(records: Mapping[int, Facts]) -> tuple[dict[Any, str], dict[int, str]]:
    """The names of the companies and tags that some records have."""
    companies = {facts["company"] for facts in records.values() if facts.get("company")}
    tags = {int(fact[4:]) for facts in records.values() for fact in facts if fact.startswith("tag:")}
    return (
        dict(Company.objects.filter(pk__in=companies).values_list("pk", "name")) if companies else {},
        dict(Tag.objects.filter(pk__in=tags).values_list("pk", "name")) if tags else {},
    )


def tag_names(record: Facts, tags: Mapping[int, str]) -> list[str]:
    """The names of a record's tags."""
    return [tags[int(fact[4:])] for fact in record if fact.startswith("tag:") and int(fact[4:]) in tags]


def write_verdicts(rows: Sequence[Row], told: Sequence[str], found: Sequence[Recognised]) -> None:
    """Write what rows were recognised as, where it is more than nobody."""
    bulk.update(
        ImportRow,
        COLUMNS,
        [
            [row.id, verdict, one.match_id, one.twin, one.sure, one.probability, one.alike]
            for row, verdict, one in zip(rows, told, found, strict=True)
            if one.match_id or one.twin or verdict != Verdict.NEW
        ],
    )
