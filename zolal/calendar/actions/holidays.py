"""What the company says of days: off, or worked although they are official holidays."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.calendar.models import Holiday
from zolal.calendar.months import EARLIEST, LATEST
from zolal.calendar.official import official
from zolal.core.ledger import act, rows


def set_holiday(*, day: date, name: str = "", is_off: bool = True, by: User) -> Holiday:
    """Say of a day that it is off or worked; what was said of it before is replaced.

    Raises `NotAllowed`; `ValidationError` by field.
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
        if found:
            rows.change(action, found, name=name.strip()[:100], is_off=is_off)
        else:
            found = Holiday(day=day, name=name.strip()[:100], is_off=is_off)
            rows.add(action, found)
    return found


def drop_holiday(*, holiday: Holiday, by: User) -> None:
    """What was said of the day is forgotten; it is what the official calendar says. Raises `NotAllowed`."""
    demand(by, "settings.write")
    with transaction.atomic():
        found = Holiday.objects.select_for_update().filter(pk=holiday.pk).first()
        if found:
            rows.take(act(kind="holiday.drop", by=by, about={"day": found.day.isoformat(), "name": found.name}), found)
