"""What people say of their goals on the way."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed, demand
from zolal.core.ledger import act, rows
from zolal.core.models import Action
from zolal.core.said import demand_choice, demand_text, demand_whole
from zolal.strategy.given import MOST, demand_day
from zolal.strategy.models import CheckIn, Goal
from zolal.strategy.reach import may_report


def check_in(
    *, goal: Goal, by: User, note: str = "", value: int | None = None, outlook: str = "", on: date | None = None
) -> Action:
    """Say how it goes; of a reported goal with a value. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "goals.report")
    with transaction.atomic():
        current = Goal.objects.select_for_update().get(pk=goal.pk)
        if not may_report(by, current):
            raise NotAllowed("goals.report")
        if current.closed_on:
            raise ValidationError(_("This goal is closed: its figures stay as they are. Open it again first."))
        if value is not None and current.measure != Goal.REPORTED:
            raise ValidationError({"value": _("The value of this goal is counted, not typed.")})
        if value is not None:
            value = demand_whole("value", value, least=-MOST, most=MOST)
        note = demand_text("note", note, needed=value is None and not outlook)
        if outlook:
            demand_choice("outlook", outlook, dict(CheckIn.Outlook.choices))
        said = CheckIn(
            goal=current, by=by, on=demand_day("on", on), value=value, note=note, outlook=outlook, at=timezone.now()
        )
        action = act(kind="goal.check_in", by=by, about={"name": current.name, "goal": str(current.uid)})
        rows.add(action, said)
        return action


def drop_check_in(*, said: CheckIn, by: User) -> Action:
    """Take back what oneself said, or what was said of a goal that one may change. Raises `NotAllowed`."""
    demand(by, "goals.report")
    with transaction.atomic():
        current = CheckIn.objects.select_for_update().select_related("goal").get(pk=said.pk)
        goal = current.goal
        if not may_report(by, goal):
            raise NotAllowed("goals.report")
        if goal.closed_on:
            raise ValidationError(_("This goal is closed: its figures stay as they are. Open it again first."))
        action = act(kind="goal.drop_check_in", by=by, about={"name": goal.name, "goal": str(goal.uid)})
        rows.take(action, current)
        return action
