"""Provinces, counties and cities of Iran under every usual spelling."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from zolal.engine.persian.letters import key
from zolal.engine.persian.romanise import skeleton

Level = Literal["province", "city"]

AREA_CODES: Final[Mapping[str, str]] = {
    "آذربایجان شرقی": "041",
    "آذربایجان غربی": "044",
    "اردبیل": "045",
    "اصفهان": "031",
    "البرز": "026",
    "ایلام": "084",
    "بوشهر": "077",
    "تهران": "021",
    "چهارمحال و بختیاری": "038",
    "خراسان جنوبی": "056",
    "خراسان رضوی": "051",
    "خراسان شمالی": "058",
    "خوزستان": "061",
    "زنجان": "024",
    "سمنان": "023",
    "سیستان و بلوچستان": "054",
    "فارس": "071",
    "قزوین": "028",
    "قم": "025",
    "کردستان": "087",
    "کرمان": "034",
    "کرمانشاه": "083",
    "کهگیلویه و بویراحمد": "074",
    "گلستان": "017",
    "گیلان": "013",
    "لرستان": "066",
    "مازندران": "011",
    "مرکزی": "086",
    "هرمزگان": "076",
    "همدان": "081",
    "یزد": "035",
}
"""Landline area code, with its zero, of each province (national numbering plan)."""

_PREFIX = re.compile(r"^(?:استان|شهرستان|شهر|ostan|shahrestan|city of|province of) |[ ,](?:province|county|city|iran)$")
_SUFFIX = re.compile(r" *(?:(?:منطقه *)?(?<!\d)(?:[1-9]|1\d|2[0-2])|\([^()]*\))$")
_GLUE = re.compile(r"[\W_]+")
# A town may bear a foreign name by chance: only these many consonants tell.
_TELLING_SKELETON = 6
_TELLING_LETTERS = 5


def place(text: str, level: Level) -> str:
    """The Persian name of a known province, or of a known city or county; "" when unknown.

    Spaces, hamza and case do not matter; «استان», «شهرستان», «شهر» before the name, and the number of a municipal
    district or a bracket behind it, are left out; Latin spellings are known for provinces and larger cities.
    """
    text = key(text).strip(" .،,-")
    names = _names(level)
    for candidate in (text, _PREFIX.sub("", text), _SUFFIX.sub("", _PREFIX.sub("", text))):
        if found := names.get(_GLUE.sub("", candidate), ""):
            return found
    bones = skeleton(text) if text.isascii() else ""
    return _skeletons(level).get(bones, "") if len(bones) >= _TELLING_SKELETON else ""


@lru_cache(maxsize=4096)
def nearest(text: str, level: Level) -> str:
    """The one known place of at least five letters that is one edit away from a Persian text, or ""."""
    joined = _GLUE.sub("", _PREFIX.sub("", key(text)))
    if len(joined) < _TELLING_LETTERS or joined.isascii():
        return ""
    near = extract(joined, _long_names(level), scorer=OSA.distance, score_cutoff=1, limit=3)
    found = {_names(level)[name] for name, _, _ in near}
    return found.pop() if len(found) == 1 else ""


def province_of(place_key: str) -> str:
    """The province of a city or county by `key` of its name; "" when unknown, or when several provinces have one."""
    provinces = _provinces().get(_GLUE.sub("", place_key), frozenset())
    return next(iter(provinces)) if len(provinces) == 1 else ""


def area_code(place_name: str) -> str:
    """The landline area code of a province, or of the province of a city; "" when unknown."""
    province = place(place_name, "province") or province_of(key(place(place_name, "city")))
    return AREA_CODES.get(province, "")


def provinces() -> tuple[str, ...]:
    """The names of all provinces."""
    return tuple(name for level, name, _ in _rows("places.csv") if level == "province")


def _joined(name: str) -> str:
    return _GLUE.sub("", key(name))


def _rows(file: str) -> list[list[str]]:
    text = (files("zolal.engine.persian") / "data" / file).read_text("utf-8")
    return list(csv.reader(text.splitlines()))[1:]


@cache
def _names(level: Level) -> Mapping[str, str]:
    """Joined key → the name. A city goes before the county of the same name."""
    levels = ("province",) if level == "province" else ("city", "county")
    names: dict[str, str] = {}
    for wanted in levels:
        for found, name, _ in _rows("places.csv"):
            if found == wanted:
                names.setdefault(_joined(name), name)
    for name, spellings in _rows("place_spellings.csv"):
        if known := names.get(_joined(name)):
            for spelling in spellings.split(" "):
                names.setdefault(_joined(spelling), known)
    return names


@cache
def _long_names(level: Level) -> tuple[str, ...]:
    return tuple(name for name in _names(level) if len(name) >= _TELLING_LETTERS and not name.isascii())


@cache
def _skeletons(level: Level) -> Mapping[str, str]:
    return _unambiguous((skeleton(name), name) for name in set(_names(level).values()))


@cache
def _provinces() -> Mapping[str, frozenset[str]]:
    """Joined key of a city or county → its provinces. A city's own province counts before a county elsewhere."""
    cities: dict[str, set[str]] = defaultdict(set)
    counties: dict[str, set[str]] = defaultdict(set)
    for level, name, province in _rows("places.csv"):
        if level != "province":
            (cities if level == "city" else counties)[_joined(name)].add(province)
    return {name: frozenset(provinces) for name, provinces in (counties | cities).items()}


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    found = list(pairs)
    times = Counter(bones for bones, _ in found)
    return {bones: name for bones, name in found if times[bones] == 1}
