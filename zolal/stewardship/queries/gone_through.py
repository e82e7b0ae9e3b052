"""The records of a plan's list that somebody has gone through: who did it first, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from django.utils import timezone

from zolal.accounts.models import User
from zolal.core.models import Change
from zolal.people.models import Company, Person
from zolal.people.queries.lists import BadWish, Wish, loaded, matching
from zolal.people.queries.records import visible_records
from zolal.stewardship.models import Plan


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
    try:
        listed = matching(user=plan.by, wish=Wish.read(plan.record_type, plan.query))
    except BadWish:  # a tag or a field of the list is gone
        return
    begin = timezone.make_aware(datetime.combine(plan.starts_on, time()))
    changes = Change.objects.filter(
        record_type=plan.record_type,
        record_id__in=listed.order_by().values("pk"),
        action__actor__in=[one.pk for one in people],
        action__kind__in=[f"{plan.record_type}.edit", f"{plan.record_type}.rate"],
        action__at__gte=begin,
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
