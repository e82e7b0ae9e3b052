"""Who stands in for whom: chosen by oneself, or by whoever manages users."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import Deputy, User
from zolal.accounts.permissions import NotAllowed, demand, may
from zolal.core.ledger import act, rows

LONGEST = timedelta(days=366)


def choose_deputy(*, user: User, deputy: User, begins_on: date, ends_on: date, by: User, note: str = "") -> Deputy:
    """Let a colleague do on somebody's records what they may themselves, between two days, both included.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "deputies.choose" if by.pk == user.pk else "users.manage")
        if errors := _errors(user, deputy, begins_on, ends_on, note):
            raise ValidationError(errors)
        chosen = Deputy(user=user, deputy=deputy, begins_on=begins_on, ends_on=ends_on, note=note.strip())
        rows.add(act(kind="deputy.choose", by=by, about=_about(chosen)), chosen)
    return chosen


def end_deputy(*, chosen: Deputy, by: User) -> None:
    """Nobody stands in any more; either of the two may say so, and whoever manages users. Raises `NotAllowed`."""
    with transaction.atomic():
        if not by.is_active or (by.pk not in {chosen.user_id, chosen.deputy_id} and not may(by, "users.manage")):
            raise NotAllowed("deputies.choose")
        rows.take(act(kind="deputy.end", by=by, about=_about(chosen)), chosen)


def _errors(user: User, deputy: User, begins_on: date, ends_on: date, note: str) -> dict[str, str]:
    longest = int(Deputy._meta.get_field("note").max_length or 0)
    if deputy.pk == user.pk or not deputy.is_active:
        return {"deputy": _("Choose a colleague who may log in.")}
    if ends_on < timezone.localdate():
        return {"ends_on": _("This day is over.")}
    if ends_on < begins_on:
        return {"ends_on": _("The last day cannot be before the first.")}
    if ends_on - begins_on > LONGEST:
        return {"ends_on": _("Somebody stands in for at most a year.")}
    if len(note.strip()) > longest:
        return {"note": _("This is too long: at most %(longest)s letters.") % {"longest": longest}}
    return {}


def _about(chosen: Deputy) -> dict[str, str]:
    days = {"from": chosen.begins_on.isoformat(), "to": chosen.ends_on.isoformat()}
    return {"name": chosen.user.name, "deputy": chosen.deputy.name, **days}
