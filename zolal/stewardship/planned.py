"""The records of a plan's list, remembered when it is made: whoever is mended out of the list stays in the plan."""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction
from django.db.models import Q, QuerySet

from zolal.accounts.models import User
from zolal.core import bulk
from zolal.core.models import Record
from zolal.people.queries.conditions import state_condition
from zolal.people.queries.lists import BadWish, Wish, matching
from zolal.people.queries.records import MODELS
from zolal.stewardship.models import Plan, PlanRecord


def remember(plan: Plan, found: QuerySet[Any], *, after: int) -> int:
    """These stand in the places after that one, and whoever stood there does not any more; how many they are.

    One statement of the database: of a million it takes seconds.
    """
    PlanRecord.objects.filter(plan_id=plan.pk, place__gt=after).delete()
    return bulk.insert_numbered(
        PlanRecord, ("plan_id", "record_id", "place"), [plan.pk], found.values("pk"), after=after
    )


def records_of(plan: Plan) -> QuerySet[PlanRecord, dict[str, Any]]:
    """The ids of its records, for a condition."""
    return PlanRecord.objects.filter(plan_id=plan.pk, place__lte=plan.total).values("record_id")


def listed_now(user: User, record_type: str, query: str) -> QuerySet[Any]:
    """Whom the user sees in a list today. Raises `BadWish`."""
    return matching(user=user, wish=Wish.read(record_type, query)).order_by()


def standing(plan: Plan) -> Q:
    """The records of such lists as long as they are in the state that the list asks for: active, if for none."""
    try:
        return state_condition(Wish.read(plan.record_type, plan.query).filters) & ~Q(state=Record.State.ABSORBED)
    except BadWish:
        return Q(state=Record.State.ACTIVE)


def newcomers(user: User, plan: Plan) -> QuerySet[Any]:
    """Who of those whom the user sees has come into the list since; nobody where a tag or a field of it is gone."""
    nobody = MODELS[plan.record_type].objects.none()
    if plan.kind != Plan.Kind.LIST:
        return nobody
    try:
        listed = listed_now(user, plan.record_type, plan.query)
    except BadWish:
        return nobody
    return listed.exclude(pk__in=records_of(plan))


def remember_lists(*, using: str, **_signal: Any) -> None:  # noqa: ANN401 - a signal's
    """Plans that were made before lists were remembered go on with those who are in theirs."""
    if PlanRecord._meta.db_table not in connections[using].introspection.table_names():
        return
    for plan in Plan.objects.filter(kind=Plan.Kind.LIST).select_related("by"):
        if not PlanRecord.objects.filter(plan_id=plan.pk).exists():
            with transaction.atomic():
                remember(plan, newcomers(plan.by, plan), after=0)
