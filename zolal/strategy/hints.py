"""What makes a goal a good one, told where it is not: hints, never refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zolal.strategy.models import Goal, GoalFigure

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` for programs, `text` for people."""

    code: str
    text: Text


GENERAL: tuple[Text, ...] = (
    _("Say a number and a day: “50 % more revenue by the end of Esfand”, not “sell more”."),
    _("Say why: whoever knows what it is good for finds ways that nobody thought of."),
    _("Let each goal of a team serve a goal of the business, and each personal one a goal of the team."),
    _("Few goals: three for a team in a quarter are remembered, ten are not."),
    _("One person answers for it, also where many work on it."),
)


def hints_for(goal: Goal, figure: GoalFigure | None, earlier: object = None) -> Sequence[Hint]:
    """What could be better about this goal."""
    found = []
    if not goal.why:
        found.append(
            Hint("no_why", _("Nobody has written down why. A goal without a reason is the first to be dropped."))
        )
    if goal.owner_id is None:
        found.append(Hint("no_owner", _("Nobody answers for it yet.")))
    if goal.parent_id is None and goal.scope != Goal.Scope.COMPANY:
        found.append(Hint("no_parent", _("It serves no goal of the business. Choose the one it stands beneath.")))
    if (goal.ends_on - goal.starts_on).days > 366:
        found.append(Hint("long", _("It is longer than a year. Cut it into years or quarters, so that you see early.")))
    if figure and goal.aim == Goal.Aim.GROWTH and not figure.base:
        found.append(
            Hint("no_base", _("Nothing is known of the period it is compared with. Type that value yourself."))
        )
    if goal.measure == Goal.BENEATH and (figure is None or figure.value is None):
        found.append(
            Hint("nothing_beneath", _("No goal stands beneath it, so it does not move. Set some for the teams."))
        )
    before = getattr(getattr(earlier, "figure", None), "value", None)
    if before is not None and figure and figure.target is not None and goal.measure != Goal.BENEATH:
        easy = figure.target <= before if goal.better == "up" else figure.target >= before
        if easy:
            found.append(
                Hint("easy", _("The last period reached as much already. A goal should ask for a little more."))
            )
    return found
