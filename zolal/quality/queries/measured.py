"""Figures of a database that is too large to be counted for every look: the latest measurement."""

from __future__ import annotations

from zolal.accounts.models import User
from zolal.accounts.visibility import scope_of
from zolal.core.models import Record
from zolal.people.queries.records import visible_records
from zolal.quality.models import Measurement

COUNTED_LIVE = 20_000
"""So many records are counted anew for every look; of more the latest measurement is shown."""


def measured(user: User, record_type: str) -> Measurement | None:
    """The latest measurement, where the user sees all records and they are more than can be counted live."""
    if scope_of(user) != "all":
        return None
    active = visible_records(user, record_type).filter(state=Record.State.ACTIVE)
    if active[: COUNTED_LIVE + 1].count() <= COUNTED_LIVE:
        return None
    return Measurement.objects.filter(record_type=record_type).order_by("-day").first()
