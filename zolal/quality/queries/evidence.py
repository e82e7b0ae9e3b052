"""Why two records may be one, for a person to read: the steps to the probability, and a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext

from zolal.accounts.models import User
from zolal.engine.match.sentence import sentence
from zolal.engine.match.waterfall import BESIDES, is_housed
from zolal.people.fields import fields_of
from zolal.people.queries.permitted import withheld
from zolal.quality.keys import COMPARED, FIELD_OF

Evidence = Sequence[Sequence[Any]]
"""[[field, level, weight]] of a `Pair` or a candidate, the steps that are no field at the end."""

LEAST = 0.05
"""A step that moves the log odds by less is not shown."""
FARTHEST = 36.0
"""Log odds beyond this are as good as certain."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one field, or another step, adds to the log odds; `before` and `after` it they stood there.

    `name` is our name of the field, or a name of `engine.match.waterfall.BESIDES`, where `level` is "".
    """

    name: str
    label: str
    level: str
    weight: float
    before: float
    after: float

    @property
    def probability(self) -> float:
        """What it comes to after this step."""
        return chance(self.after)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """From any two records to these two: the chance at the start, the steps, and the end."""

    start: float
    steps: Sequence[Step]
    probability: float
    sentence: str

    @property
    def starts_at(self) -> float:
        """The probability of any two records."""
        return chance(self.start)


def chance(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-max(min(odds, FARTHEST), -FARTHEST)))


def as_seen(user: User, record_type: str, evidence: Evidence, probability: float) -> tuple[Evidence, float]:
    """The evidence without the fields that are withheld from the user, and the probability that the rest comes to.

    Neither tells whether two records agree in what the user does not see. Steps that follow from several fields are
    left out too.
    """
    out = withheld(user, record_type)
    # A company's domain comes from its mailboxes too.
    out |= {"url"} if "email" in out else frozenset()
    if out.isdisjoint({FIELD_OF.get(name, name) for name in COMPARED[record_type]}):
        return evidence, probability
    start = next((float(weight) for name, level, weight in evidence if name == "start" and not level), None)
    if start is None:
        start = _odds(probability) - math.fsum(float(weight) for _name, _level, weight in evidence)
    seen = [[name, level, weight] for name, level, weight in evidence if level and name not in out]
    odds = math.fsum((start, *(float(weight) for _name, _level, weight in seen)))
    return [*seen, ["start", "", start]], chance(odds)


def _odds(probability: float) -> float:
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))


def waterfall(record_type: str, evidence: Evidence, probability: float) -> Waterfall:
    """The steps in order; where a rule or a person decided, they need not lead to the probability."""
    said = [(str(name), str(level), float(weight)) for name, level, weight in evidence]
    besides = {name: weight for name, level, weight in said if name in BESIDES and not level}
    fields = [one for one in said if one[1]]
    start = besides.pop("start", None)
    if start is None:
        start = _odds(probability) - math.fsum(weight for _, _, weight in said)
    shown = [*fields, *((name, "", weight) for name, weight in besides.items())]
    shown = [one for one in shown if abs(one[2]) >= LEAST]
    stands = list(accumulate((weight for _, _, weight in shown), initial=start))
    steps = [
        Step(name, _label(record_type, name), gettext(level) if level else "", weight, before, after)
        for (name, level, weight), before, after in zip(shown, stands, stands[1:], strict=False)
    ]
    return Waterfall(start, steps, probability, in_words(record_type, evidence, probability))


def in_words(record_type: str, evidence: Evidence, probability: float) -> str:
    """The same as a sentence in the reader's language."""
    said = [(_label(record_type, str(name)), str(level), float(weight)) for name, level, weight in evidence if level]
    household = sum(float(weight) for name, _level, weight in evidence if name == "household")
    return sentence(said, gettext, housed=bool(is_housed(household, probability)))


def _label(record_type: str, name: str) -> str:
    known = fields_of(record_type)
    return str(known[name].label) if name in known else gettext(BESIDES.get(name, name))
