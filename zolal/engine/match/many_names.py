"""A value that stands beside many names is many people's, whatever else agrees.

A birth date that is everybody's first of January, the number of a switchboard, the address of a tower: without the
names they would look like one customer on very many rows, and the training would believe it.
"""

from __future__ import annotations

import numpy as np

from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import Floats
from zolal.engine.match.similarity import distinct

MANY = 12
"""Fewer names may be spellings of one."""
NAMES_OF_ONE = 4.0
"""Among many names so many, on average, may be spellings of one: people err, and write in two scripts."""
PARTS = {
    "name_pair": ("given", "family", "given_skeleton", "family_skeleton"),
    "company_name_whole": ("company_name", "company_name_whole"),
}
"""The features that tell names, and those that are made of the same."""


def people_at_least(features: Features, name: str) -> Floats:
    """How many people or companies at least bear each value of a feature; 0 where their names do not tell."""
    feature = features[name]
    told = np.zeros(len(feature.values))
    for naming, parts in PARTS.items():
        if naming not in features or name in parts:
            continue
        size, names = len(features[naming].values), features[naming].first
        for slot in range(feature.codes.shape[1]):
            codes = feature.codes[:, slot]
            rows = np.flatnonzero((codes >= 0) & (names >= 0) & (feature.counts[codes] >= MANY))
            found = distinct(codes[rows].astype(np.int64) * size + names[rows])
            told = np.maximum(told, np.bincount(found // size, minlength=len(told)))
    return np.where(told >= MANY, told / NAMES_OF_ONE, 0.0)


def strangers_at_least(features: Features, name: str) -> float:
    """How many of the pairs that agree on a value are of two people for certain."""
    people, counts = people_at_least(features, name), features[name].counts
    pairs = counts * (counts - 1) / 2
    return float((pairs * (1 - 1 / np.maximum(people, 1))).sum())
