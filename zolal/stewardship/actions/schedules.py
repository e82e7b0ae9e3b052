"""When the data is looked after, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand, may
from zolal.core.ledger import act, rows
from zolal.core.listed import listed
from zolal.core.said import demand_text, demand_whole
from zolal.stewardship.models import Schedule
from zolal.stewardship.months import following
from zolal.stewardship.reach import VERB, demand_in_sight, demand_leads
from zolal.stewardship.taking_part import set_people, wanted_of
from zolal.stewardship.work import CLASSES

MOST = 5_000
"""Nobody gets more in a month."""
LONGEST = 60
"""Days."""


def create_schedule(
    *,
    name: str,
    day: int,
    classes: Sequence[str],
    people: Sequence[User],
    at_most: int,
    days: int,
    remind: Sequence[int] = (),
    by: User,
) -> Schedule:
    """A new one; its first run is on the next such day. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, VERB)
    given = {"name": name, "day": day, "classes": classes, "at_most": at_most, "days": days, "remind": remind}
    wanted = _checked(given)
    taking_part = _people(people, by)
    with transaction.atomic():
        next_on = following(wanted["day"], timezone.localdate())
        schedule = Schedule(**wanted, next_on=next_on, by=by)
        action = act(kind="maintenance.schedule", by=by, about={"name": schedule.name})
        rows.add(action, schedule)
        set_people(action, schedule, taking_part)
    return schedule


def change_schedule(
    *,
    schedule: Schedule,
    by: User,
    is_active: bool | None = None,
    seen: Mapping[str, Any] | None = None,
    **given: Any,  # noqa: ANN401 - by field
) -> Schedule:
    """Other values; what is not given stays. Not `is_active`: no more runs. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`, `Overtaken`; `ValidationError` by field.
    """
    demand_leads(by, schedule)
    with transaction.atomic():
        current = Schedule.objects.select_for_update().get(pk=schedule.pk)
        changed, people = wanted_of(current, given, seen=seen, kinds="maintenance.schedule")
        wanted = _checked(changed)
        taking_part = None if people is None else _people(people, by)
        if is_active is not None:
            wanted["is_active"] = bool(is_active)
        action = act(kind="maintenance.schedule", by=by, about={"name": current.name})
        next_on = following(wanted.get("day", current.day), timezone.localdate())
        rows.change(action, current, **wanted, next_on=next_on)
        if taking_part is not None:
            set_people(action, current, taking_part)
    return current


def _checked(given: Mapping[str, Any]) -> dict[str, Any]:
    checks = {
        "name": lambda value: demand_text("name", value, longest=100),
        "day": lambda value: demand_whole("day", value, least=1, most=31),
        "classes": _classes,
        "at_most": lambda value: demand_whole("at_most", value, least=1, most=MOST),
        "days": lambda value: demand_whole("days", value, least=1, most=LONGEST),
        "remind": _remind,
    }
    return {name: checks[name](value) for name, value in given.items()}


def _classes(value: Any) -> list[str]:  # noqa: ANN401 - JSON
    if not isinstance(value, list | tuple) or not value or not set(value) <= {*CLASSES}:
        raise ValidationError({"classes": _("Choose at least one of: %(choices)s.") % {"choices": ", ".join(CLASSES)}})
    return [name for name in CLASSES if name in value]


def _remind(value: Any) -> list[int]:  # noqa: ANN401 - JSON
    fits = isinstance(value, list | tuple) and len(value) <= 10
    if not fits or not all(isinstance(one, int) and 0 <= one <= LONGEST for one in value):
        raise ValidationError({"remind": _("Write days before the end, such as 3, 1, 0.")})
    return sorted(set(value), reverse=True)


def _people(people: Sequence[User], by: User) -> list[User]:
    if not people:
        raise ValidationError({"people": _("Choose at least one who takes part.")})
    if unable := [user.name for user in people if not may(user, "records.edit")]:
        sentence = _("These may not edit records: %(names)s.")
        raise ValidationError({"people": sentence % {"names": listed(unable)}})
    demand_in_sight(by, people)
    return list(people)
