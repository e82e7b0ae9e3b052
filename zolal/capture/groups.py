"""Rows of an import that become one record: a row and the later ones that repeat it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson
from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from zolal.capture.ahead import Coming, said
from zolal.capture.models import Import, ImportRow
from zolal.capture.reach import reachable
from zolal.capture.updates import as_facts
from zolal.core.ledger import Ahead, Facts
from zolal.people.queries.records import MODELS

_PLAIN = ("pk", "number", "match_id", "twin", "sure")
_JSON = ("facts", "faults", "keys", "alike", "choices")


@dataclass
class Taken:
    """A row that is to go in; its JSON is read when it is asked for."""

    pk: int
    number: int
    match_id: int | None
    twin: int | None
    sure: bool
    facts: str
    faults: str
    keys_text: str
    alike_text: str
    choices_text: str
    company: str | None

    @property
    def keys(self) -> dict[str, str]:
        return orjson.loads(self.keys_text)  # type: ignore[no-any-return]

    @property
    def alike(self) -> list[dict[str, Any]]:
        return orjson.loads(self.alike_text)  # type: ignore[no-any-return]

    @cached_property
    def choices(self) -> dict[str, Any]:
        return orjson.loads(self.choices_text)  # type: ignore[no-any-return]

    @property
    def key(self) -> int:
        """The number of the row that stands for the record."""
        answer = self.choices.get("identity", "")
        follows = self.twin and (answer == "same" or (self.sure and answer != "new"))
        return self.twin if follows and self.twin else self.number

    @property
    def record(self) -> int | None:
        """The record on file that it is, as far as it is known for sure or was said."""
        answer = self.choices.get("identity", "")
        return self.match_id if answer == "same" or (self.sure and answer != "new") else None


@dataclass(slots=True)
class Group:
    """One record to be: its rows in order, the record on file that they go into, if any, and what was worked out of
    it if it is a new one, with its facts as JSON."""

    rows: list[Taken] = field(default_factory=list)
    target: int | None = None
    facts: bytes = b""
    ahead: Ahead = field(default_factory=dict)

    def said(self) -> tuple[Facts, dict[str, Any]]:
        """Facts and faults of all rows together."""
        return said([(row.facts, row.faults) for row in self.rows])

    def fresh(self) -> Facts:
        """The facts of a new record, its faults among them."""
        return orjson.loads(self.facts) if self.facts else as_facts(*self.said())

    def is_known(self) -> bool:
        """Whether a row is of a record on file, as far as the rows tell."""
        return any(row.record for row in self.rows)

    def company(self) -> str:
        """What the rows call the company where the record works."""
        return next((row.company for row in self.rows if row.company), "")

    def coming(self, company: str) -> Coming:
        """The rows as a new record is worked out of; `company` is how that is called on file."""
        keys = self.rows[0].keys_text if len(self.rows) == 1 else ""
        return Coming([(row.facts, row.faults) for row in self.rows], keys, company)

    def join(self, other: Group) -> None:
        """The other's rows are of the same record."""
        self.rows += other.rows
        other.rows, self.facts, self.ahead = [], b"", {}

    def answers(self) -> dict[str, str]:
        """What somebody said of its facts; the first word stands."""
        found: dict[str, str] = {}
        for row in self.rows:
            for fact, answer in row.choices.get("facts", {}).items():
                found.setdefault(fact, answer)
        return found


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows by the record each becomes, {number of the row that stands for it: group}.

    `last` is the number up to which all rows have been looked at, `companies` what was worked out of those they name.
    """

    groups: Mapping[int, Group]
    last: int
    companies: dict[str, Ahead] = field(default_factory=dict)

    def rows(self) -> set[int]:
        """The primary keys of its rows."""
        return {row.pk for group in self.groups.values() for row in group.rows}


def usable(import_: Import) -> QuerySet[ImportRow]:
    """The rows that go in: not in yet, not left out, and without a decisive error unless somebody wants them so."""
    rows = import_.all_rows.filter(record_id__isnull=True, skipped=False)
    return rows.filter(~Q(verdict=ImportRow.Verdict.ERROR) | Q(choices__include=True))


def chunk(import_: Import, after: int, size: int, *, pending: Iterable[Chunk] = ()) -> Chunk | None:
    """The next rows by number with the later ones that belong to them, but for those that are on their way in.

    It is the same chunk whether those are in already or not.
    """
    without = {row.pk for one in pending for group in one.groups.values() for row in group.rows if row.number > after}
    rows = _taken(usable(import_).filter(number__gt=after).exclude(pk__in=without).order_by("number")[:size])
    if not rows:
        return None
    last = rows[-1].number
    keys, known = {row.key for row in rows}, {row.pk for row in rows}
    # Of keys among these rows more than are wanted; to ask for each of them takes longer.
    follow = Q(twin__gt=after, twin__lte=last) | Q(twin__in=[key for key in keys if key <= after])
    for row in _taken(usable(import_).filter(follow, number__gt=after).order_by("number")):
        if row.pk not in known and row.pk not in without and row.key in keys:
            rows.append(row)
    groups: dict[int, Group] = defaultdict(Group)
    for row in sorted(rows, key=lambda one: one.number):
        groups[row.key].rows.append(row)
    return Chunk(groups, last)


def _taken(rows: QuerySet[ImportRow]) -> list[Taken]:
    texts = {f"{name}_text": Cast(name, TextField()) for name in _JSON}
    rows = rows.annotate(**texts, company=KeyTextTransform("company_name", "facts"))
    return [Taken(*row) for row in rows.values_list(*_PLAIN, *texts, "company")]


def records_of(import_: Import, numbers: Collection[int]) -> dict[int, int]:
    """The records that rows of these numbers have become."""
    rows = import_.all_rows.filter(number__in=numbers).order_by().values_list("number", "record_id") if numbers else ()
    # Asked of the database, it would rather look at every row that has a record.
    return {number: record_id for number, record_id in rows if record_id is not None}


def placed(import_: Import, found: Chunk) -> list[Group]:
    """The groups with the records on file they go into.

    Groups of one record are one; a record that was merged leads on, one gone or unseen is none.
    """
    groups = found.groups
    before = records_of(import_, [number for number, group in groups.items() if group.rows[0].number != number])
    for number, group in groups.items():
        said = next((row.record for row in group.rows if row.record), None)
        group.target = before.get(number) or said
    return _by_target(list(groups.values()), import_)


def _by_target(groups: Sequence[Group], import_: Import) -> list[Group]:
    standing = _standing(import_.record_type, {group.target for group in groups if group.target})
    seen = reachable(import_, standing.values())
    standing = {first: now for first, now in standing.items() if now in seen}
    for group in groups:
        group.target = standing.get(group.target) if group.target else None
    return united(groups)


def united(groups: Iterable[Group]) -> list[Group]:
    """Groups that go into one record become one, in the place of the first."""
    found: list[Group] = []
    of: dict[int, Group] = {}
    for group in groups:
        if group.target and group.target in of:
            of[group.target].join(group)
            continue
        if group.target:
            of[group.target] = group
        found.append(group)
    return found


def _standing(record_type: str, ids: set[int]) -> Mapping[int, int]:
    model = MODELS[record_type]
    found: dict[int, int] = {}
    asked = {record_id: record_id for record_id in ids}
    while asked:
        into = dict(model.objects.filter(pk__in=set(asked.values())).values_list("pk", "absorbed_into_id"))
        found.update({first: now for first, now in asked.items() if now in into and into[now] is None})
        asked = {first: into[now] for first, now in asked.items() if into.get(now)}
    return found
