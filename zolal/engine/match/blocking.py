"""Which pairs of records are worth comparing.

A rule is a tuple of features; records that agree on all of them form a block. Every block is capped: one that is too
large is divided by a further feature, and by a sliding window over the sorted rest in the end; none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from zolal.engine.match.features import Features
from zolal.engine.match.pairs import THREADS, Rows
from zolal.engine.match.similarity import distinct

ALL_PAIRS_UP_TO = 500
LARGEST_BLOCK = 40
WINDOW = 4
"""How far apart two records of a block may stand that nothing divides any further."""

STRONG = ("mobile", "email", "national_id", "id_number", "sheba")
NAMES = ("given_skeleton", "family_skeleton")
# What makes a name telling; the order is also the order in which large blocks are divided.
CONTEXT = (
    "birth_date", "address_core", "postal_code", "zip", "landline", "mobile_tail", "mobile_head", "email_local", "company",
    "city", "house_number", "address_2", "province", "birth_year",
)  # fmt: skip
COARSE = frozenset({"city", "province", "birth_year"})
MORE = (
    ("name_pair",), ("given_skeleton", "family_head"), ("given_head", "family_skeleton"),
    ("landline", "address_core"), ("birth_date", "address_core"), ("birth_date", "zip"), ("birth_date", "city"),
    ("family_skeleton", "city", "birth_year"), ("given_skeleton", "city", "birth_year"), ("address_core", "house_number"),
)  # fmt: skip
# Alone these find what conjunctions miss; they are used where they are selective enough.
ALONE = (
    "landline", "address_core", "birth_date", "email_local", "zip", "postal_code", "family_skeleton", "given_skeleton",
    "company",
)  # fmt: skip
AFFORDED = 6
"""Pairs a record that a feature may cost alone."""


def candidates(features: Features) -> Rows:
    """All pairs that share a block of any rule, sorted, each as one number: left * size + right with left < right."""
    size = features.size
    if size <= ALL_PAIRS_UP_TO:
        left, right = np.triu_indices(size, 1)
        return (left * size + right).astype(np.int64)
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda rule: _block(features, rule), rules(features)))
    return distinct(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def rules(features: Features) -> list[tuple[str, ...]]:
    """The rules that the features at hand allow."""
    telling = [(name, context) for name in NAMES for context in CONTEXT if context not in COARSE]
    wanted = [*((name,) for name in STRONG), *telling, *MORE]
    allowed = [rule for rule in wanted if all(name in features for name in rule)]
    return allowed + [(n,) for n in ALONE if n in features and _cost(features, n) <= AFFORDED * features.size]


def _cost(features: Features, name: str) -> float:
    """Pairs that agree on one feature."""
    counts = features[name].counts
    return float((counts * (counts - 1) / 2).sum())


def _block(features: Features, rule: tuple[str, ...]) -> Rows:
    size = features.size
    found = [
        _pairs_within(features, rows, keys, [name for name in CONTEXT if name not in rule and name in features])
        for rows, keys in _keyed(features, rule)
    ]
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    keep = left != right
    low, high = np.minimum(left, right)[keep], np.maximum(left, right)[keep]
    return distinct(low * size + high)


def _keyed(features: Features, rule: Sequence[str]) -> Iterator[tuple[Rows, Rows]]:
    """Rows with a key for the rule; a record with several values of a feature comes once for each."""
    rows: Rows = np.arange(features.size, dtype=np.int64)
    keys = np.zeros(features.size, dtype=np.int64)
    for name in rule:
        feature = features[name]
        codes = feature.codes[rows]
        several = codes.shape[1]
        rows, keys = np.repeat(rows, several), np.repeat(keys, several)
        flat = codes.reshape(-1).astype(np.int64)
        present = flat >= 0
        rows, keys = rows[present], keys[present] * len(feature.values) + flat[present]
        keys = _compact(keys)
    yield rows, keys


def _compact(keys: Rows) -> Rows:
    """Keys as small numbers, so that combining them with another feature can't overflow."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    compact = np.empty(len(keys), dtype=np.int64)
    compact[order] = np.cumsum(np.append(False, ordered[1:] != ordered[:-1])[: len(keys)])
    return compact


def _pairs_within(features: Features, rows: Rows, keys: Rows, rest: list[str]) -> tuple[Rows, Rows]:
    """All pairs of small blocks; large ones are divided by the next feature that is left."""
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, dtype=np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    small = np.repeat(sizes <= LARGEST_BLOCK, sizes)
    left, right = _neighbours(rows[small], keys[small], LARGEST_BLOCK)
    large = ~small
    if not large.any():
        return left, right
    more_left, more_right = _divided(features, rows[large], keys[large], rest)
    return np.concatenate([left, more_left]), np.concatenate([right, more_right])


def _divided(features: Features, rows: Rows, keys: Rows, rest: list[str]) -> tuple[Rows, Rows]:
    if not rest:
        return _neighbours(rows, keys, WINDOW)
    feature = features[rest[0]]
    codes = feature.codes[rows, 0].astype(np.int64)
    known = codes >= 0
    finer = _compact(keys[known] * len(feature.values) + codes[known])
    by_value = _pairs_within(features, rows[known], finer, rest[1:])
    # A record without the value may belong to any of the finer blocks: the whole block goes on to the next feature.
    others = _divided(features, rows, keys, rest[1:])
    return np.concatenate([by_value[0], others[0]]), np.concatenate([by_value[1], others[1]])


def _neighbours(rows: Rows, keys: Rows, reach: int) -> tuple[Rows, Rows]:
    """Pairs of rows at most `reach` apart in the order given, within equal keys."""
    left: list[Rows] = [np.empty(0, dtype=np.int64)]
    right: list[Rows] = [np.empty(0, dtype=np.int64)]
    at = np.arange(len(keys))
    for distance in range(1, reach + 1):
        at = at[at < len(keys) - distance]
        at = at[keys[at] == keys[at + distance]]
        if not len(at):
            break
        left.append(rows[at])
        right.append(rows[at + distance])
    return np.concatenate(left), np.concatenate(right)
