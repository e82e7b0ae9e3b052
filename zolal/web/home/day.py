"""My day: what it holds, what is late, whom to call, where to go next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.calendar.queries.day import my_day
from zolal.calendar.queries.holidays import holidays
from zolal.web.calendar.words import long_day
from zolal.web.templatetags.reading import language


def load(user: User) -> Mapping[str, Any]:
    """What the first page begins with; it stands there also when nothing is planned."""
    today = timezone.localdate()
    return {
        "day": my_day(user),
        "today": today,
        "label": long_day(today, "gregorian" if language() == "en" else "jalali"),
        "holiday": holidays(today, today).get(today),
        "may_write": may(user, "activities.write"),
    }
