"""By what a record can be found among a million: hashed keys that its likely duplicates share.

A *sign* is a combination of features on which two records of one person often agree; a *trait* is one feature, by which
records that share a sign are told apart at a glance. Both are kept as hashes that mean the same in every process and
for every set of records. Nobody can be read from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.said import Said

Hashes = npt.NDArray[np.uint32]
Traits = npt.NDArray[np.uint16]

NAME = ("given_skeleton", "family_skeleton")
SIGNS: Sequence[tuple[str, ...]] = (
    ("mobile",), ("landline",), ("email",), ("email_local",), ("national_id",), ("id_number",), ("sheba",),
    ("company_id",), ("domain",), NAME, ("given_skeleton", "family_head"), ("given_head", "family_skeleton"),
    ("address_core",), ("postal_code",), ("birth_date",), ("given_skeleton", "company"), ("family_skeleton", "company"),
    ("company_name_whole",),
)  # fmt: skip

TRAITS = {
    "mobile": (9.0, -1.0),
    "landline": (7.0, -2.0),
    "email_local": (8.0, -1.5),
    "national_id": (9.0, -4.0),
    "birth_date": (7.0, -3.0),
    "given_skeleton": (4.0, -2.0),
    "family_skeleton": (5.0, -2.0),
    "address_core": (8.0, -1.0),
    "company": (4.0, -1.0),
    "city": (1.5, -2.0),
    "province": (1.0, -2.0),
    "postal_code": (7.0, -2.0),
    "company_id": (9.0, -6.0),
    "company_name_whole": (6.0, -2.0),
    "domain": (7.0, -2.0),
}
"""About what it adds to the log odds that two records are one: where they agree, where they differ."""

SLOTS = 2
"""So many values of a feature make signs; traits are of the first value."""

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing, Knuth volume 3, 6.4
_HALF = np.uint64(32)
_WORD = (1 << 64) - 1


@dataclass(frozen=True)
class Signs:
    """hashes: (records, signs) and traits: (records, `TRAITS`); 0 where the record does not say it."""

    hashes: Hashes
    traits: Traits

    def __len__(self) -> int:
        return len(self.hashes)


def signs(features: Features) -> Signs:
    """The signs and traits of all records."""
    values = {name: _value_hashes(features[name]) for name in _used() if name in features}
    columns = [column for rule in SIGNS for column in _columns(features, values, rule)]
    hashes = np.stack(columns, axis=1) if columns else np.zeros((features.size, 0), dtype=np.uint32)
    traits = np.zeros((features.size, len(TRAITS)), dtype=np.uint16)
    for at, name in enumerate(TRAITS):
        if name in values:
            found = values[name][features[name].first]
            traits[:, at] = np.where(found > 0, (found >> np.uint32(16)) | np.uint32(1), 0)
    return Signs(hashes, traits)


def signs_of_one(said: Said) -> Signs:
    """The same of one record, in plain Python."""
    hashes = [
        _mixed_one(rule, parts)
        for rule in SIGNS
        for parts in ([(value,) for value in said.of(rule[0])[:SLOTS]] if len(rule) == 1 else _both(said, rule))
    ]
    traits = [(crc32(values[0].encode()) or 1) >> 16 | 1 if (values := said.of(name)) else 0 for name in TRAITS]
    return Signs(np.array([hashes], dtype=np.uint32), np.array([traits], dtype=np.uint16))


def sign_of(name: str, value: str) -> int:
    """The sign that one value of a feature makes by itself."""
    return _mixed_one((name,), (value,))


def _both(said: Said, rule: tuple[str, ...]) -> list[tuple[str, ...]]:
    values = tuple(said.of(name)[0] for name in rule if said.of(name))
    return [values] if len(values) == len(rule) else []


def _mixed_one(rule: tuple[str, ...], values: tuple[str, ...]) -> int:
    """As `_mixed`."""
    parts = [crc32(value.encode()) or 1 for value in values]
    mixed = crc32("|".join(rule).encode())
    for part in sorted(parts) if rule == NAME else parts:
        mixed = ((mixed ^ part) * int(_SPREAD)) & _WORD
        mixed ^= mixed >> 32
    return mixed & 0xFFFFFFFF | 1


def _used() -> set[str]:
    return {*TRAITS, *(name for rule in SIGNS for name in rule)}


def _value_hashes(feature: Feature) -> Hashes:
    """Of every value, and 0 at the end, where the code -1 points."""
    found = np.fromiter((crc32(value.encode()) or 1 for value in feature.values), np.uint32, len(feature.values))
    return np.append(found, np.uint32(0))


def _columns(features: Features, values: dict[str, Hashes], rule: tuple[str, ...]) -> list[Hashes]:
    if any(name not in values for name in rule):
        return []
    salt = np.uint64(crc32("|".join(rule).encode()))
    if len(rule) == 1:
        codes = features[rule[0]].codes
        return [_mixed(salt, values[rule[0]][codes[:, slot]]) for slot in range(min(codes.shape[1], SLOTS))]
    one, other = (values[name][features[name].first] for name in rule)
    if rule == NAME:
        # Whichever stands first: swapped names meet here.
        one, other = np.minimum(one, other), np.maximum(one, other)
    return [np.where((one > 0) & (other > 0), _mixed(salt, one, other), np.uint32(0))]


def _mixed(salt: np.uint64, *parts: Hashes) -> Hashes:
    """One hash of several; 0 stays 0."""
    mixed = np.full(len(parts[0]), salt, dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ part.astype(np.uint64)) * _SPREAD
        mixed ^= mixed >> _HALF
    hashes: Hashes = np.where(parts[0] > 0, mixed.astype(np.uint32) | np.uint32(1), np.uint32(0))
    return hashes
