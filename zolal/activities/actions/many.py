"""Many activities at once, under one action that one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.activities.actions.activities import moved
from zolal.activities.kinds import CONTACT, OUTCOMES_OF
from zolal.activities.models import Activity
from zolal.activities.queries.activities import changeable
from zolal.core.ledger import Facts, act, write
from zolal.core.models import Action

AT_ONCE = 1_000


def finish_many(*, activities: Sequence[Activity], by: User, outcome: str = "") -> Action:
    """Tick off those that are open, each as the usual outcome of its kind where none is given.

    Raises `NotAllowed`, `Activity.DoesNotExist` where one is out of reach; `ValidationError` where a kind has no such
    outcome.
    """
    now = timezone.now()

    def facts(one: Activity) -> Facts:
        if outcome and outcome not in OUTCOMES_OF[one.kind]:
            raise ValidationError(
                {"outcome": _("Choose one of: %(choices)s.") % {"choices": ", ".join(OUTCOMES_OF[one.kind])}}
            )
        usual = "done" if one.kind == Activity.Kind.TASK else one.outcome
        kept = one.kind == Activity.Kind.TASK or (one.at and one.at <= now and one.kind in CONTACT)
        at = one.at if one.at and kept else now
        return {"done_at": now, "at": at, "outcome": outcome or usual}

    return _each("finish", activities, by, facts)


def postpone_many(*, activities: Sequence[Activity], days: int, by: User) -> Action:
    """Put those that are open off by days, counted from today where they are late or have no day.

    Raises as `finish_many` does.
    """
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= 366:
        raise ValidationError({"days": _("It is a number from %(least)s to %(most)s.") % {"least": 1, "most": 366}})
    today = timezone.localdate()

    def facts(one: Activity) -> Facts:
        start = (
            timezone.localtime(one.at)
            if one.at
            else timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
        )
        late = max(0, (today - start.date()).days)
        return moved(one, start + timedelta(days=late + days), by)

    return _each("postpone", activities, by, facts)


def hand_over(*, activities: Sequence[Activity], to: User, by: User) -> Action:
    """Give them to somebody else who works here, done or not. Raises as `finish_many` does."""
    if not to.is_active:
        raise ValidationError({"owner": _("Choose somebody who works here.")})
    return _each("hand_over", activities, by, lambda _one: {"owner": to.pk, "team": to.team_id}, only_open=False)


def _each(
    verb: str,
    activities: Sequence[Activity],
    by: User,
    facts: Callable[[Activity], Facts],
    *,
    only_open: bool = True,
) -> Action:
    if len(activities) > AT_ONCE:
        raise ValidationError({"activities": _("At most %(most)s at once.") % {"most": AT_ONCE}})
    with transaction.atomic():
        demand(by, "activities.write")
        wanted = {one.pk for one in activities}
        found = list(changeable(by).filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk"))
        if len(found) < len(wanted):
            raise Activity.DoesNotExist
        changes = {one.pk: facts(one) for one in found if one.is_open or not only_open}
        action = act(kind=f"activity.{verb}", by=by, about={"count": len(changes)})
        write(action, "activity", changes)
    return action
