"""Days and hours as they are where the company is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

QUARTER = timedelta(minutes=15)


def begin_of(day: date) -> datetime:
    """Its first moment."""
    return timezone.make_aware(datetime.combine(day, time()))


def at(day: date, clock: time) -> datetime:
    """A time of a day."""
    return timezone.make_aware(datetime.combine(day, clock))


def end_of(day: date) -> datetime:
    """The first moment after it."""
    return begin_of(day + timedelta(days=1))


def quarter_of(moment: datetime) -> int:
    """Which quarter of an hour of its day, from 0 to 95."""
    local = timezone.localtime(moment)
    return local.hour * 4 + local.minute // 15
