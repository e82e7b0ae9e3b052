"""Visits of a day: planned one after the other, and brought into another order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.models import Activity
from zolal.activities.own_fields import SameOfMany
from zolal.activities.queries.activities import changeable
from zolal.activities.wanted import facts_of
from zolal.calendar import clock
from zolal.calendar.queries.hours import hours
from zolal.calendar.queries.withheld import address_of
from zolal.core.ledger import Facts, act, create, write
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.models import Company, Person

MOST = 30


def plan_visits(
    *,
    customers: Sequence[Person | Company],
    day: date,
    begins: time,
    by: User,
    minutes: int | None = None,
    way: int = 15,
    owner: User | None = None,
    own: Mapping[str, str] | None = None,
) -> Action:
    """A visit to each, in this order, with `way` minutes between them; all of them undone at once.

    `own` are texts of fields of one's own, the same of all; those that are needed must be there.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "activities.write")
    minutes = hours().visit_minutes if minutes is None else minutes
    if not customers:
        raise ValidationError({"customers": _("Choose at least one customer.")})
    if len(customers) > MOST:
        raise ValidationError({"customers": _("On one day at most %(most)s visits are planned.") % {"most": MOST}})
    if not 5 <= minutes <= 480 or not 0 <= way <= 240:
        raise ValidationError({"minutes": _("A visit lasts 5 minutes to 8 hours, the way at most 4 hours.")})
    at, rows = clock.at(day, begins), []
    for one in customers:
        rows.append(_visit(one, at, timedelta(minutes=minutes), owner or by, by))
        at += timedelta(minutes=minutes + way)
    if timezone.localtime(at - timedelta(minutes=minutes + way)).date() != day:
        raise ValidationError(
            {"begins": _("The last of them would begin after midnight; choose fewer or begin earlier.")}
        )
    with transaction.atomic():
        same = SameOfMany(own or {}, count=len(rows), by=by)
        rows = [facts | same.facts(facts) for facts in rows]
        source = source_named(by.name or by.email, "hand")
        action = act(kind="visits.plan", by=by, source=source, about={"day": day.isoformat(), "count": len(rows)})
        create(action, "activity", rows)
    return action


def reorder(*, day: date, order: Sequence[int], by: User) -> Action:
    """Bring open visits (by id) of a day into an order: they take the hours of each other.

    The first begins where the day began, each lasts as long as it did, the gaps stay where they were. Raises
    `NotAllowed`, `Activity.DoesNotExist` where one of them is not the user's to change; `ValidationError`.
    """
    with transaction.atomic():
        demand(by, "activities.write")
        held = {one.pk: one for one in changeable(by).select_for_update(of=("self",)).filter(pk__in=list(order))}
        if held.keys() != set(order):
            raise Activity.DoesNotExist
        if any(_out_of_place(one, day) for one in held.values()):
            raise ValidationError({"order": _("The day has changed meanwhile. Load the page again.")})
        timed = [held[number] for number in order if not held[number].all_day]
        starts = _slots(timed)
        changes: dict[int, Facts] = {}
        for one, at in zip(timed, starts, strict=True):
            lasts = _lasts(one)
            changes[one.pk] = {"at": at, "until": at + lasts if one.until else None}
        action = act(
            kind="route.order", by=by, source=source_named(by.name or by.email, "hand"), about={"day": day.isoformat()}
        )
        write(action, "activity", changes)
    return action


def _visit(customer: Person | Company, at: datetime, lasts: timedelta, owner: User, by: User) -> Facts:
    name = customer.record_type
    given = {name: customer, "at": at, "until": at + lasts, "place": address_of(by, customer)[:300], "owner": owner}
    facts: Facts = {"kind": str(Activity.Kind.VISIT.value), **facts_of(Activity.Kind.VISIT, given, by)}
    if isinstance(customer, Person) and customer.company_id:
        facts["company"] = customer.company_id
    return facts


def _slots(order: Sequence[Activity]) -> list[datetime]:
    """When each begins in the new order."""
    before = sorted(order, key=lambda one: (one.at, one.pk))
    gaps = [
        max(timedelta(), following.at - one.at - _lasts(one))  # type: ignore[operator]  # visits of a day have a time
        for one, following in pairwise(before)
    ]
    found: list[datetime] = []
    at = before[0].at if before else None
    for place, one in enumerate(order):
        found.append(at)  # type: ignore[arg-type]
        at = at + _lasts(one) + (gaps[place] if place < len(gaps) else timedelta())  # type: ignore[operator]
    return found


def _lasts(one: Activity) -> timedelta:
    return one.until - one.at if one.until and one.at else timedelta(minutes=30)


def _out_of_place(one: Activity, day: date) -> bool:
    is_open_visit = one.kind == Activity.Kind.VISIT and one.done_at is None and one.at is not None
    return not is_open_visit or timezone.localtime(one.at).date() != day
