"""What the search looks through, and how it asks: words by their key, names also by their sound, numbers by digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from zolal.core import ledger
from zolal.engine.persian.letters import digits, key
from zolal.engine.persian.romanise import skeleton
from zolal.people.sorting import sort_key

# Two spaces before each word, so that even one or two letters at its beginning make the three an index needs.
_GAP = "  "
_SOUND = "~"
_SHORT = 2
_LONGEST_TEXT = 300
_BREAK = re.compile(r"[\s\-_.,;:،؛/()\[\]«»\"']+")
_NOT_DIGIT = re.compile(r"\D+")
_NUMBER = re.compile(r"[\d\s()+\-]*\d[\d\s()+\-]*")


class Literal(str):
    """A text that must stand there letter by letter: how it sounds does not count."""

    __slots__ = ()


def haystack(
    names: Iterable[str],
    points: Iterable[Mapping[str, Any]],
    identifiers: Iterable[str],
    texts: Iterable[str] = (),
) -> str:
    """The text that is searched: words of names with their sounds, contact points, identifiers, words of texts."""
    found: dict[str, None] = {}
    for name in names:
        if name:
            found.update(dict.fromkeys(_of_name(name)))
    for point in points:
        found.update(dict.fromkeys(_of_point(point)))
    for identifier in identifiers:
        if identifier:
            found[digits(identifier).lower()] = None
    for text in texts:
        found.update(dict.fromkeys(word for word in _BREAK.split(key(text)[:_LONGEST_TEXT]) if word))
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


def search_condition(record_type: str, text: str, *, row_by_row: bool = False) -> Q:
    """The records in which every word of the text is found; all where it has none.

    Each word counts anywhere inside a word, names also by how they sound in either script. One or two letters alone
    are the beginning of the name: they stand inside nearly every one. `row_by_row` is for the few rows that something
    else has found; it asks no index.
    """
    terms = _terms(text)
    if not terms:
        return Q()
    if begun := beginning(text):
        return begun
    return _by_index(record_type, terms) if connection.vendor == "sqlite" and not row_by_row else _by_trigrams(terms)


def hit_ids(record_type: str, text: str) -> RawSQL | None:
    """The ids of all records in which a text stands, as a subquery; None where no index of ids answers that."""
    terms = _terms(text)
    if connection.vendor != "sqlite" or not terms or beginning(text):
        return None
    return RawSQL(*_match(record_type, terms))  # noqa: S611 - our name


def among_hits(rows: QuerySet[Any], record_type: str, text: str) -> QuerySet[Any]:
    """The rows in which a text stands, one hit after the other: whoever wants a few need not wait for all."""
    table = _index_of(record_type)
    _statement, parameters = _match(record_type, _terms(text))
    joined = f"{table}.rowid = {table.removesuffix('_search')}.id"
    return rows.extra(tables=[table], where=[f"{table} MATCH %s", joined], params=parameters)  # noqa: S610 - our names


def hits(record_type: str, text: str, limit: int) -> int | None:
    """In how many records of whatever state a text stands, counted up to a limit; None where that is not cheap."""
    terms = _terms(text)
    if connection.vendor != "sqlite" or not terms or beginning(text):
        return None
    statement, parameters = _match(record_type, terms)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({statement} LIMIT %s)", [*parameters, limit])  # noqa: S608 - our name
        return int(cursor.fetchone()[0])


def beginning(text: str) -> Q | None:
    """The names that begin with one or two letters, as a range of the order by name; None for any other text."""
    asked = words(text)
    if len(asked) != 1 or len(asked[0]) > _SHORT or not asked[0].isalpha():
        return None
    first = sort_key(asked[0])
    if not first:
        return None
    after = str(int(first) + 1)
    return Q(sort_key__gte=first, sort_key__lt=after) if len(after) == len(first) else Q(sort_key__gte=first)


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


def _terms(text: str) -> list[list[str]]:
    """What is looked for, word by word, each in one of several ways."""
    if isinstance(text, Literal):
        # Where a shorter word begins nobody knows: inside others it is no help.
        return [[word] for word in words(text) if len(word) > _SHORT]
    return [_alternatives(word) for word in words(text)]


def _alternatives(word: str) -> list[str]:
    """Texts of at least three letters of which one must be found."""
    literal = word if len(word) > 2 else (_GAP + word)[-3:] if len(word) == 2 else _GAP + word
    sound = "" if any(map(str.isdigit, word)) or "@" in word else skeleton(word)
    if len(sound) < 2:
        return [literal]
    return [literal, f"{_SOUND}{sound}" if len(sound) > 2 else f"{_SOUND}{sound} "]


def _by_index(record_type: str, terms: list[list[str]]) -> Q:
    return Q(pk__in=RawSQL(*_match(record_type, terms)))  # noqa: S611 - our name


def _match(record_type: str, terms: list[list[str]]) -> tuple[str, list[str]]:
    table = _index_of(record_type)
    asked = " AND ".join(f"({' OR '.join(map(_quoted, texts))})" for texts in terms)
    return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [asked]  # noqa: S608 - our name


def _index_of(record_type: str) -> str:
    return f"{ledger.record_type(record_type).model._meta.db_table}_search"


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
