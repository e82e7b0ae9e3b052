"""What the score weighs, as the administrator chose it, and the fields the company's goals need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core.settings import settings

PARTS: Sequence[str] = ("completeness", "validity", "uniqueness", "freshness", "accuracy")
"""What the score of a record is made of; accuracy is the share of the checked values that hold."""

MOST = 100
"""A weight is a whole number from 0 to so much; only how they stand to each other matters."""

WEIGHTS, GOAL = "score.weights", "score.goal.{}"


def weights() -> Mapping[str, float]:
    return settings(WEIGHTS)[WEIGHTS]


def goal_fields(chosen: Sequence[str], essential: Sequence[str]) -> Sequence[str]:
    """The fields the goals need: those chosen for it, the essential ones where none were."""
    return chosen or essential
