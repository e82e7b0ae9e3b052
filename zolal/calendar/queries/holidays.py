"""Which days are off: the official holidays, and what the company says of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zolal.calendar.models import Holiday
from zolal.calendar.official import official
from zolal.core.listed import listed


@dataclass(frozen=True, slots=True)
class Named:
    """What a day is called. `may_move`: it may come a day earlier or later; `own`: the company said it."""

    day: date
    name: str
    is_off: bool = True
    may_move: bool = False
    own: Holiday | None = None


def holidays(first: date, last: date) -> Mapping[date, Named]:
    """Days with a name from one to another; what the company says goes before what is official."""
    found = {
        day: Named(day, listed(_(one.name) for one in named), may_move=all(one.may_move for one in named))
        for day, named in official(first, last).items()
    }
    for own in Holiday.objects.filter(day__range=(first, last)):
        was = found.get(own.day)
        name = own.name or (was.name if was else "")
        found[own.day] = Named(own.day, name, own.is_off, own=own)
    return dict(sorted(found.items()))


def said_of_days() -> dict[str, dict[str, Any]]:
    """What the company says of days, whenever they are: {day: its word}."""
    rows = Holiday.objects.values_list("day", "name", "is_off")
    return {day.isoformat(): {"name": name, "is_off": is_off} for day, name, is_off in rows}


def holiday_of(day: date) -> Holiday:
    """What the company says of a day. Raises `Holiday.DoesNotExist`."""
    return Holiday.objects.get(day=day)


def holiday_by_uid(uid: UUID) -> Holiday:
    """Raises `Holiday.DoesNotExist`."""
    return Holiday.objects.get(uid=uid)
