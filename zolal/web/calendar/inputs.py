"""Times and customers as they are typed."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_record
from zolal.people.queries.typed import day
from zolal.people.queries.wish import BadWish
from zolal.web.templatetags.reading import digits

_CLOCK = re.compile(r"(\d{1,2})(?:[:٫.٬,]?(\d{2}))?")
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def clock_of(text: str) -> time | None:
    """14:30, 1430, 14, in any digits; None for what is no time."""
    found = _CLOCK.fullmatch(text.strip().translate(_LATIN))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def typed_day_of(text: str) -> date | None:
    """A day as people type it; None for what is none."""
    try:
        return day("", text) if text.strip() else None
    except BadWish:
        return None


class ClockInput(forms.TextInput):
    """A time that is typed, in any digits."""

    def __init__(self) -> None:
        super().__init__(
            attrs={"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "placeholder": "14:30", "maxlength": 5}
        )

    def format_value(self, value: Any) -> str:  # noqa: ANN401 - a time, or what was typed
        return digits(f"{value:%H:%M}") if isinstance(value, time) else str(value or "")


class ClockField(forms.CharField):
    """A time of day."""

    widget = ClockInput

    def clean(self, value: Any) -> time | None:  # noqa: ANN401 - as typed
        text = str(super().clean(value) or "")
        if not text:
            return None
        found = clock_of(text)
        if found is None:
            raise ValidationError(_("Write a time as 14:30."))
        return found


def customer_of(user: User, text: str) -> Person | Company | None:
    """ "person:<uid>" or "company:<uid>" of somebody the user sees; None for anything else."""
    record_type, _colon, uid = text.partition(":")
    try:
        return visible_record(user, record_type, UUID(uid)) if record_type in MODELS else None
    except (ValueError, Person.DoesNotExist, Company.DoesNotExist):
        return None
