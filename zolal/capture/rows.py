"""The rows of an import on their way into its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from zolal.activities.suppressed import anything_suppressed
from zolal.capture.checking import Recognised
from zolal.capture.intake.named import NAMED, named
from zolal.capture.models import Import, ImportRow
from zolal.capture.refusals import Refusing
from zolal.capture.suppressed import with_closed
from zolal.capture.understanding import Understood, Way
from zolal.capture.updates import adds, differences
from zolal.capture.verdicts import decisive_fields, erased_fault, erased_fields, has_error, is_erased
from zolal.core import bulk
from zolal.core.ledger import Facts, record_type
from zolal.people.fields import fields_of
from zolal.people.models import Company, Tag
from zolal.quality.index import Indexed

Verdict = ImportRow.Verdict
COLUMNS = ("verdict", "match_id", "twin", "sure", "probability", "alike")


@dataclass(slots=True)
class Row:
    """A row of the file: its number, what it says and what is wrong with it, as JSON, and how it stands in an index.

    `wrong`: with a decisive error. `id` is its primary key where it is on file, `mended` what somebody typed there
    instead of cells. `suppressed`: with an address that is not to be used.
    """

    number: int
    facts: bytes
    faults: bytes
    indexed: Indexed
    wrong: bool
    mended: dict[str, str] = field(default_factory=dict)
    id: int = 0
    suppressed: bool = False

    @property
    def keys(self) -> dict[str, str]:
        return orjson.loads(self.indexed.keys)  # type: ignore[no-any-return]


def way_of(import_: Import) -> Way:
    """How the rows of an import are read: its mapping, with the users, teams and categories that columns may name."""
    kind, fields = import_.record_type, fields_of(import_.record_type)
    shapes = {fields[column["field"]].shape for column in import_.columns if column["field"] in fields}
    names = {shape: named(shape) for shape in shapes & NAMED}
    return Way(kind, import_.columns, names, decisive_fields(kind))


def rows_of(found: Understood) -> list[Row]:
    """The rows by themselves; those of people who were erased are wrong, and suppressed addresses are noticed."""
    rows = [
        Row(number, facts, faults, Indexed(*place), wrong)
        for number, facts, faults, place, wrong in zip(*found, strict=True)
    ]
    if erased := erased_fields(row.keys for row in rows):
        for row in rows:
            if is_erased(row.keys, erased):
                faults = orjson.loads(row.faults)
                faults[""] = [*faults.get("", ()), erased_fault()]
                row.faults, row.wrong = orjson.dumps(faults), row.wrong or has_error(faults, frozenset({""}))
    if anything_suppressed():
        for row, is_closed in zip(rows, with_closed([row.keys for row in rows]), strict=True):
            row.suppressed = is_closed
    return rows


def insert(
    import_: Import, rows: Sequence[Row], cells: Sequence[bytes], told: Sequence[str], found: Sequence[Recognised]
) -> None:
    """Write rows that were just read, with their verdicts and what they were recognised as."""
    bulk.insert(
        ImportRow,
        ["of_id", "number", "cells", "mended", "facts", "faults", "keys", *COLUMNS, "choices", "skipped", "suppressed"],
        (
            [
                import_.pk, row.number, raw, b"{}", row.facts, row.faults, row.indexed.keys.encode(),
                verdict, one.match_id, one.twin, one.sure, one.probability, one.alike, b"{}", False, row.suppressed,
            ]
            for row, raw, verdict, one in zip(rows, cells, told, found, strict=True)
        ),
    )  # fmt: skip


def verdicts(import_: Import, rows: Sequence[Row], found: Sequence[Recognised]) -> list[str]:
    """What each row is, now that it is known who it is; what a rule says of it stands among its faults."""
    judge = Refusing(import_)
    ids = {one.match_id for one in found if one.match_id and one.sure and not one.twin}
    records = record_type(import_.record_type).facts(ids) if ids else {}
    companies, tags = names_of(records)
    told = []
    for row, one in zip(rows, found, strict=True):
        record = records.get(one.match_id) if one.match_id else None
        different = {}
        if record is not None and (judge.refuses or not row.wrong):
            company = companies.get(record.get("company"), "")
            different = differences(orjson.loads(row.facts), record, company, tag_names(record, tags))
        if judge.refuses and (faults := judge.faults(row.facts, row.faults, one, record, different)):
            row.faults, row.wrong = faults, True
        if row.wrong:
            told.append(Verdict.ERROR)
        elif not one.match_id and not one.twin:
            told.append(Verdict.NEW)
        elif one.twin or not one.sure or record is None:
            told.append(Verdict.DUPLICATE)
        else:
            told.append(Verdict.UPDATE if adds(different, import_.policy) else Verdict.DUPLICATE)
    return [verdict.value for verdict in told]


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
