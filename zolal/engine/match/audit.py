"""How right matching is, estimated from answers on pairs drawn by lot.

Whoever answers the most probable pairs first learns nothing of how often probabilities deceive; only a random sample,
drawn before anybody looked, tells that. Pairs are sampled apart in each stratum of probability.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

import numpy as np

CONFIDENCE = 0.95
DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class Stratum:
    """Pairs of one range of probability: how many there are, of how many a lot was answered, how many are the same."""

    pairs: int
    asked: int
    same: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share 0..1 with the ends of its 95 % interval, and how many answers it rests on. Without answers: 0 to 1."""

    value: float | None
    low: float
    high: float
    answers: int


def precision(sure: Stratum) -> Estimate:
    """The share of the stratum that is the same.

    What was asked is known; of the rest the share lies within the exact interval of Clopper and Pearson (1934). So the
    interval closes as a small stratum is asked through.
    """
    if not sure.asked:
        return Estimate(None, 0.0, 1.0, 0)
    low, high = clopper_pearson(sure.same, sure.asked)
    pairs = max(sure.pairs, sure.asked)
    rest = pairs - sure.asked
    return Estimate(
        sure.same / sure.asked, (sure.same + rest * low) / pairs, (sure.same + rest * high) / pairs, sure.asked
    )


def recall(found: Stratum, *others: Stratum) -> Estimate:
    """The share of all true pairs that stand in `found`; `others` are the strata in which the rest stand.

    The interval is simulated: the share of each stratum has Jeffreys' posterior Beta(same + 1/2, asked - same + 1/2).
    """
    strata = [found, *others]
    answers = sum(stratum.asked for stratum in strata)
    if any(stratum.pairs and not stratum.asked for stratum in strata) or not answers:
        return Estimate(None, 0.0, 1.0, answers)
    dice = np.random.default_rng(0)
    totals = [
        stratum.same
        + (max(stratum.pairs, stratum.asked) - stratum.asked)
        * dice.beta(stratum.same + 0.5, stratum.asked - stratum.same + 0.5, DRAWS)
        for stratum in strata
    ]
    shares = totals[0] / np.maximum(np.sum(totals, axis=0), 1e-9)
    low, high = np.quantile(shares, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2]).tolist()
    true = [stratum.pairs * stratum.same / stratum.asked if stratum.asked else 0.0 for stratum in strata]
    return Estimate(true[0] / max(sum(true), 1e-9), low, high, answers)


def answers_needed(sure: Stratum, aim: float, floor: float, *, left: int) -> int:
    """How many more answers, all of them "the same", lift the estimate to `aim` and its lower end to `floor`.

    -1: not all that are left to be asked would be enough.
    """

    def enough(more: int) -> bool:
        estimate = precision(Stratum(sure.pairs, sure.asked + more, sure.same + more))
        return estimate.value is not None and estimate.value >= aim and estimate.low >= floor

    if not enough(left):
        return -1
    low, high = 0, left
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def clopper_pearson(same: int, asked: int) -> tuple[float, float]:
    """The exact interval of a share of which `same` of `asked` were seen."""
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if same == 0 else _share_where(lambda share: _at_least(same, asked, share) >= tail)
    high = 1.0 if same == asked else _share_where(lambda share: 1 - _at_least(same + 1, asked, share) <= tail)
    return low, high


def _share_where(holds: Callable[[float], bool]) -> float:
    """The share from which on something holds."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return (low + high) / 2


def _at_least(same: int, asked: int, share: float) -> float:
    """The chance to see at least so many; the shorter tail is added up."""
    if 2 * same > asked:
        return sum(_binomial(k, asked, share) for k in range(same, asked + 1))
    return 1 - sum(_binomial(k, asked, share) for k in range(same))


def _binomial(k: int, n: int, share: float) -> float:
    """The chance of k among n."""
    if share in (0.0, 1.0):
        return float(k == n * share)
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(share) + (n - k) * log1p(-share))
