"""The weights of the score, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zolal.engine.records import N_

PARTS: Mapping[str, float] = MappingProxyType(
    {"completeness": 0.45, "validity": 0.35, "uniqueness": 0.10, "freshness": 0.10}
)
"""What the quality of a record is made of. Without a date the other parts share the weight of freshness."""

ESSENTIAL_SHARE = 0.7
"""How much of completeness the essential fields decide at least; all others together decide the rest."""

ESSENTIAL_WEIGHT = 3.0
"""How many times another field an essential one counts at least, where there are few others."""

PENALTY: Mapping[str, float] = MappingProxyType({"error": 1.0, "warning": 0.5})
"""What an issue takes from the validity of its cell. An "info" is a mend already made and takes nothing."""

ESSENTIAL_CELL = 3.0
"""How many cells an essential one counts for in validity."""

FRESH_DAYS = 365
STALE_DAYS = 5 * 365
"""Freshness is 1 up to a year and falls evenly to 0 at five years."""

OLD_DAYS = 2 * 365
"""A record untouched for longer is called old."""

STANDS_FOR: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "name": ("name", "first_name", "last_name", "company"),
        "mobile": ("mobile", "phone"),
    }
)
"""Kinds that fill an essential field in its place: a company needs no first name, a phone column holds mobiles."""

ACCURACY_LINE = 0.75
FIRMS_ABOVE: Mapping[str, float] = MappingProxyType({"all": 0.521, "essential": 0.231})
STUDY = N_("Jim Dickie")
"""Share of firms whose data is more than 75 % accurate: of all their data, and of the data their goals need."""
