"""The steps from the chance of any two rows to the probability of a pair, read back from its explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zolal.engine.match.waterfall import BESIDES, spans
from zolal.engine.records import Translate
from zolal.i18n import Language, format_factor

CLAUSES = re.compile("[;؛] ")
WEIGHT = re.compile(r"\s*[\u200e\u2066]?([+-]\d+\.\d)\u2069?")
"""An explanation is made of clauses, each with what a step says and its weight; see `engine.match.explain`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A clause, by how much it changes the odds, and where its bar stands: shares of the width in per cent."""

    clause: str
    side: Literal["for", "against", "start"]
    factor: str
    begins: float
    width: float


@dataclass(frozen=True, slots=True)
class Steps:
    """`axis` is where both are equally likely, in per cent of the width."""

    axis: float
    steps: list[Step]


def steps_of(explanation: str, lang: Language, translate: Translate) -> Steps:
    """The steps of an explanation in the order they are drawn, the start first; clauses without weight are none."""
    said = [(clause, found) for clause in CLAUSES.split(explanation) if (found := WEIGHT.search(clause))]
    weighed = [(WEIGHT.sub("", clause), float(found[1])) for clause, found in said]
    weighed.sort(key=lambda one: one[0] != translate(BESIDES["start"]))
    axis, places = spans([weight for _, weight in weighed])
    steps = [
        Step(
            clause,
            "start" if clause == translate(BESIDES["start"]) else "for" if weight > 0 else "against",
            format_factor(weight, lang),
            round(100 * begins, 2),
            round(100 * width, 2),
        )
        for (clause, weight), (begins, width) in zip(weighed, places, strict=True)
    ]
    return Steps(round(100 * axis, 2), steps)
