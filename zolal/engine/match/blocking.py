"""Which pairs of records are worth comparing.

A rule is a tuple of features; records that agree on all of them form a block. Every block is capped: one that is too
large is divided by a further feature, and again, none is dropped: only records that agree on nothing else part.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from math import log

import numpy as np

from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import THREADS, Codes, Rows, by_number, fresh
from zolal.engine.match.similarity import distinct

ALL_PAIRS_UP_TO = 500
LARGEST_BLOCK = 40
WINDOW = 4
"""How far apart two records of a strong block may stand and still be compared, however large it is."""
LARGEST_LOOSE_BLOCK = 12
"""Of a rule that forgives a slip in writing: its larger blocks are common names, which tell nothing without context."""

STRONG = ("mobile", "email", "national_id", "id_number", "sheba", "company_id", "domain")
NAMES = ("any_name_skeleton",)
"""Whichever field a name stands in: swapped names, and records with one name only, meet too."""
# What makes a name telling; the order is also the order in which large blocks are divided.
CONTEXT = (
    "birth_date", "address_core", "postal_code", "zip", "landline", "mobile_tail", "mobile_head", "email_local",
    "company", "city", "house_number", "address_2", "province", "birth_year",
)  # fmt: skip
COARSE = frozenset({"city", "province", "birth_year"})
"""With these a name is telling only in smaller files, or where it is rare."""
LOOSE = frozenset({"given_head", "family_head", "mobile_head", "city"})
MORE = (
    ("name_pair",), ("given_skeleton", "family_head"), ("given_head", "family_skeleton"),
    ("landline", "address_core"), ("birth_date", "address_core"), ("birth_date", "zip"), ("birth_date", "city"),
    ("address_core", "house_number"),
)  # fmt: skip
# Alone these find what conjunctions miss; they are used where they are selective enough.
ALONE = (
    "landline", "address_core", "birth_date", "email_local", "zip", "postal_code", "family_skeleton", "given_skeleton",
    "company", "company_name", "company_name_whole",
)  # fmt: skip
HIGHEST = 2**62
AFFORDED = 6
"""Pairs a record that a feature may cost alone, or a name with something coarse."""
PARTS = 4
"""Parts in which the pairs of all rules are put in order, two at a time."""
SAMPLE = 20_000
"""So many records tell what a rule of several features will cost."""


def candidates(features: Features) -> Rows:
    """All pairs that share a block of any rule, sorted, each as one number: left * size + right with left < right."""
    size = features.size
    if size <= ALL_PAIRS_UP_TO:
        left, right = np.triu_indices(size, 1)
        return (left * size + right).astype(np.int64)
    with ThreadPoolExecutor(THREADS) as pool:
        # The largest blocks first, so that no core waits for the other at the end.
        longest = sorted(rules(features), key=lambda rule: sum(log(len(features[name].values) + 1) for name in rule))
        found = list(pool.map(lambda rule: _block(features, rule), longest))
        # Of two rows in any order the lower one is in the lower half three times out of four.
        bounds = [int(size * size * (1 - (1 - part / PARTS) ** 0.5)) for part in range(PARTS + 1)]
        parts = pool.map(lambda part: _between(found, bounds[part], bounds[part + 1]), range(PARTS))
        return np.concatenate(list(parts))


def _between(found: Sequence[Rows], low: int, high: int) -> Rows:
    """The distinct numbers from `low` to below `high`, sorted."""
    chosen = [numbers[(numbers >= low) & (numbers < high)] for numbers in found]
    return distinct(np.concatenate([*chosen, np.empty(0, dtype=np.int64)]))


def rules(features: Features, *, among: int | None = None) -> list[tuple[str, ...]]:
    """The rules that the features at hand allow; they may be of a sample of so many records, drawn evenly."""
    size = features.size
    # Pairs that agree grow with the square of the records, what is afforded with the records.
    afforded = AFFORDED * size * (size / among if among else 1)
    telling = [(name, context) for name in NAMES for context in CONTEXT if context not in COARSE]
    wanted = [*((name,) for name in STRONG), *telling, *MORE]
    allowed = [rule for rule in wanted if all(name in features for name in rule)]
    coarse = [(name, context) for name in NAMES for context in CONTEXT if context in COARSE]
    some = features.take(np.arange(0, size, max(1, size // SAMPLE)))
    costs = {rule: _cost_together(some, rule) for rule in coarse if all(name in features for name in rule)}
    allowed += [rule for rule, cost in costs.items() if cost * (size / max(some.size, 1)) ** 2 <= afforded]
    return allowed + [(n,) for n in ALONE if n in features and _cost(features, n) <= afforded]


def cap_of(rule: tuple[str, ...]) -> int:
    """So many rows at most may a block of the rule have; a larger one is divided."""
    return LARGEST_LOOSE_BLOCK if LOOSE & {*rule} else LARGEST_BLOCK


def _cost(features: Features, name: str) -> float:
    """Pairs that agree on one feature."""
    counts = features[name].counts
    return float((counts * (counts - 1) / 2).sum())


def _cost_together(features: Features, rule: tuple[str, ...]) -> float:
    """Pairs that agree on several features."""
    keys = _compact(_keyed(features, rule)[1])
    counts = np.bincount(keys)
    return float((counts * (counts - 1.0) / 2).sum())


def _block(features: Features, rule: tuple[str, ...]) -> Rows:
    return within(features, rule, *_keyed(features, rule))


def within(features: Features, rule: tuple[str, ...], rows: Rows, keys: Rows) -> Rows:
    """The pairs of a rule as numbers, in any order; rows with equal keys agree on all of the rule's features.

    Of `features` only those that divide large blocks are asked for.
    """
    size = features.size
    rest = [name for name in CONTEXT if name not in rule and name in features]
    left, right = _pairs_within(features, rows, keys, rest, cap_of(rule))
    if rule[0] in STRONG:
        # A block that nothing divides as it should be is one customer as often as not: a chain holds it together.
        keys, rows = by_number(keys, rows, size)
        one, other = _pairs_of(rows, keys, reach=WINDOW)
        left, right = np.concatenate([left, one]), np.concatenate([right, other])
    numbers: Rows = np.minimum(left, right)
    numbers *= size
    numbers += np.maximum(left, right)
    # A record that has one value twice is no pair of records.
    return numbers if (keep := left != right).all() else numbers[keep]


def _keyed(features: Features, rule: Sequence[str]) -> tuple[Rows, Rows]:
    """Rows with a key for the rule; a record with several values of a feature comes once for each."""
    rows, keys = _told(features[rule[0]].codes)
    keyed = len(features[rule[0]].values)
    for name in rule[1:]:
        feature = features[name]
        if keyed * len(feature.values) > HIGHEST:
            keys, keyed = _compact(keys), len(keys)
        at, codes = _told(feature.codes.take(rows, axis=0))
        rows, keys = rows.take(at), keys.take(at) * len(feature.values) + codes
        keyed *= len(feature.values)
    return rows, keys


def _told(codes: Codes) -> tuple[Rows, Rows]:
    """The places of the records that have a value, once for each value, and the values."""
    told = np.flatnonzero(codes >= 0)
    several = codes.shape[1]
    return told if several == 1 else told // several, codes.reshape(-1).take(told).astype(np.int64)


def _compact(keys: Rows) -> Rows:
    """Keys as small numbers, so that combining them with another feature can't overflow."""
    ordered, order = by_number(keys, np.arange(len(keys)), len(keys))
    compact = np.empty(len(keys), dtype=np.int64)
    compact[order] = _ranks(ordered)
    return compact


def _ranks(ordered: Rows) -> Rows:
    """Sorted keys as 0, 1, 2 …"""
    return np.cumsum(fresh(ordered)) - 1


def _pairs_within(features: Features, rows: Rows, keys: Rows, rest: Sequence[str], cap: int) -> tuple[Rows, Rows]:
    """All pairs of blocks of up to `cap` rows; larger ones are divided by the next features, `rest`."""
    keys, rows = by_number(keys, rows, features.size)
    sizes = np.diff(np.append(np.flatnonzero(fresh(keys)), len(keys)))
    in_large = np.repeat(sizes > cap, sizes)
    small, large = np.flatnonzero(~in_large), np.flatnonzero(in_large)
    found = [_pairs_of(rows.take(small), keys.take(small))]
    rows, keys = rows.take(large), keys.take(large)
    for step, name in enumerate(rest if len(rows) else ()):
        # A record without the value may belong to any of the finer blocks: the whole block goes on to the next feature.
        finer = _finer(features, rows, keys, name)
        found.append(_pairs_within(features, *finer, rest[step + 1 :], cap))
    return np.concatenate([left for left, _ in found]), np.concatenate([right for _, right in found])


def _finer(features: Features, rows: Rows, keys: Rows, name: str) -> tuple[Rows, Rows]:
    """The rows that have the feature, with keys, which are sorted, divided by it."""
    feature = features[name]
    known, codes = _told(feature.codes[:, :1].take(rows, axis=0))
    return rows.take(known), _ranks(keys).take(known) * len(feature.values) + codes


def _pairs_of(rows: Rows, keys: Rows, reach: int | None = None) -> tuple[Rows, Rows]:
    """All pairs of rows with equal keys, or those at most `reach` places apart; `keys` is sorted."""
    left: list[Rows] = [np.empty(0, dtype=np.int64)]
    right: list[Rows] = [np.empty(0, dtype=np.int64)]
    goes_on = np.append(~fresh(keys)[1:], np.False_)
    at = np.flatnonzero(goes_on)
    for distance in count(1) if reach is None else range(1, reach + 1):
        if not len(at):
            break
        left.append(rows.take(at))
        right.append(rows.take(at + distance))
        at = at[goes_on.take(at + distance)]
    return np.concatenate(left), np.concatenate(right)
