"""How many are silent, for how long, and by what they were last heard."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncDate

from zolal.activities.models import OF_LIFE, LastSignals
from zolal.people.models import Person
from zolal.quality.models import Issue
from zolal.quality.rules import INACTIVE, UNREACHABLE

LONGER = (180, 365)
"""Besides the period itself: for how many days somebody may have been silent."""

NEVER = "never"
_LONG_AGO = Value(date(1, 1, 1))


def with_code(people: QuerySet[Person], code: str) -> QuerySet[Person]:
    """Those of the people of whom the code is true."""
    issues = Issue.objects.filter(record_type="person", code=code)
    return people.filter(pk__in=issues.values("record_id"))


def last_known() -> QuerySet[LastSignals]:
    """The last signals of the person of the outer query."""
    return LastSignals.objects.filter(record_type="person", record_id=OuterRef("pk"))


def silent_for(today: date, days: int) -> Q:
    """A condition: nothing was heard of them for more than so many days."""
    before = today - timedelta(days=days)
    return (
        Q(created_at__date__lt=before)
        & (Q(last_activity_on__isnull=True) | Q(last_activity_on__lt=before))
        & (Q(last_purchase_on__isnull=True) | Q(last_purchase_on__lt=before))
        & ~Exists(last_known().filter(alive_on__gte=before))
    )


def heard_last_by(kind: str) -> Q:
    """A condition: the last sign of life was of this kind; "never" where there was none."""
    if kind == NEVER:
        return ~Exists(last_known().filter(alive_on__isnull=False))
    return Exists(last_known().filter(**{kind: F("alive_on")}))


def silence_figures(people: QuerySet[Person], today: date, period: int) -> dict[str, Any]:
    """{"silent", "unreachable": how many, "longer": [[days, how many]], "kinds": [[kind or "never", how many]]}.

    A sign of two kinds on the last day counts as the first of them.
    """
    silent = with_code(people, INACTIVE)
    alive = silent.annotate(alive=Subquery(last_known().values("alive_on")[:1]))
    since = alive.annotate(
        since=Greatest(
            TruncDate("created_at"),
            *(Coalesce(name, _LONG_AGO) for name in ("alive", "last_activity_on", "last_purchase_on")),
        )
    )
    bounds = [days for days in LONGER if days > period]
    counted = since.aggregate(
        silent=Count("pk"),
        **{f"d{days}": Count("pk", filter=Q(since__lt=today - timedelta(days=days))) for days in bounds},
    )
    return {
        "silent": counted["silent"],
        "unreachable": with_code(people, UNREACHABLE).count(),
        "longer": [[days, counted[f"d{days}"]] for days in bounds],
        "kinds": _kinds(silent),
    }


def _kinds(silent: QuerySet[Person]) -> list[list[Any]]:
    last = LastSignals.objects.filter(
        record_type="person", alive_on__isnull=False, record_id__in=silent.order_by().values("pk")
    )
    by_kind = Case(*(When(**{kind: F("alive_on")}, then=Value(kind.value)) for kind in OF_LIFE))
    found = dict(last.annotate(by=by_kind).order_by().values_list("by").annotate(count=Count("pk")))
    heard = [[kind.value, found[kind.value]] for kind in OF_LIFE if kind.value in found]
    return [*heard, [NEVER, silent.count() - sum(found.values())]]
