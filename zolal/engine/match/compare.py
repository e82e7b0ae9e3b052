"""How alike two records are, field by field, as levels.

Level 0 means that one side is missing, level 1 that the values differ; higher levels agree more. What each level is
called is in `comparisons.py`, what it is worth in `model.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zolal.engine.match import scripts, similarity
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.pairs import Codes, Levels, Mask, Rows

Step = Callable[[Features, str, Codes, Codes], Levels]
"""Levels of one field for pairs of value codes, none of them missing."""

ALIKE_NAME, CLOSE_NAME, SAME_SOUND = 2, 3, 4
"""The levels of names that are alike, or of which one begins with the other; of those one letter or sound apart; and of
those with the same consonants."""
MOST_SHARED = 3
"""The level of texts half of whose words are shared, or that are close."""
DAYS = np.array([365, 30, 1], dtype=np.int32)
A_MONTH, A_YEAR = 31, 400
"""In days, where a month has thirty of them and a year 365."""


def compare(features: Features, name: str, rule: Step, left: Rows, right: Rows) -> Levels:
    """Levels of one field for pairs of rows; with several values a record, of its best pair of values."""
    feature = features[name]
    levels = np.zeros(len(left), dtype=np.int8)
    for a in range(feature.codes.shape[1]):
        for b in range(feature.codes.shape[1]):
            one, other = feature.codes[:, a].take(left), feature.codes[:, b].take(right)
            both = np.flatnonzero((one >= 0) & (other >= 0))
            if len(both) == len(left):
                np.maximum(levels, rule(features, name, one, other), out=levels)
            elif len(both):
                levels[both] = np.maximum(levels[both], rule(features, name, one[both], other[both]))
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
    levels[rest[similarity.within_one(feature, left[rest], right[rest])]] = 2
    return levels


def text(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · alike · close · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 4)
    likeness = similarity.jaro_winkler(feature, left[rest], right[rest], 0.82)
    levels[rest[likeness >= 0.82]] = 2
    levels[rest[likeness >= 0.92]] = 3
    return levels


def person_name(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · one begins with the other or is alike · one letter or sound apart · same consonants · equal."""
    feature, bones = features[name], features[f"{name}_skeleton"]
    levels, rest = _where_different(left, right, 5)
    bone_of = feature.table(bones)
    same = bone_of[left[rest]] == bone_of[right[rest]]
    levels[rest[same]] = SAME_SOUND
    rest = rest[~same]
    close = _close(feature, left[rest], right[rest])
    rough = np.flatnonzero(~close)
    bone, other = bone_of[left[rest[rough]]], bone_of[right[rest[rough]]]
    long = np.flatnonzero(np.minimum(bones.values.lengths[bone], bones.values.lengths[other]) >= 4)
    close[rough[long]] = similarity.within_one(bones, bone[long], other[long])
    levels[rest[close]] = 3
    rest = rest[~close]
    one, other = left[rest], right[rest]
    alike = similarity.begins(feature, one, other)
    apart = np.flatnonzero(~alike)
    alike[apart] = similarity.jaro_winkler(feature, one[apart], other[apart], 0.85) >= 0.85
    levels[rest[alike]] = 2
    scripts.heard(feature, bones, levels, left, right)
    return levels


def _close(feature: Feature, left: Codes, right: Codes) -> Mask:
    """Names one letter apart, long ones two."""
    length = np.minimum(feature.values.lengths[left], feature.values.lengths[right])
    found = similarity.within_one(feature, left, right) & (length >= 3)
    long = np.flatnonzero(~found & (length >= 7))
    found[long] = similarity.within(feature, left[long], right[long], 2)
    return found


def lonely_names(features: Features, left: Rows, right: Rows) -> tuple[Rows, Rows, Levels]:
    """Which pairs match a record's only name with the *other* name of another record, its slot there, and the level.

    Who writes one name only writes it into whichever field comes first. 0 is the given name, 1 the family name; slot
    and level are those of the better one where both records have one name each.
    """
    names = features["any_name"]
    missing = names.codes < 0
    alone = missing[:, 0] != missing[:, 1]
    level, slot = np.zeros((2, len(left)), dtype=np.int8)
    for one, other in ((left, right), (right, left)):
        at = np.flatnonzero(alone[one])
        own = missing[one[at], 0].astype(np.int8)
        mine, theirs = names.codes[one[at], own], names.codes[other[at], 1 - own]
        told = np.flatnonzero(theirs >= 0)
        at = at[told]
        found = np.minimum(person_name(features, "any_name", mine[told], theirs[told]), SAME_SOUND)
        # Where both have one name only, and not the same, both ways say the same: it counts as the family name.
        better = (found >= CLOSE_NAME) & ((found > level[at]) | (found == level[at]) & (own[told] == 0))
        level[at[better]] = found[better]
        slot[at[better]] = (1 - own)[told][better]
    pairs = np.flatnonzero(level)
    return pairs, slot[pairs].astype(np.int64), level[pairs]


def turned_round(features: Features, left: Rows, right: Rows) -> tuple[Rows, Levels, Levels]:
    """Pairs whose names are alike in the other order, one of them the same consonants, and the levels of that one and
    of the other one.

    Which of the two is the given name nobody can tell.
    """
    names, sounds = features["any_name"].codes, features["any_name_skeleton"].codes
    crossed = np.zeros(len(left), dtype=np.bool_)
    for slot in range(2):
        sound = sounds[:, slot].take(left)
        crossed |= (sound == sounds[:, 1 - slot].take(right)) & (sound >= 0)
    at = np.flatnonzero(crossed)
    at = at[(names[left[at]] >= 0).all(axis=1) & (names[right[at]] >= 0).all(axis=1)]
    one, other = (
        person_name(features, "any_name", names[left[at], slot], names[right[at], 1 - slot]) for slot in range(2)
    )
    better, worse = np.maximum(one, other), np.minimum(one, other)
    alike = np.flatnonzero(worse >= CLOSE_NAME)
    return at[alike], better[alike], worse[alike]


def parted_elsewhere(features: Features, left: Rows, right: Rows) -> Mask:
    """Pairs whose given and family names together are the same letters, but divided at another place."""
    return _one_but_other(features["whole_name"].first, features["given"].first, left, right)


def _one_but_other(same: Codes, other: Codes, left: Rows, right: Rows) -> Mask:
    """Pairs that agree on the one, and not on the other."""
    one = same.take(left)
    found: Mask = (one >= 0) & (one == same.take(right))
    at = np.flatnonzero(found)
    found[at] = other.take(left[at]) != other.take(right[at])
    return found


def email(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · local parts one letter apart · same local part at another provider · equal."""
    feature, local = features[name], features["email_local"]
    levels, rest = _where_different(left, right, 4)
    local_of = feature.table(local)
    one, other = local_of[left[rest]], local_of[right[rest]]
    close = similarity.within_one(local, one, other)
    levels[rest[close & (np.minimum(local.values.lengths[one], local.values.lengths[other]) >= 5)]] = 2
    levels[rest[one == other]] = 3
    return levels


def day(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · a year apart at most · same day of another year · a slip, or a month apart at most · equal.

    A slip is one digit off, or day and month swapped; one in the year alone is the same day of another year.
    """
    feature = features[name]
    levels, rest = _where_different(left, right, 5)
    one, other = feature.values.dates[left[rest]], feature.values.dates[right[rest]]
    year, month, day = (one == other).T
    apart = np.abs((one.astype(np.int32) - other) @ DAYS)
    swapped = year & (one[:, 1] == other[:, 2]) & (one[:, 2] == other[:, 1])
    slip = swapped | similarity.within_one(feature, left[rest], right[rest])
    levels[rest[year | (apart <= A_YEAR)]] = 2
    levels[rest[slip | (apart <= A_MONTH)]] = 4
    levels[rest[month & day]] = 3
    return levels


def place_code(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · same first half, which is the district · one digit or one transposition apart · equal."""
    feature = features[name]
    levels, rest = _where_different(left, right, 4)
    district = feature.table(features[f"{name}_head"])
    levels[rest[district[left[rest]] == district[right[rest]]]] = 2
    levels[rest[similarity.within_one(feature, left[rest], right[rest])]] = 3
    return levels


def words(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """differs · some words shared or alike · half of them shared or close · one says more than the other · equal."""
    levels, rest = _where_different(left, right, 5)
    levels[rest] = _words(features[name], left[rest], right[rest])
    return levels


def company_name(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """As `words`, by the consonants of the words, so that both scripts meet; 5 where the whole sounds the same, however
    it is divided into words or they are ordered, and 6 where it is equal."""
    bones, whole = features[f"{name}_bones"], features[f"{name}_whole"]
    bone_of, whole_of = features[name].table(bones), features[name].table(whole)
    levels, rest = _where_different(left, right, 6)
    one, other = left[rest], right[rest]
    found = np.full(len(rest), 5, dtype=np.int8)
    unlike = np.flatnonzero(whole_of[one] != whole_of[other])
    found[unlike] = _words(bones, bone_of[one[unlike]], bone_of[other[unlike]])
    levels[rest] = found
    return levels


def words_shared(features: Features, name: str, left: Codes, right: Codes) -> Levels:
    """As `words`, but for the likeness of the letters, which may raise a level below `MOST_SHARED` up to it."""
    levels, rest = _where_different(left, right, 5)
    levels[rest] = _by_shared_words(features[name], left[rest], right[rest])
    return levels


def _words(feature: Feature, one: Codes, other: Codes) -> Levels:
    """The levels of pairs of values, none of them equal, by the words they share and how alike they are."""
    found = _by_shared_words(feature, one, other)
    unsure = np.flatnonzero(found < MOST_SHARED)
    likeness = similarity.jaro_winkler(feature, one[unsure], other[unsure], 0.8)
    found[unsure[likeness >= 0.8]] = 2
    found[unsure[likeness >= 0.92]] = MOST_SHARED
    return found


def _by_shared_words(feature: Feature, one: Codes, other: Codes) -> Levels:
    bags, size = feature.values.bags, feature.values.bag_sizes
    shared = np.zeros(len(one), dtype=np.int64)
    masks = feature.values.bag_masks
    some = np.flatnonzero(masks[one] & masks[other])
    shared[some] = _shared(bags, one[some], other[some])
    fewest = np.minimum(size[one], size[other])
    union = size[one] + size[other] - shared
    found = np.ones(len(one), dtype=np.int8)
    found[shared * 4 >= union] = 2
    found[shared * 2 >= union] = MOST_SHARED
    found[(shared == fewest) & (fewest >= 2)] = 4
    found[(shared == fewest) & (shared == union)] = 5
    return found


def _shared(bags: Codes, left: Codes, right: Codes) -> Rows:
    """How many words each pair of values has in common."""
    counts = np.zeros(len(left), dtype=np.int64)
    other = bags[right]
    for slot in range(bags.shape[1]):
        word = bags[left, slot]
        counts += (word >= 0) & (other == word[:, None]).any(axis=1)
    return counts
