"""What a column's header says about its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from zolal.engine.fields.kind import Kind
from zolal.engine.persian.letters import ZWNJ, key

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS = re.compile(r"[^\W\d_]+")
# Shorter words are found in too many others to tell anything without a border beside them.
_LONG_ENOUGH = 4
_KNOWN = 0.99
_WHOLE_NAME = 0.95
_AND = frozenset({"و", "and"})
# Known headers that say nothing any more beside other words: «شماره» is a phone, «شماره فاکتور» is none.
_TOO_GENERAL = frozenset((word,) for word in "شماره number no first last value text card row ref reference".split())

Words = tuple[str, ...]


@lru_cache(maxsize=4096)
def header_words(header: str) -> Words:
    """The words of a header in `key` form, without digits and signs: Mobile_1 → mobile, birthDate → birth date."""
    return tuple(_LETTERS.findall(key(_CAMEL.sub(" ", header.replace(ZWNJ, " ")))))


def announced(header: str, kinds: Iterable[Kind]) -> Mapping[str, float]:
    """How strongly a header announces each kind, 0..1; kinds it does not announce are left out.

    1 for the name of a kind, 0.99 for a known header, however its words are joined. About 0.5 to 0.9 when a known one
    stands in it: more for more words, and for the head (the first word in Persian, the last in English: «تلفن مشتری»
    and "buyer phone" are phones). About 0.5 when the joined header only begins or ends with it ("mobileno").
    """
    words = header_words(header)
    if not words:
        return {}
    known = {kind.name: [header_words(text) for text in (kind.name, *kind.headers)] for kind in kinds}
    strengths = {kind: max(_strength(words, header) for header in headers) for kind, headers in known.items()}
    strengths |= {kind: 1.0 for kind in known if header_words(kind) == words}
    if strengths.get("name", 1) < _WHOLE_NAME and _is_whole_name(words, known):
        strengths["name"] = _WHOLE_NAME
    return {kind: strength for kind, strength in strengths.items() if strength}


def _is_whole_name(words: Words, known: Mapping[str, Sequence[Words]]) -> bool:
    """Whether the header asks for a given name and then a family name: «نام و فامیل», "first and surname"."""
    given = {*known["name"], *known.get("first_name", ()), ("first",), ("given",)}
    for family in known.get("last_name", ()):
        before = tuple(word for word in words[: -len(family)] if word not in _AND)
        if words[-len(family) :] == family and before in given:
            return True
    return False


def _strength(words: Words, known: Words) -> float:
    joined, known_joined = "".join(words), "".join(known)
    if joined == known_joined:
        return _KNOWN
    if known in _TOO_GENERAL:
        return 0.0
    coverage = len(known_joined) / len(joined)
    places = [start for start in range(len(words) - len(known) + 1) if words[start : start + len(known)] == known]
    if places and known:
        is_head = places[-1] + len(known) == len(words) if joined.isascii() else places[0] == 0
        return 0.4 + 0.1 * min(len(known), 3) + 0.2 * is_head + 0.05 * coverage
    if len(known_joined) >= _LONG_ENOUGH and (joined.startswith(known_joined) or joined.endswith(known_joined)):
        return 0.45 + 0.1 * coverage
    return 0.0
