"""Goals are set, changed, copied into the next period, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import act, create, remove, write
from zolal.core.models import Action
from zolal.strategy.figures import period_of, renew
from zolal.strategy.given import checked
from zolal.strategy.models import Goal
from zolal.strategy.reach import demand_change, demand_measured, demand_set

SETTLED_AFTER = timedelta(days=7)
"""What comes in late still counts for so long after a period; then its figures are settled."""


def create_goal(*, by: User, **given: Any) -> Goal:  # noqa: ANN401 - see `given.DEFAULTS`
    """A goal; `period` is one, or its code. Raises `NotAllowed`; `ValidationError` by field."""
    demand(by, "goals.report")
    with transaction.atomic():
        facts = checked(given)
        demand_set(by, facts["scope"], team_id=facts["team"], owner=given.get("owner"))
        demand_measured(by, facts["measure"])
        action = act(kind="goal.create", by=by, about={"name": facts["name"]})
        (pk,) = create(action, "goal", [facts])
        return _read(pk)


def change_goal(*, goal: Goal, by: User, version: int | None = None, **given: Any) -> Goal:  # noqa: ANN401
    """Other facts of a goal; of a closed one only texts. Raises `NotAllowed`, `Stale`; `ValidationError` by field."""
    demand(by, "goals.report")
    with transaction.atomic():
        current = _locked(goal)
        demand_change(by, current)
        facts = checked(given, goal=current)
        demand_set(by, facts["scope"], team_id=facts["team"], owner=given.get("owner", current.owner))
        demand_measured(by, facts["measure"])
        if current.closed_on and given.keys() - {"name", "why", "note"}:
            raise ValidationError(_("This goal is closed: its figures stay as they are. Open it again first."))
        action = act(kind="goal.change", by=by, about={"name": facts["name"]})
        write(action, "goal", {current.pk: facts}, versions=None if version is None else {current.pk: version})
        return _read(current.pk)


def close_goal(*, goal: Goal, by: User | None) -> Action:
    """Settle the figures of a goal: they stay, whatever is counted later. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        current = _locked(goal)
        if by is not None:
            demand(by, "goals.report")
            demand_change(by, current)
        if current.closed_on:
            raise ValidationError(_("This goal is closed already."))
        renew([current])
        action = act(kind="goal.close", by=by, about={"name": current.name})
        write(action, "goal", {current.pk: {"closed_on": timezone.localdate().isoformat()}})
        return action


def reopen_goal(*, goal: Goal, by: User) -> Action:
    """Count a closed goal again. Raises `NotAllowed`."""
    demand(by, "goals.report")
    with transaction.atomic():
        current = _locked(goal)
        demand_change(by, current)
        action = act(kind="goal.reopen", by=by, about={"name": current.name})
        write(action, "goal", {current.pk: {"closed_on": None}})
        return action


def delete_goal(*, goal: Goal, by: User) -> Action:
    """Take a goal away; undo brings it back. Raises `NotAllowed`; `ValidationError` while others stand beneath it."""
    demand(by, "goals.report")
    with transaction.atomic():
        current = _locked(goal)
        demand_change(by, current)
        if current.beneath.exists() or current.later.exists():
            raise ValidationError(_("Other goals stand beneath it or go on from it. Delete or move them first."))
        action = act(kind="goal.delete", by=by, about={"name": current.name})
        above = current.parent
        remove(action, "goal", [current.pk])
        renew([above] if above else [])
        return action


def copy_goals(*, goals: Sequence[Goal], by: User, growth: int = 0) -> list[Goal]:
    """The same goals in the period after theirs, the amounts raised by `growth` (hundredths of a per cent).

    Those beneath one that is copied too stand beneath its copy. Raises `NotAllowed`, `ValidationError`.
    """
    demand(by, "goals.report")
    if not -9_999 <= growth <= 100_000:
        raise ValidationError({"growth": _("Say by how many per cent.")})
    with transaction.atomic():
        for goal in goals:
            demand_change(by, goal)
            if goal.later.exists():
                sentence = _("“%(name)s” was copied into the next period already.")
                raise ValidationError(sentence % {"name": goal.name})
        action = act(kind="goal.copy", by=by, about={"names": [goal.name for goal in goals][:20]})
        made: dict[int, int] = {}
        for goal in _from_above(goals):
            (made[goal.pk],) = create(action, "goal", [_copied(goal, growth, made)])
        return list(Goal.objects.filter(pk__in=made.values()).order_by("id"))


def settle(today: date) -> int:
    """Close what ended more than a week ago; how many."""
    over = Goal.objects.filter(closed_on=None, ends_on__lt=today - SETTLED_AFTER, state=Goal.State.ACTIVE)
    found = list(over.order_by("-id"))  # those beneath before those above
    for goal in found:
        close_goal(goal=goal, by=None)
    return len(found)


def _copied(goal: Goal, growth: int, made: dict[int, int]) -> dict[str, Any]:
    same = (
        "name", "why", "note", "scope", "measure", "part", "counts", "reports", "unit", "better", "aim", "growth",
        "base_kind", "base", "weight",
    )  # fmt: skip
    period = period_of(goal).shift(1)
    target = goal.target
    if target is not None and goal.measure != Goal.BENEATH:
        target = round(target * (10_000 + growth) / 10_000)
    return {name: getattr(goal, name) for name in same} | {
        "owner": goal.owner_id,
        "team": goal.team_id,
        "parent": made.get(goal.parent_id or 0),
        "earlier": goal.pk,
        "target": target,
        "period": period.kind,
        "starts_on": period.first.isoformat(),
        "ends_on": period.last.isoformat(),
    }


def _from_above(goals: Sequence[Goal]) -> list[Goal]:
    """Each after the one it stands beneath."""
    waiting = {goal.pk: goal for goal in goals}
    found: list[Goal] = []
    while waiting:
        ready = [goal for goal in waiting.values() if goal.parent_id not in waiting]
        found += ready
        for goal in ready:
            del waiting[goal.pk]
    return found


def _locked(goal: Goal) -> Goal:
    return Goal.objects.select_for_update(of=("self",)).select_related("owner", "team", "parent").get(pk=goal.pk)


def _read(pk: int) -> Goal:
    return Goal.objects.select_related("owner", "team", "parent", "figure").get(pk=pk)
