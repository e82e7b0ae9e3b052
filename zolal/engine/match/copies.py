"""Rows that were simply entered twice: alike in every field that is compared.

They are put aside before matching, because they would make every value look common and the blocks large.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import Mask, Rows

# A row must say at least one of these, all its parts, for a likeness in everything to prove anything.
_TELLING = (
    ("mobile",), ("national_id",), ("id_number",), ("sheba",), ("given", "family", "birth_date"),
    ("given", "family", "address"), ("given", "family", "landline"), ("given", "family", "postal_code"),
    ("company", "landline"), ("company", "address"), ("company_id",), ("company_name", "landline"),
    ("company_name", "address"),
)  # fmt: skip
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing, Knuth volume 3, 6.4


def originals(features: Features, *, judged: Rows) -> Rows:
    """For each row the first one it is a copy of, else itself. Rows that a person has `judged` are nobody's copy."""
    mark = _fingerprints(features)
    alone = ~telling(features)
    alone[judged.reshape(-1)] = True
    rows = np.arange(features.size, dtype=np.int64)
    order = np.lexsort((rows, mark, alone))
    same = np.append(False, (mark[order][1:] == mark[order][:-1]) & ~alone[order][1:] & ~alone[order][:-1])
    group = np.cumsum(~same[: len(order)]) - 1
    first = np.empty(features.size, dtype=np.int64)
    first[order] = order[~same[: len(order)]][group]
    return first


def _fingerprints(features: Features) -> npt.NDArray[np.uint64]:
    """A 64-bit number a row, equal for rows with equal codes; by chance alone once in 10^7 files of a million rows."""
    number = np.zeros(features.size, dtype=np.uint64)
    for feature in features.by_name.values():
        for slot in range(feature.codes.shape[1]):
            number = (number ^ (feature.codes[:, slot].astype(np.int64) + 2).astype(np.uint64)) * _MULTIPLIER
            number ^= number >> np.uint64(29)
    return number


def telling(features: Features) -> Mask:
    """Rows that say enough for a likeness in everything to prove something."""
    told = np.zeros(features.size, dtype=np.bool_)
    for names in _TELLING:
        if all(name in features for name in names):
            told |= np.logical_and.reduce([features[name].first >= 0 for name in names])
    return told
