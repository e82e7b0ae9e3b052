"""One's day by e-mail every morning: switched on by oneself, and off again."""

from __future__ import annotations

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.calendar.models import DayLetter
from zolal.core.ledger import act


def switch_letters(*, on: bool, by: User) -> bool:
    """Whether one's own day is mailed from now on. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "records.read")
        there = DayLetter.objects.select_for_update().filter(user=by).exists()
        if on and not there:
            DayLetter.objects.create(user=by)
        elif there and not on:
            DayLetter.objects.filter(user=by).delete()
        if on != there:
            act(kind="calendar.letters", by=by, about={"on": on})
    return on
