"""Choosing what the score weighs, and which fields the goals need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.actions.settings import change_settings
from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand
from zolal.quality.queries.aims import goal_choices
from zolal.quality.weights import GOAL, WEIGHTS


def choose_aims(
    *,
    record_type: str,
    weights: Mapping[str, int],
    goal: Sequence[str],
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> None:
    """Keep them; all records are then scored anew by a job. Weights are of people and companies alike.

    `seen` are the settings as `by` had them before their eyes. Raises `NotAllowed`; `Overtaken`; `ValidationError` by
    "weights" and "goal".
    """
    demand(by, "settings.write")
    if unknown := [name for name in goal if name not in dict(goal_choices(record_type))]:
        sentence = _("There is no field “%(name)s” that a score can need. Choose from the list.")
        raise ValidationError({"goal": sentence % {"name": unknown[0]}})
    try:
        change_settings(values={WEIGHTS: dict(weights), f"{GOAL}{record_type}": list(goal)}, seen=seen, by=by)
    except Overtaken as overtaken:
        names = {WEIGHTS: "weights", f"{GOAL}{record_type}": "goal"}
        raise Overtaken({names[name]: now for name, now in overtaken.now.items()}, overtaken.who) from overtaken
    except ValidationError as refused:
        names = {WEIGHTS: "weights", f"{GOAL}{record_type}": "goal"}
        raise ValidationError({names[name]: said for name, said in refused.message_dict.items()}) from refused
