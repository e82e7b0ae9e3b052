"""One order of names for every database: text as digits, which each collation compares alike."""

from __future__ import annotations

from functools import lru_cache

from zolal.engine.persian.letters import digits, store

LONGEST = 400

_PERSIAN = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_LIKE = str.maketrans({**dict.fromkeys("أإٱ", "ا"), "ؤ": "و", "ئ": "ی", "ة": "ه"})
_CODES = {
    **{str(number): str(11 + number) for number in range(10)},
    **{letter: str(30 + place) for place, letter in enumerate(_PERSIAN)},
    **{chr(ord("a") + place): str(70 + place) for place in range(26)},
}


def sort_key(text: str) -> str:
    """Two digits a letter: spaces first, then digits, Persian letters in their order, Latin ones, other scripts."""
    return "10".join(map(_word, store(text).split(" ")))[:LONGEST]


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    folded = digits(word.translate(_LIKE)).casefold()
    return "".join(_CODES.get(letter) or _other(letter) for letter in folded)


def _other(letter: str) -> str:
    """Signs and half-spaces do not sort; letters of other scripts do, after those we know."""
    return f"99{ord(letter):07d}" if letter.isalpha() else ""
