"""What the search looks through, and how it asks: words by their key, names also by their sound, numbers by digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from zolal.engine.persian.letters import digits, key
from zolal.engine.persian.romanise import skeleton

# Two spaces before each word, so that even one or two letters at its beginning make the three an index needs.
_GAP = "  "
_SOUND = "~"
_BREAK = re.compile(r"[\s\-_.,;:،؛/()\[\]«»\"']+")
_NOT_DIGIT = re.compile(r"\D+")
_NUMBER = re.compile(r"[\d\s()+\-]*\d[\d\s()+\-]*")


def haystack(names: Iterable[str], points: Iterable[Mapping[str, Any]], identifiers: Iterable[str]) -> str:
    """The text that is searched: words of names with their sounds, contact points, identifiers."""
    found: dict[str, None] = {}
    for name in names:
        if name:
            found.update(dict.fromkeys(_of_name(name)))
    for point in points:
        found.update(dict.fromkeys(_of_point(point)))
    for identifier in identifiers:
        if identifier:
            found[digits(identifier).lower()] = None
    return f"{_GAP}{_GAP.join(found)}{_GAP}" if found else ""


@lru_cache(maxsize=65_536)
def _of_name(name: str) -> tuple[str, ...]:
    words = [word for word in _BREAK.split(key(name)) if word]
    joined = ["".join(words)] if len(words) == 2 else []
    return (*words, *joined, *(_SOUND + sound for word in (*words, *joined) if (sound := skeleton(word))))


def _of_point(point: Mapping[str, Any]) -> list[str]:
    if point["kind"] in {"mobile", "phone"}:
        number = national(point["key"] or point["value"])
        return [number] if number else []
    return [(point["key"] or key(point["value"])).replace(" ", "")]


def national(number: str) -> str:
    """The digits of a telephone number as Iranians dial them: "+98 912 …" begins with 0912."""
    plain = _NOT_DIGIT.sub("", digits(number))
    for prefix in ("0098", "98"):
        if plain.startswith(prefix) and len(plain) - len(prefix) == 10:
            return "0" + plain[len(prefix) :]
    return plain


def search_condition(record_type: str, text: str) -> Q:
    """The records in which every word of the text is found; all where it has none.

    Each word counts anywhere inside a word, names also by how they sound in either script.
    """
    terms = [_alternatives(word) for word in words(text)]
    if not terms:
        return Q()
    return _by_index(record_type, terms) if connection.vendor == "sqlite" else _by_trigrams(terms)


def words(text: str) -> list[str]:
    """What is asked for, word by word; a telephone number is one."""
    folded = digits(text).strip()
    if _NUMBER.fullmatch(folded):
        return [_begun(folded)]
    if "@" in folded:
        return [word.lower() for word in folded.split()]
    return [word for word in _BREAK.split(key(text)) if word]


def _begun(number: str) -> str:
    """The digits of a number that may not be typed to its end."""
    whole = national(number)
    return re.sub(r"^(?:00)?98(?=\d)", "", whole) if number[0] == "+" or whole.startswith("0098") else whole


def _alternatives(word: str) -> list[str]:
    """Texts of at least three letters of which one must be found."""
    literal = word if len(word) > 2 else (_GAP + word)[-3:] if len(word) == 2 else _GAP + word
    sound = "" if any(map(str.isdigit, word)) or "@" in word else skeleton(word)
    if len(sound) < 2:
        return [literal]
    return [literal, f"{_SOUND}{sound}" if len(sound) > 2 else f"{_SOUND}{sound} "]


def _by_index(record_type: str, terms: list[list[str]]) -> Q:
    table = f"people_{record_type}_search"
    asked = " AND ".join(f"({' OR '.join(map(_quoted, texts))})" for texts in terms)
    return Q(pk__in=RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [asked]))  # noqa: S608, S611 - our name


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _by_trigrams(terms: list[list[str]]) -> Q:
    condition = Q()
    for texts in terms:
        one = Q()
        for text in texts:
            one |= Q(search__contains=text)
        condition &= one
    return condition
