"""In which script the names of two records are written, and what that says of how they agree.

Whoever writes one name in Latin letters writes the other one so too, strangers as well as the same person. Each name
taken by itself, two names in the rarer script would count that rarity twice, and two names that each sound the same
would twice need a reason for being spelled in two ways. Among pairs that are written in one way the names of strangers
have nothing to do with each other; so every way has chances of its own, kept as what they add to the log chances of
the names whatever the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.bearing import bearing
from zolal.engine.match.compare import ALIKE_NAME, SAME_SOUND
from zolal.engine.match.comparisons import NAME, Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.levels import compared
from zolal.engine.match.namesakes import NAMES
from zolal.engine.match.pairs import Floats, Mask, Rows
from zolal.engine.match.values import Values

OWN, LATIN, TWO = range(3)
"""The ways: both records in letters of their own, both in Latin ones, each in others than the other."""
WAYS = 3
SAME, HOUSEHOLD, STRANGERS = range(3)
EQUAL = SAME_SOUND + 1
WIDTH = len(NAME) + 1
PRIOR_PEOPLE = 25.0
EXPECTED_LATIN = 0.1
"""That so many people write their names in Latin letters weighs as much as `PRIOR_PEOPLE`."""
PRIOR_PAIRS = 200.0
"""That names have nothing to do with each other, nor with the way, weighs as much as so many pairs."""
HIGHEST_LIFT = 1.0
"""How the names of one person depend on each other is held down: it must not make a match on its own."""
EQUAL_IN_TWO = 0.05
"""Of equal names so many are expected in two scripts all the same: where one record holds both."""
LEAST = 1e-9
RANDOM_PAIRS = 200_000
PRIOR_NEAR = 5_000.0


def ways(features: Features, left: Rows, right: Rows) -> Rows:
    """The way in which each pair of records is written; whoever lacks a name is taken to write in letters of their own.

    `features` have both names.
    """
    return way_of(in_latin(features, left), in_latin(features, right))


def way_of(one: Mask, other: Mask) -> Rows:
    """The way of pairs, from which records are in Latin letters."""
    return np.where(one == other, one.astype(np.int64), TWO)


def in_latin(features: Features, rows: Rows) -> Mask:
    """Which of the records have both names in Latin letters."""
    found = np.ones(len(rows), dtype=np.bool_)
    for name in NAMES:
        codes = features[name].first.take(rows)
        found &= np.append(features[name].values.latin, np.False_).take(codes, mode="wrap")
    return found


@dataclass(frozen=True)
class Scripts:
    """How strangers write their names.

    ways: the log shares of the ways among their pairs. people: the log shares of those who write in letters of their
    own, and in Latin ones. sounding: (names, scripts, 2) pairs in one script that sound the same, and that are equal.
    near: (names, ways, levels) what a way adds to the log chance of names that are nearly equal.
    """

    ways: Floats
    people: Floats
    sounding: Floats
    near: Floats

    @classmethod
    def of(cls, features: Features, owner: Rows, near: Floats) -> Scripts:
        """From all records, which have both names; `owner` is who each of them is taken to belong to."""
        named = np.flatnonzero(np.logical_and.reduce([features[name].first >= 0 for name in NAMES]))
        latin = in_latin(features, named).astype(np.int64)
        expected = PRIOR_PEOPLE * np.array([1 - EXPECTED_LATIN, EXPECTED_LATIN])
        records = np.bincount(latin, minlength=2) + expected
        each = np.bincount(owner[named], minlength=features.size)
        people = np.bincount(latin, weights=1 / each[owner[named]], minlength=2) + expected
        own, other = records / records.sum()
        sounding = np.stack([_sounding(features, name, owner) for name in NAMES])
        return cls(np.log([own**2, other**2, 2 * own * other]), np.log(people / people.sum()), sounding, near)

    def otherwise(self, usual: Sequence[float]) -> Floats:
        """(names, ways) the log chance that strangers of one sound spell it in two ways; `usual` is it in any way."""
        found = np.zeros((len(NAMES), WAYS))
        for row, chance in enumerate(usual):
            sounding, equal = self.sounding[row].T
            found[row, :TWO] = np.log((sounding - equal + PRIOR_PAIRS * np.exp(chance)) / (sounding + PRIOR_PAIRS))
        return found

    def beside_values(self, usual: Sequence[float]) -> Floats:
        """(names, ways, levels) what a way adds to the log chance of a stranger's name whose rarity counts as well."""
        found = self.near.copy()
        found[:, :, SAME_SOUND] = self.otherwise(usual) - np.array(usual)[:, None]
        # A value is of one script: its rarity among all names holds the rarity of the script.
        found[:, :TWO, EQUAL] = -self.people
        return found

    def without_values(self, usual: Sequence[float]) -> Floats:
        """(names, ways, levels) what is to be added to that where the rarity of the value is not looked at."""
        found = np.zeros((len(NAMES), WAYS, WIDTH))
        otherwise, in_any = self.otherwise(usual)[:, :TWO], np.array(usual)[:, None]
        found[:, :TWO, EQUAL] = np.log1p(-np.exp(otherwise)) - np.log1p(-np.exp(in_any)) + self.people
        found[:, TWO, EQUAL] = np.log(EQUAL_IN_TWO)
        return found


def near_in_ways(features: Features, comparisons: Sequence[Comparison]) -> Floats:
    """`Scripts.near`, of random pairs: letters of two scripts have hardly anything in common."""
    found = np.zeros((len(NAMES), WAYS, WIDTH))
    named = np.flatnonzero(np.logical_and.reduce([features[name].first >= 0 for name in NAMES]))
    if not len(named):
        return found
    left, right = named[np.random.default_rng(0).integers(0, len(named), (2, min(RANDOM_PAIRS, 50 * len(named))))]
    way = ways(features, left, right)
    columns = [comparison for name in NAMES for comparison in comparisons if comparison.field == name]
    levels = compared(features, columns, left, right).levels
    for row in range(len(NAMES)):
        counts = np.bincount(way * WIDTH + levels[:, row], minlength=WAYS * WIDTH).reshape(WAYS, WIDTH)
        usual = (counts.sum(axis=0) + 1) / (counts.sum() + WIDTH)
        in_way = (counts + PRIOR_NEAR * usual) / (counts.sum(axis=1, keepdims=True) + PRIOR_NEAR)
        found[row, :, ALIKE_NAME:SAME_SOUND] = np.log(in_way / usual)[:, ALIKE_NAME:SAME_SOUND]
    return found


def _sounding(features: Features, name: str, owner: Rows) -> Floats:
    """(scripts, 2) pairs of strangers in one script whose names sound the same, and whose names are equal."""
    feature, sounds = features[name], features[f"{name}_skeleton"]
    latin = feature.values.latin.astype(np.int64)
    # The sounds in either script, as values of their own.
    both = Feature(
        np.append(feature.table(sounds) * 2 + latin, -1).astype(np.int32)[feature.codes], Values([*sounds.values] * 2)
    )
    scripts = np.arange(len(both.values)) % 2
    pairs = [
        np.bincount(script, weights=bearing(values, owner).pairs, minlength=2)
        for script, values in ((scripts, both), (latin, feature))
    ]
    return np.column_stack(pairs)


def lifts(
    same: Floats, household: Floats, tables: Sequence[Floats], scripts: Scripts, usual: Sequence[float]
) -> Floats:
    """(ways, classes, levels of the family name, levels of the given name) what is added to the log chances.

    same, household: how many pairs of these classes are written and agree so, (ways, family name, given name). tables:
    (names, levels) log chances of the same and of a household whatever the way. usual: as in `Scripts.otherwise`.
    """
    found = np.zeros((WAYS, 3, WIDTH, WIDTH))
    of_given, of_family = scripts.beside_values(usual)
    found[:, SAME] = _ways(same, scripts) + _of_one(same, *tables[SAME])
    houses = _chances(household.sum(axis=2), tables[HOUSEHOLD][1]) - tables[HOUSEHOLD][1]
    found[:, HOUSEHOLD] = _ways(household, scripts) + houses[:, :, None] + of_given[:, None, :]
    found[:, STRANGERS] = scripts.ways[:, None, None] + of_family[:, :, None] + of_given[:, None, :]
    # Whoever spells both names otherwise than the other record has one reason for it.
    found[:, [HOUSEHOLD, STRANGERS], SAME_SOUND, SAME_SOUND] -= scripts.otherwise(usual)[0][:, None]
    # Where a name is missing, nothing is known of both together.
    found[:, :, 0] = found[:, :, :, 0] = 0.0
    return found


def _ways(counts: Floats, scripts: Scripts) -> Floats:
    """(ways, 1, 1) the log shares of the ways among counted pairs."""
    found = counts.sum(axis=(1, 2), keepdims=True) + PRIOR_PAIRS * np.exp(scripts.ways)[:, None, None]
    shares: Floats = np.log(found / found.sum())
    return shares


def _of_one(counts: Floats, given: Floats, family: Floats) -> Floats:
    """What each way adds for pairs of one person, where the given name depends on the family name besides: who turns
    names round does so with both."""
    of_given, of_family = _chances(counts.sum(axis=1), given), _chances(counts.sum(axis=2), family)
    expected = np.exp(of_given)[:, None, :] * (np.arange(WIDTH) > 0)
    weights = counts + PRIOR_PAIRS / len(NAME) * expected
    shares = weights / np.maximum(weights.sum(axis=2, keepdims=True), LEAST)
    lift = np.minimum(np.log(np.maximum(shares, LEAST)) - of_given[:, None, :], HIGHEST_LIFT)
    found: Floats = (of_family - family)[:, :, None] + (of_given - given)[:, None, :] + lift
    return found


def _chances(counts: Floats, usual: Floats) -> Floats:
    """(ways, levels) log chances, of counts and of the log chances whatever the way."""
    expected = np.tile(np.exp(usual), (WAYS, 1))
    expected[TWO, SAME_SOUND] += (1 - EQUAL_IN_TWO) * expected[TWO, EQUAL]
    expected[TWO, EQUAL] *= EQUAL_IN_TWO
    weights = (counts + PRIOR_PAIRS * expected) * (np.arange(WIDTH) > 0)
    found: Floats = np.log(np.maximum(weights / weights.sum(axis=1, keepdims=True), LEAST))
    return found
