"""The records of a plan's list: who went through each first and when, and which are still to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.models import Change
from zolal.people.models import Company, Person
from zolal.people.queries.lists import loaded
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.snapshots import among, parts
from zolal.stewardship.models import Plan
from zolal.stewardship.planned import records_of, standing

_DEEDS = ("edit", "rate", "archive")
"""By which somebody has dealt with a record, besides a merge and a proposal that they took."""


class First(NamedTuple):
    """By whom (their id) and when a record was gone through."""

    by: int
    at: datetime
    record_id: int

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class GoneThrough:
    """`record` is None where the reader does not see it."""

    record: Person | Company | None
    by: User
    at: datetime


def firsts(plan: Plan, people: Sequence[User], until: date) -> Iterator[First]:
    """Of each record, in the order in which they were gone through; none of a plan for paper."""
    if plan.kind != Plan.Kind.LIST:
        return
    changes = Change.objects.filter(
        record_type=plan.record_type,
        record_id__in=records_of(plan),
        action__actor__in=[one.pk for one in people],
        action__kind__in=[*(f"{plan.record_type}.{deed}" for deed in _DEEDS), "merge", "issue.accepted"],
        action__at__gte=plan.begins_at,
        action__undone_at=None,
    )
    seen: set[int] = set()
    told = changes.order_by("id").values_list("action__actor", "action__at", "record_id")
    for one in (First(*row) for row in told):
        if one.record_id not in seen and one.on <= until:
            seen.add(one.record_id)
            yield one


def as_seen(user: User, plan: Plan, found: Sequence[First], people: Sequence[User]) -> list[GoneThrough]:
    """With the records that the user sees."""
    ids = [one.record_id for one in found]
    seen = list(visible_records(user, plan.record_type).filter(pk__in=ids).values_list("pk", flat=True))
    records = {record.pk: record for record in loaded(plan.record_type, seen, user=user)}
    names = {one.pk: one for one in people}
    return [GoneThrough(records.get(one.record_id), names[one.by], one.at) for one in found]


@dataclass(frozen=True, slots=True)
class ToCome:
    """Some of the records still to come that the user sees, and of how many; `next` is the one to go on after."""

    records: Sequence[Person | Company]
    next: UUID | None
    total: int


def count_to_come(plan: Plan, done: Collection[int]) -> int:
    """How many are still to come, when these are done. Who was archived, merged or deleted meanwhile is not."""
    return _there(MODELS[plan.record_type].objects.all(), plan, done)


def to_come(user: User, plan: Plan, done: Collection[int], *, after: UUID | None, size: int) -> ToCome:
    """The next ones after a record, as they were entered."""
    found = list(islice(_waiting(user, plan, done, after), size + 1))
    shown = loaded(plan.record_type, [pk for pk, _uid in found[:size]], user=user)
    total = _there(visible_records(user, plan.record_type), plan, done)
    return ToCome(shown, found[size - 1][1] if len(found) > size else None, total)


def all_to_come(user: User, plan: Plan, done: Collection[int]) -> Iterator[Person | Company]:
    """All of them, in the same order."""
    for part in parts([pk for pk, _uid in _waiting(user, plan, done, None)]):
        yield from loaded(plan.record_type, part, user=user)


def _waiting(user: User, plan: Plan, done: Collection[int], after: UUID | None) -> Iterator[tuple[int, UUID]]:
    rows = visible_records(user, plan.record_type).filter(standing(plan), pk__in=records_of(plan)).order_by("uid")
    if after is not None:
        rows = rows.filter(uid__gt=after)
    return (row for row in rows.values_list("pk", "uid").iterator() if row[0] not in done)


def _there(records: QuerySet[Any], plan: Plan, done: Collection[int]) -> int:
    there = records.filter(standing(plan))
    through = sum(there.filter(among("id", part)).count() for part in parts(sorted(done)))
    return there.filter(pk__in=records_of(plan)).count() - through
