"""The problem log as people read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records
from zolal.stewardship.models import Problem
from zolal.stewardship.months import Month, months_until

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem, and the record it is about, where the reader sees that."""

    problem: Problem
    record: Person | Company | None


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Newest first; `next` is a cursor, "" at the end."""

    problems: Sequence[Shown]
    next: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Problems by kind and by the month of the year in which they were reported; hours and states by kind."""

    months: Sequence[Month]
    by_month: Mapping[tuple[str, Month], int]
    by_kind: Mapping[str, tuple[int, int, float]]  # all, not ended, hours
    brought_nothing: int


def problems(
    user: User, *, kind: str = "", state: str = "", month: Month | None = None, brought_nothing: bool = False
) -> QuerySet[Problem]:
    """Problems by what they are; `state` may be "ended" or "waiting" too. Raises `NotAllowed`."""
    demand(user, "problems.report")
    ended = (Problem.State.SOLVED, Problem.State.DROPPED)
    found = Problem.objects.select_related("by", "ended_by")
    found = found.filter(kind=kind) if kind else found
    if state == "waiting":
        found = found.exclude(state__in=ended)
    elif state:
        found = found.filter(state__in=ended) if state == "ended" else found.filter(state=state)
    found = found.filter(brought_nothing=True) if brought_nothing else found
    if month:
        found = found.filter(at__gte=_midnight(month), at__lt=_midnight(month.plus(1)))
    return found


def problem_page(user: User, found: QuerySet[Problem], *, after: str = "", size: int = 50) -> ProblemPage:
    """A page of problems. A cursor that makes no sense begins at the beginning."""
    if after.isascii() and after.isdigit() and len(after) < 19:
        found = found.filter(id__lt=int(after))
    rows = list(found.order_by("-id")[: size + 1])
    return ProblemPage(shown(user, rows[:size]), str(rows[size - 1].pk) if len(rows) > size else "")


def problem_by_uid(user: User, uid: UUID) -> Shown:
    """Raises `NotAllowed`, `Problem.DoesNotExist`."""
    return shown(user, [problems(user).get(uid=uid)])[0]


def shown(user: User, rows: Sequence[Problem]) -> list[Shown]:
    """With the records that the user sees, in one query a type."""
    records = {
        (name, record.pk): record
        for name in MODELS
        if (ids := [one.record_id for one in rows if one.about == name and one.record_id])
        for record in visible_records(user, name).filter(pk__in=ids)
    }
    return [Shown(one, records.get((one.about, one.record_id or 0))) for one in rows]


def tally(user: User) -> Tally:
    """What the log counts, by kind, and by month over the last year. Raises `NotAllowed`."""
    every = problems(user).order_by()
    months = months_until(Month.of(timezone.localdate()), MONTHS)
    reported = every.filter(at__gte=_midnight(months[0])).values_list("kind", "at")
    by_month = Counter((kind, Month.of(timezone.localdate(at))) for kind, at in reported.iterator())
    ended = (Problem.State.SOLVED, Problem.State.DROPPED)
    waiting = dict(every.exclude(state__in=ended).values_list("kind").annotate(many=Count("id")))
    by_kind = {
        kind: (many, waiting.get(kind, 0), hours or 0.0)
        for kind, many, hours in every.values_list("kind").annotate(many=Count("id"), hours=Sum("hours"))
    }
    return Tally(months, by_month, by_kind, every.filter(brought_nothing=True).count())


def _midnight(month: Month) -> datetime:
    return timezone.make_aware(datetime.combine(month.first, time()))
