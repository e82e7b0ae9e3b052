"""From the chance that any two records are one to the probability of a pair: what every step adds to the log odds.

The steps add up: start + fields + household + learnt = log odds of the probability. That records do not tell a field,
where that says something of who they are, is part of the start. All fields are weighed against
strangers; what two people of one household would show as well is taken off in one step, so that a shared landline
reads as what it is, and then as what it is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from zolal.engine.match.feature import Features
from zolal.engine.match.model import HOUSEHOLD, STRANGERS, Model, evidence, silent
from zolal.engine.match.namesakes import place_of
from zolal.engine.match.pairs import Floats, Mask, Pairs
from zolal.engine.records import N_

BESIDES = {
    "start": N_("starting chance"),
    "household": N_("household possible"),
    "learnt": N_("correction by experience"),
}
"""The steps that are no field, and what they are called."""
CERTAIN = 1e-9
"""A probability this near to 0 or 1 was decided by a rule or a person, not added up."""
FARTHEST = 25.0
"""Log odds beyond this all look alike."""
HOUSEHOLD_COUNTS, HOUSEHOLD_RULED_OUT = -1.0, 0.95


@dataclass(frozen=True, slots=True)
class Waterfall:
    """What speaks for each pair, in natural log odds: (pairs, fields), and one number a pair for each other step."""

    fields: Floats
    start: Floats
    household: Floats
    learnt: Floats

    @property
    def besides(self) -> dict[str, Floats]:
        """The steps that are no field, in the order of `BESIDES`."""
        return {"start": self.start, "household": self.household, "learnt": self.learnt}


def waterfall(model: Model, features: Features, pairs: Pairs, probability: Floats) -> Waterfall:
    """The steps to these probabilities; where a rule or a person decided, nothing is said to be learnt."""
    found, quiet = evidence(model, features, pairs), silent(model, features, pairs)
    fields = found[:, STRANGERS]
    odds = found.sum(axis=2) + model.priors
    if model.silence and (column := place_of(model.comparisons, model.silence.field)) is not None:
        fields[:, column] -= quiet
    else:
        odds += quiet[:, None]
    household = -np.logaddexp(0.0, odds[:, STRANGERS] - odds[:, HOUSEHOLD])
    bounded = np.clip(probability, CERTAIN, 1 - CERTAIN)
    rest = np.log(bounded) - np.log1p(-bounded) - odds[:, STRANGERS] - household
    learnt = np.where((probability > CERTAIN) & (probability < 1 - CERTAIN), rest, 0.0)
    return Waterfall(fields, model.priors[STRANGERS] + quiet, household, learnt)


def is_housed(household: Floats | float, probability: Floats | float) -> Mask:
    """Where two people of one household are so fair an explanation that it is worth saying."""
    counts: Mask = np.less_equal(household, HOUSEHOLD_COUNTS) & np.less(probability, HOUSEHOLD_RULED_OUT)
    return counts


def spans(weights: Sequence[float]) -> tuple[float, list[tuple[float, float]]]:
    """Where the steps stand in a drawing, each beginning where the one before ends, the first at even chances.

    Shares of its width, 0 to 1: where even chances are, and (beginning, width) of each step.
    """
    ends = [min(max(end, -FARTHEST), FARTHEST) for end in accumulate(weights, initial=0.0)]
    low, whole = min(ends), max(max(ends) - min(ends), 1e-9)
    places = [(end - low) / whole for end in ends]
    return places[0], [(min(pair), abs(pair[1] - pair[0])) for pair in pairwise(places)]
