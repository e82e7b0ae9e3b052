"""What the score weighs, as the administrator chose it, and the fields the company's goals need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zolal.core.settings import settings

PARTS: Sequence[str] = ("completeness", "validity", "uniqueness", "freshness", "accuracy")
"""What the score of a record is made of; accuracy, the last, is the share of the checked values that
hold."""

WEIGHTS, GOAL = "score.weights", "score.goal."
"""The settings; the second one is followed by the kind of record."""


@dataclass(frozen=True, slots=True)
class Aims:
    """Weights of the parts, of which only counts how they stand to each other; fields of the goals, none: the essential
    ones."""

    weights: Mapping[str, float]
    goal: Sequence[str]

    @classmethod
    def now(cls, record_type: str) -> Aims:
        found = settings(WEIGHTS, f"{GOAL}{record_type}")
        return cls(found[WEIGHTS], found[f"{GOAL}{record_type}"])

    def goal_or(self, essential: Sequence[str]) -> Sequence[str]:
        """The fields that the goals need."""
        return self.goal or essential
