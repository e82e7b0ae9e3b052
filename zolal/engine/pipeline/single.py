"""The checks between fields for one record alone; for a whole table see `checks` and `landlines`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from zolal.engine.persian import places
from zolal.engine.persian.letters import key
from zolal.engine.persian.names import given_names, split_as_written

_COMMON = 0.02
_LOCAL = re.compile(r"[1-9]\d{7}")


@lru_cache(maxsize=16384)
def other_province(city: str, province: str) -> str:
    """The one known province of the city where another known one is given, both as keys; "" where nothing is wrong."""
    if not city or province not in _provinces():
        return ""
    home = places.province_of(city)
    return home if home and key(home) != province else ""


def names_swapped(first: str, last: str) -> bool:
    """Whether the last name is a common given name and the first name is none at all; both as keys."""
    if not first or not last:
        return False
    family = given_names().get(last.replace(" ", ""))
    if family is None or family.share < _COMMON:
        return False
    given = given_names().get(first.replace(" ", ""))
    return given is None or not given.share


def names_together(first: str, last: str, shown: str) -> tuple[str, str] | None:
    """Both names, where the first is missing and the last name, `shown` as written, holds them; the others as keys."""
    return split_as_written(shown) if not first and " " in last else None


def with_area_code(local: str, province: str, city: str) -> str:
    """A local landline, by its key, with the area code of the record's own province or city; "" where unknown."""
    if not _LOCAL.fullmatch(local):
        return ""
    area = _area(province) or _area(city)
    return area + local if area else ""


@lru_cache(maxsize=4096)
def _area(place: str) -> str:
    return places.area_code(place) if place else ""


@cache
def _provinces() -> frozenset[str]:
    return frozenset(key(name) for name in places.AREA_CODES)
