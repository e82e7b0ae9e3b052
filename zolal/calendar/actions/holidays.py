"""What the company says of days: off, or worked although they are official holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand
from zolal.calendar.models import Holiday
from zolal.calendar.months import EARLIEST, LATEST
from zolal.calendar.official import official
from zolal.core.ledger import act, doer, rows


def set_holiday(
    *, day: date, name: str = "", is_off: bool = True, seen: Mapping[str, Any] | None = None, by: User
) -> Holiday:
    """Say of a day that it is off or worked; what was said of it before is replaced.

    `seen` is the word on the day ("name", "is_off") that `by` had before their eyes, {} where there was none. Raises
    `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    demand(by, "settings.write")
    if not EARLIEST <= day <= LATEST:
        raise ValidationError({"day": _("This day is outside the years that the calendar knows.")})
    known = official(day, day).get(day)
    if is_off and not name.strip() and not known:
        raise ValidationError({"name": _("Write why this day is off.")})
    if not is_off and not known:
        raise ValidationError({"day": _("This day is no official holiday; it is worked already.")})
    with transaction.atomic():
        action = act(kind="holiday.set", by=by, about={"day": day.isoformat(), "name": name.strip(), "off": is_off})
        found = Holiday.objects.select_for_update().filter(day=day).first()
        if seen is not None:
            _demand_seen(found, seen)
        if found:
            rows.change(action, found, name=name.strip()[:100], is_off=is_off)
        else:
            found = Holiday(day=day, name=name.strip()[:100], is_off=is_off)
            rows.add(action, found)
    return found


def _demand_seen(found: Holiday | None, seen: Mapping[str, Any]) -> None:
    """A word on a day is replaced as a whole; where there is another one now, it is looked at first."""
    now = {"name": found.name, "is_off": found.is_off} if found else {}
    if found and any(seen.get(name) != value for name, value in now.items()):
        last = rows.last_change(found, "holiday.")
        raise Overtaken(now, doer(last))


def drop_holiday(*, holiday: Holiday, by: User) -> None:
    """What was said of the day is forgotten; it is what the official calendar says. Raises `NotAllowed`."""
    demand(by, "settings.write")
    with transaction.atomic():
        found = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
        if found:
            rows.take(act(kind="holiday.drop", by=by, about={"day": found.day.isoformat(), "name": found.name}), found)
