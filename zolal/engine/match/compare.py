"""How alike two records are, field by field, as levels.

Level 0 means that one side is missing, level 1 that the values differ; higher levels agree more. What each level is
called is in `comparisons.py`, what it is worth in `model.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zolal.engine.match import similarity
from zolal.engine.match.features import Features
from zolal.engine.match.pairs import Codes, Levels, Mask, Rows

Step = Callable[[Features, str, Codes, Codes], Levels]
"""Levels of one field for pairs of value codes, none of them missing."""

SAME_SOUND = 4
"""The level of names with the same consonants."""


def compare(features: Features, name: str, rule: Step, left: Rows, right: Rows) -> Levels:
    """Levels of one field for pairs of rows; with several values a record, of its best pair of values."""
    feature = features[name]
    levels = np.zeros(len(left), dtype=np.int8)
    for a in range(feature.codes.shape[1]):
        for b in range(feature.codes.shape[1]):
            one, other = feature.codes[left, a], feature.codes[right, b]
            both = np.flatnonzero((one >= 0) & (other >= 0))
            found = rule(features, name, one[both], other[both])
            levels[both] = np.maximum(levels[both], found)
    return levels


def _where_different(left: Codes, right: Codes, exact: int) -> tuple[Levels, Rows]:
    """Levels with the equal pairs at `exact`, and where the others are."""
    levels = np.ones(len(left), dtype=np.int8)
    same = left == right
    levels[same] = exact
    return levels, np.flatnonzero(~same)


def equality(features: Features, name: str, left: Codes, right: Codes) -> Levels:  # noqa: ARG001 - a `Step`
    """differs · equal."""
    return _where_different(left, right, 2)[0]


def number(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · one digit or one transposition apart · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 3)
    levels[rest[similarity.osa_distance(feature, left[rest], right[rest], 1) <= 1]] = 2
    return levels


def text(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · alike · close · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 4)
    likeness = similarity.jaro_winkler(feature, left[rest], right[rest])
    levels[rest[likeness >= 0.82]] = 2
    levels[rest[likeness >= 0.92]] = 3
    return levels


def person_name(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · one begins with the other or is alike · one letter or sound apart · same consonants · equal."""
    feature, bones = features[name], features[f"{name}_skeleton"]
    levels, rest = _where_different(left, right, 5)
    one, other = left[rest], right[rest]
    bone_of = feature.table(bones)
    bone, other_bone = bone_of[one], bone_of[other]
    distance = similarity.osa_distance(feature, one, other, 2)
    length, bone_length = (
        np.minimum(f.lengths[a], f.lengths[b]) for f, a, b in ((feature, one, other), (bones, bone, other_bone))
    )
    found = np.ones(len(rest), dtype=np.int8)
    found[(similarity.jaro_winkler(feature, one, other) >= 0.85) | similarity.begins(feature, one, other)] = 2
    found[(distance <= 1) & (length >= 3) | (distance <= 2) & (length >= 7)] = 3
    found[(similarity.osa_distance(bones, bone, other_bone, 1) <= 1) & (bone_length >= 4)] = 3
    found[bone == other_bone] = SAME_SOUND
    levels[rest] = found
    return levels


def turned_round(features: Features, left: Rows, right: Rows) -> Mask:
    """Pairs whose given and family names are the same consonants in the other order."""
    given, family = features["given_skeleton"], features["family_skeleton"]
    shared = {value: code for code, value in enumerate(dict.fromkeys([*given.values, *family.values]))}
    g, f = (np.array([*(shared[v] for v in part.values), -1])[part.first] for part in (given, family))
    crossed = (g[left] == f[right]) & (f[left] == g[right]) & (g[left] >= 0) & (f[left] >= 0)
    turned: Mask = crossed & (g[left] != f[left])
    return turned


def parted_elsewhere(features: Features, left: Rows, right: Rows) -> Mask:
    """Pairs whose given and family names together are the same letters, but divided at another place."""
    given, family = features["given"], features["family"]
    complete = (given.first >= 0) & (family.first >= 0)
    letters = given.letters[given.first] | family.letters[family.first]
    length = given.lengths[given.first] + family.lengths[family.first]
    found: Mask = complete[left] & complete[right] & (given.first[left] != given.first[right])
    found &= (letters[left] == letters[right]) & (length[left] == length[right])
    at = np.flatnonzero(found)
    one, other = (given.words[given.first[rows[at]]] + family.words[family.first[rows[at]]] for rows in (left, right))
    found[at] = one == other
    return found


def email(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · local parts one letter apart · same local part at another provider · equal."""
    feature, local = features[name], features["email_local"]
    levels, rest = _where_different(left, right, 4)
    local_of = feature.table(local)
    one, other = local_of[left[rest]], local_of[right[rest]]
    close = similarity.osa_distance(local, one, other, 1) <= 1
    levels[rest[close & (np.minimum(local.lengths[one], local.lengths[other]) >= 5)]] = 2
    levels[rest[one == other]] = 3
    return levels


def day(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · same year · one digit off, day and month swapped, or the same day of another year · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 4)
    one, other = left[rest], right[rest]
    year, month, day = (feature.dates[one, part] == feature.dates[other, part] for part in range(3))
    swapped = (feature.dates[one, 1] == feature.dates[other, 2]) & (feature.dates[one, 2] == feature.dates[other, 1])
    levels[rest[year]] = 2
    levels[rest[year & swapped | month & day | (similarity.osa_distance(feature, one, other, 1) <= 1)]] = 3
    return levels


def words(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · some words shared or alike · half of them shared or close · one says more than the other · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 5)
    one, other = left[rest], right[rest]
    size = (feature.bags >= 0).sum(axis=1)
    shared = _shared(feature.bags, one, other)
    fewest = np.minimum(size[one], size[other])
    union = size[one] + size[other] - shared
    likeness = similarity.jaro_winkler(feature, one, other)
    levels[rest[(shared * 4 >= union) | (likeness >= 0.8)]] = 2
    levels[rest[(shared * 2 >= union) | (likeness >= 0.92)]] = 3
    levels[rest[(shared == fewest) & (fewest >= 2)]] = 4
    levels[rest[(shared == fewest) & (shared == union)]] = 5
    return levels


def _shared(bags: Codes, left: Codes, right: Codes) -> Rows:
    """How many words each pair of values has in common."""
    counts = np.zeros(len(left), dtype=np.int64)
    other = bags[right]
    for slot in range(bags.shape[1]):
        word = bags[left, slot]
        counts += (word >= 0) & (other == word[:, None]).any(axis=1)
    return counts
