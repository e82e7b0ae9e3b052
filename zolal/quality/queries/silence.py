"""Who is silent, how many for how long, what that costs, and whose data may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import randint
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import done_by
from zolal.activities.last import last_signals
from zolal.activities.models import OF_LIFE, Hearing, LastSignals, Signal
from zolal.activities.queries.signals import hearing
from zolal.core.models import Action
from zolal.core.settings import setting
from zolal.people.models import Company, Person
from zolal.people.queries.lists import Wish, matching, total
from zolal.people.queries.records import visible_records
from zolal.quality.costs import yearly
from zolal.quality.dormancy import closable
from zolal.quality.models import Dormant
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.measured import measured
from zolal.quality.rules import INACTIVE, UNREACHABLE
from zolal.quality.silence_figures import silence_figures
from zolal.quality.silent_companies import heard_through_people

CODES = {INACTIVE: "inactive", UNREACHABLE: "incomplete"}
"""The codes there are, and the group of issues each stands in."""


@dataclass(frozen=True, slots=True)
class Listening:
    """One of the four signs of life, and since when and until when it is told; None where it never was."""

    kind: Signal.Kind
    heard: Hearing | None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody silent, or a company: since when, and the last day of each sign (None where there was none)."""

    record: Person | Company
    since: date
    last: LastSignals | None


@dataclass(frozen=True, slots=True)
class Silence:
    """`figures` as `silence_figures` says, `at` when they were counted.

    `measured_from` is the day from which somebody can be silent at all; None where no sign of life was ever told.
    `cost` is rials a year, None where nobody has said what one costs. `companies` of which nothing was heard, nor of
    anybody who works there; everything else is of people.
    """

    figures: Mapping[str, Any]
    at: datetime
    period: int
    listening: Sequence[Listening]
    measured_from: date | None
    cost: int | None
    companies: int


@dataclass(frozen=True, slots=True)
class QuietPage:
    people: Sequence[Quiet]
    next: str


@dataclass(frozen=True, slots=True)
class Resting:
    """Those who were archived as silent: all, and those whose time is over; and what was closed so far."""

    waiting: int
    closable: int
    days: int
    closed: Sequence[Action]


def silence(*, user: User) -> Silence:
    """Of the people the user sees. Raises `NotAllowed`."""
    demand(user, "quality.read")
    latest, period = measured(user, "person"), setting("inactive.days")
    if latest and "silence" in latest.figures:
        found, at = latest.figures["silence"], datetime.fromisoformat(latest.figures["at"])
    else:
        found, at = silence_figures(visible_records(user, "person"), timezone.localdate(), period), timezone.now()
    known = hearing()
    listening = [Listening(kind, known.get(kind)) for kind in OF_LIFE]
    since = min((one.heard.since for one in listening if one.heard), default=None)
    price = yearly(CODES[INACTIVE], "last_activity_on")
    companies = visible_issues(user, "company").filter(group=CODES[INACTIVE], code=INACTIVE).count()
    return Silence(found, at, period, listening, since, price * found["silent"] if price else None, companies)


def quiet_records(
    *, user: User, record_type: str = "person", code: str = INACTIVE, after: str = "", size: int = 50
) -> QuietPage:
    """The people, or companies, that are silent or unreachable, in the order they were found. Raises `NotAllowed`."""
    demand(user, "quality.read")
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    issues = visible_issues(user, record_type).filter(group=CODES[code], code=code, id__gt=place).order_by("id")
    rows = list(issues.values_list("id", "record_id")[: size + 1])
    ids = [record_id for _issue, record_id in rows[:size]]
    return QuietPage(reasons(user, ids, record_type), str(rows[size - 1][0]) if len(rows) > size else "")


def reasons(user: User, ids: Sequence[int], record_type: str = "person") -> list[Quiet]:
    """These records, as far as the user sees them, with when each sign of life was last heard."""
    records = visible_records(user, record_type).select_related("owner").in_bulk(ids)
    last = last_signals(record_type, ids)
    through = heard_through_people(list(records)) if record_type == "company" else {}
    return [
        Quiet(records[one], _since(records[one], last.get(one), through.get(one)), last.get(one))
        for one in ids
        if one in records
    ]


def sample(*, user: User, wish: Wish, size: int = 8) -> tuple[list[Quiet], int, bool]:
    """A few of a list drawn by chance, and how many it has in all ("more than" where that is not exact)."""
    found = matching(user=user, wish=wish).order_by("pk").values_list("pk", flat=True)
    count, exact = total(user=user, wish=wish)
    edges = found.aggregate(first=Min("pk"), last=Max("pk"))
    drawn: set[int] = set()
    # From so many random places on, the next one: to shuffle a list of half a million would take longer than a look.
    for _time in range(size if count else 0):
        drawn |= set(found.filter(pk__gte=randint(edges["first"], edges["last"]))[:1])
    return reasons(user, sorted(drawn)), count, exact


def resting(*, user: User) -> Resting:
    """Raises `NotAllowed`."""
    demand(user, "records.erase")
    return Resting(
        waiting=Dormant.objects.filter(record_type="person").count(),
        closable=closable(timezone.localdate()).count(),
        days=setting("inactive.retention_days"),
        closed=list(
            done_by(Action.objects.filter(kind="person.close"), user, who="actor")
            .select_related("actor")
            .order_by("-id")[:12]
        ),
    )


def _since(record: Person | Company, last: LastSignals | None, through: date | None) -> date:
    days = [timezone.localdate(record.created_at), record.last_activity_on, record.last_purchase_on]
    return max(day for day in (*days, through, last.alive_on if last else None) if day)
