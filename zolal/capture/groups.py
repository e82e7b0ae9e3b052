"""Rows of an import that become one record: a row and the later ones that repeat it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from zolal.capture.models import Import, ImportRow
from zolal.capture.reach import reachable
from zolal.capture.updates import folded
from zolal.core.ledger import Facts
from zolal.people.queries.records import MODELS

_PLAIN = ("pk", "number", "verdict", "match_id", "twin", "sure")
_JSON = ("facts", "faults", "keys", "alike", "choices")


@dataclass(slots=True)
class Taken:
    """A row that is to go in."""

    pk: int
    number: int
    verdict: str
    match_id: int | None
    twin: int | None
    sure: bool
    facts: Facts
    faults: dict[str, Any]
    keys: dict[str, str]
    alike: list[dict[str, Any]]
    choices: dict[str, Any]

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
    """One record to be: its rows in order, and the record on file that they go into, if any."""

    rows: list[Taken] = field(default_factory=list)
    target: int | None = None

    def content(self) -> tuple[Facts, dict[str, Any]]:
        """Facts and faults of all rows together."""
        return folded([(row.facts, row.faults) for row in self.rows])

    def answers(self) -> dict[str, str]:
        """What somebody said of its facts; the first word stands."""
        found: dict[str, str] = {}
        for row in self.rows:
            for fact, answer in row.choices.get("facts", {}).items():
                found.setdefault(fact, answer)
        return found


def usable(import_: Import) -> QuerySet[ImportRow]:
    """The rows that go in: not in yet, not left out, and without a decisive error unless somebody wants them so."""
    rows = import_.all_rows.filter(record_id__isnull=True, skipped=False)
    return rows.filter(~Q(verdict=ImportRow.Verdict.ERROR) | Q(choices__include=True))


def chunk(import_: Import, after: int, size: int) -> list[Taken]:
    """The next rows by number."""
    return _taken(usable(import_).filter(number__gt=after).order_by("number")[:size])


def _taken(rows: QuerySet[ImportRow]) -> list[Taken]:
    """JSON is asked for as text: orjson reads it three times as fast as the database's adapter."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in _JSON}
    asked = rows.annotate(**texts).values_list(*_PLAIN, *texts)
    return [Taken(*row[: len(_PLAIN)], *map(orjson.loads, row[len(_PLAIN) :])) for row in asked]


def groups_of(import_: Import, rows: Sequence[Taken]) -> list[Group]:
    """The rows by record, with the later rows that belong to them."""
    keys = {row.key for row in rows}
    known = {row.number for row in rows}
    more = _taken(usable(import_).filter(twin__in=keys).order_by("number"))
    followers = [row for row in more if row.number not in known and row.key in keys]
    by_key: dict[int, Group] = defaultdict(Group)
    for row in sorted([*rows, *followers], key=lambda one: one.number):
        by_key[row.key].rows.append(row)
    before = dict(
        import_.all_rows.filter(number__in=keys - known, record_id__isnull=False).values_list("number", "record_id")
    )
    for number, group in by_key.items():
        said = next((row.record for row in group.rows if row.record), None)
        group.target = before.get(number) or said
    return _by_target(by_key.values(), import_)


def _by_target(groups: Iterable[Group], import_: Import) -> list[Group]:
    """Groups that go into one record are one; a record that was merged leads on, one gone or unseen is none."""
    groups = list(groups)
    standing = _standing(import_.record_type, {group.target for group in groups if group.target})
    seen = reachable(import_, standing.values())
    standing = {first: now for first, now in standing.items() if now in seen}
    found: list[Group] = []
    of: dict[int, Group] = {}
    for group in groups:
        group.target = standing.get(group.target) if group.target else None
        if group.target in of and group.target:
            of[group.target].rows += group.rows
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
