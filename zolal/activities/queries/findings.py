"""What interviews found: strengths and weaknesses of ours, and whom to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activities
from zolal.activities.queries.shown import Shown, shown
from zolal.core.models import Record
from zolal.people.models import Person
from zolal.people.queries.records import visible_records

MOST = 200
PROPOSED = 8
_LOOKED_AT = 400
_RECENT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what an interview found; `side` is "strength" or "weakness"."""

    side: str
    text: str
    interview: Shown


@dataclass(frozen=True, slots=True)
class Findings:
    """The newest first; `next` is a cursor, "" at the end. `interviews` counts those of the page."""

    findings: Sequence[Finding]
    interviews: int
    next: str


def findings(user: User, *, side: str = "", search: str = "", before: datetime | None = None) -> Findings:
    """What was found in interviews that the user sees. Raises `NotAllowed`."""
    held = visible_activities(user).filter(kind=Activity.Kind.INTERVIEW, done_at__isnull=False, at__isnull=False)
    held = held.filter(state=Record.State.ACTIVE).exclude(strengths="", weaknesses="")
    if before:
        held = held.filter(at__lt=before)
    rows = list(held.order_by("-at", "-id")[: MOST + 1])
    found = [line for one in shown(user, rows[:MOST]) for line in _lines(one)]
    wanted = search.strip().casefold()
    lines = [one for one in found if (not side or one.side == side) and (not wanted or wanted in one.text.casefold())]
    last = rows[MOST - 1].at if len(rows) > MOST else None
    return Findings(lines, len(rows[:MOST]), last.isoformat() if last else "")


def to_interview(user: User, *, limit: int = PROPOSED) -> list[Person]:
    """The best customers, present and past, with whom nobody has talked so within a year: who bought last comes first.

    Among those of whom no purchase is known, who was last active.
    """
    asked = Activity.objects.filter(
        person=OuterRef("pk"), kind=Activity.Kind.INTERVIEW, at__gte=timezone.now() - _RECENT
    ).exclude(outcome="cancelled")
    people = visible_records(user, "person").filter(state=Record.State.ACTIVE)
    found: dict[int, Person] = {}
    for name in ("last_purchase_on", "last_activity_on"):
        ranked = people.filter(**{f"{name}__isnull": False}).order_by(f"-{name}", "-id").values_list("pk", flat=True)
        near = list(ranked[:_LOOKED_AT])
        free = people.filter(Q(pk__in=near) & ~Exists(asked)).select_related("company").in_bulk()
        found.update({pk: free[pk] for pk in near if pk in free and pk not in found})
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _lines(one: Shown) -> Iterator[Finding]:
    for side, text in (("strength", one.activity.strengths), ("weakness", one.activity.weaknesses)):
        for line in text.splitlines():
            if line.strip():
                yield Finding(side, line.strip(" -•*\t"), one)
