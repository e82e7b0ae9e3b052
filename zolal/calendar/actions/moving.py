"""Activities go to another day or hour, as long as they were."""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.activities.actions.activities import Done, edit, postpone
from zolal.activities.models import Activity
from zolal.calendar import clock


def move(
    *, activity: Activity, day: date, at: time | None, by: User, keeps_time: bool = False, version: int | None = None
) -> Done:
    """To a time of a day, or without one to the whole day; with `keeps_time` to its hour of another day.

    Raises `NotAllowed`, `Activity.DoesNotExist` for who may not change it, `Stale`; `ValidationError` by field.
    """
    if activity.done_at:
        raise ValidationError({"at": _("This is done already; it stays where it took place.")})
    if keeps_time and activity.at and not activity.all_day:
        at = timezone.localtime(activity.at).time()
    if at is None:
        given = {"at": clock.begin_of(day), "until": None, "all_day": True}
        return edit(activity=activity, given=given, by=by, version=version)
    to = clock.at(day, at)
    if activity.all_day or activity.at is None:
        return edit(activity=activity, given={"at": to, "until": None, "all_day": False}, by=by, version=version)
    return postpone(activity=activity, to=to, by=by, version=version)


def put_off(*, activity: Activity, day: date, by: User) -> Done:
    """To a day, at the hour it had. Raises as `move` does."""
    return move(activity=activity, day=day, at=None, keeps_time=True, by=by)
