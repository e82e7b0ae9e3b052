"""Figures of a database that is too large to be counted for every look: the latest measurement."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.core.models import Record
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records
from zolal.quality.models import Measurement

COUNTED_LIVE = 20_000
"""So many records are counted anew for every look; of more the latest measurement is shown."""


def measured(user: User, record_type: str) -> Measurement | None:
    """The latest measurement of what the user sees, where that is more than can be counted live."""
    return measurements(user, record_type).order_by("-day").first() if _sees_many(user, record_type) else None


def measurements(user: User, record_type: str) -> QuerySet[Measurement]:
    """Those of exactly what the user sees now: who has changed the team is shown no figure of the old one."""
    scope = sight(user)
    found = Measurement.objects.filter(record_type=record_type)
    return found.filter(user=None) if scope == "all" else found.filter(user=user, figures__scope=scope)


def sight(user: User) -> str:
    """Which records the user sees, as a name."""
    scope = scope_of(user)
    return f"team {user.team_id}" if scope == "team" and user.team_id else "all" if scope == "all" else "own"


def to_measure(record_type: str) -> Iterator[User]:
    """Those who see not all records, but more than can be counted for every look."""
    for user in User.objects.filter(is_active=True).order_by("pk"):
        if scope_of(user) != "all" and _sees_many(user, record_type):
            yield user


def is_large(record_type: str) -> bool:
    """Whether there are more records than are counted for every look."""
    return _are_many(MODELS[record_type].objects.filter(state=Record.State.ACTIVE))


def _sees_many(user: User, record_type: str) -> bool:
    return _are_many(visible_records(user, record_type).filter(state=Record.State.ACTIVE))


def _are_many(active: QuerySet[Person] | QuerySet[Company]) -> bool:
    return active[: COUNTED_LIVE + 1].count() > COUNTED_LIVE
