"""Which pairs to ask about: those whose answers would make all probabilities surer (Cohn, Ghahramani, Jordan 1996)."""

from __future__ import annotations

import numpy as np

from zolal.engine.match.pairs import Floats, Levels, Rows
from zolal.engine.match.rescore import Rescorer, chances, design


def most_telling(rescorer: Rescorer, levels: Levels, logits: Floats, count: int) -> tuple[Rows, Floats]:
    """The `count` pairs that teach most, the best first, and by how much each would lower the doubt about all pairs.

    `logits` are the corrected log odds. An answer is expected to tell p(1 - p): nothing where we are sure; it lowers
    the variance of every pair that shares levels with it, much where few answers have spoken of these and many pairs
    show them. Pairs are taken one after the other as if each before had been answered, so that ten alike are not asked.
    """
    found, gains = [], []
    covariance = rescorer.covariance.copy()
    matrix = design(levels, rescorer.widths)
    chance = chances(logits)
    told = chance * (1 - chance)
    crowd = (matrix * (told**2)[:, None]).T @ matrix
    free = np.ones(len(logits), dtype=np.bool_)
    for _ in range(min(count, len(logits))):
        reached = matrix @ covariance
        doubt = np.einsum("ij,ij->i", reached, matrix)
        gain = told * np.einsum("ij,ij->i", reached @ crowd, reached) / (1 + told * doubt)
        best = int(np.argmax(np.where(free, gain, -1.0)))
        free[best] = False
        found.append(best)
        gains.append(float(gain[best]))
        heard = reached[best]
        covariance -= told[best] * np.outer(heard, heard) / (1 + told[best] * doubt[best])
    return np.array(found, dtype=np.int64), np.array(gains, dtype=np.float64)
