"""Plans by which the old customers come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.core.ledger import act, rows
from zolal.core.listed import listed
from zolal.core.said import demand_choice, demand_text, demand_whole
from zolal.people.queries.lists import BadWish
from zolal.people.queries.records import MODELS
from zolal.stewardship.models import Plan
from zolal.stewardship.planned import listed_now, newcomers, remember
from zolal.stewardship.taking_part import set_people, wanted_of

MOST = 10_000_000
MOST_QUOTA = 1_000
"""More than anybody types in a day with care."""


def create_plan(
    *,
    name: str,
    kind: str,
    record_type: str = "person",
    what: str = "",
    query: str = "",
    total: int | None = None,
    quota: int,
    per: str = "day",
    thursdays: bool = True,
    people: Sequence[User],
    starts_on: date | None = None,
    by: User,
) -> Plan:
    """A plan. The records of a list are counted and remembered, of paper the total is told.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    demand(by, "stewardship.plan")
    given = {"name": name, "what": what, "quota": quota, "per": per, "thursdays": thursdays, "starts_on": starts_on}
    wanted = _checked(given)
    kind = demand_choice("kind", kind, dict(Plan.Kind.choices))
    record_type = demand_choice("record_type", record_type, MODELS)
    there: QuerySet[Any] = MODELS[record_type].objects.none()
    if kind == Plan.Kind.LIST:
        there = _list(record_type, query, by)
        total = _many(there)
    else:
        query, total = "", demand_whole("total", total, least=1, most=MOST)
    taking_part = _people(people)
    with transaction.atomic():
        plan = Plan(**wanted, kind=kind, record_type=record_type, query=query, total=total, by=by)
        action = act(kind="plan.create", by=by, about={"name": plan.name})
        rows.add(action, plan)
        set_people(action, plan, taking_part)
        remember(plan, there, after=0)
    return plan


def take_in(*, plan: Plan, by: User) -> Plan:
    """Who has come into the plan's list since, as far as `by` sees them, is to be gone through too.

    Raises `NotAllowed`; `ValidationError` where there is nobody.
    """
    demand(by, "stewardship.plan")
    with transaction.atomic():
        current = Plan.objects.select_for_update().get(pk=plan.pk)
        came = remember(current, newcomers(by, current), after=current.total)
        if not came:
            raise ValidationError(_("Nobody has come into the list since."))
        action = act(kind="plan.change", by=by, about={"name": current.name})
        rows.change(action, current, total=current.total + came)
    return current


def change_plan(
    *,
    plan: Plan,
    by: User,
    ended: bool | None = None,
    seen: Mapping[str, Any] | None = None,
    **given: Any,  # noqa: ANN401 - by field
) -> Plan:
    """Other `name`, `what`, `quota`, `per`, `thursdays`, `starts_on`, `people`, or of paper `total`.

    `ended` True ends it today, False takes it up again; `seen` is what `by` had before their eyes. Raises `NotAllowed`,
    `Overtaken`; `ValidationError` by field.
    """
    demand(by, "stewardship.plan")
    if plan.kind == Plan.Kind.LIST or given.get("total") is None:
        given.pop("total", None)
    with transaction.atomic():
        current = Plan.objects.select_for_update().get(pk=plan.pk)
        changed, people = wanted_of(current, given, seen=seen, kinds="plan.")
        wanted = _checked(changed)
        taking_part = None if people is None else _people(people)
        if ended is not None:
            wanted["ended_on"] = timezone.localdate() if ended else None
        action = act(kind="plan.change", by=by, about={"name": current.name})
        rows.change(action, current, **wanted)
        if taking_part is not None:
            set_people(action, current, taking_part)
    return current


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    checks = {
        "name": lambda value: demand_text("name", value, longest=100),
        "what": lambda value: demand_text("what", value, needed=False),
        "total": lambda value: demand_whole("total", value, least=1, most=MOST),
        "quota": lambda value: demand_whole("quota", value, least=1, most=MOST_QUOTA),
        "per": lambda value: demand_choice("per", value, dict(Plan.Per.choices)),
        "thursdays": bool,
        "starts_on": _day,
    }
    return {name: checks[name](value) for name, value in given.items()}


def _day(value: Any) -> date:  # noqa: ANN401 - JSON
    today = timezone.localdate()
    day = today if value is None else value
    if not isinstance(day, date) or not today - timedelta(days=400) <= day <= today + timedelta(days=400):
        raise ValidationError({"starts_on": _("Choose a day of the year before or after today.")})
    return day


def _list(record_type: str, query: str, by: User) -> QuerySet[Any]:
    try:
        return listed_now(by, record_type, query)
    except BadWish as refused:
        raise ValidationError({"query": str(refused)}) from refused


def _many(there: QuerySet[Any]) -> int:
    if not (found := there.count()):
        raise ValidationError({"query": _("Nobody is in this list.")})
    return found


def _people(people: Sequence[User]) -> list[User]:
    if not people:
        raise ValidationError({"people": _("Choose at least one who takes part.")})
    if unable := [user.name for user in people if not may(user, "records.create")]:
        sentence = _("These may not enter records: %(names)s.")
        raise ValidationError({"people": sentence % {"names": listed(unable)}})
    return list(people)
