"""A person's name as it is usually written in Latin letters: from the list of known names, else by `spelling`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from zolal.engine.persian.letters import ZWNJ, store
from zolal.engine.persian.names import joined_key
from zolal.engine.persian.spelling import learnt
from zolal.engine.persian.transliteration import LETTERS

LIKELY = 0.15
"""Spellings that are less likely, against the likeliest one, nobody is shown."""
LISTED = log(2)
"""A spelling that is listed counts as twice as likely."""
LONGEST = 40
"""Longer words are no names."""
REMEMBERED = 4096

_ENDINGS = {
    "زاده": "zadeh", "نژاد": "nejad", "دوست": "doust", "پناه": "panah", "خانی": "khani", "منش": "manesh", "پور": "pour",
    "نیا": "nia", "وند": "vand", "یان": "ian", "فر": "far", "ی": "i",
}  # fmt: skip
"""What makes a family name of a given name; the longer ones first."""
_VOWELS = "aeiou"
_TITLES = {"سید": "seyed", "سیده": "seyedeh", "سادات": "sadat"}
_LOG_LIKELY = log(LIKELY)
_LETTERS = frozenset(LETTERS)
_STEM = 3


def latin_spellings(name: str, most: int = 3) -> tuple[str, ...]:
    """The usual spellings of a given name, a family name or both, the most usual one first.

    Empty where nothing is to be told: of a name that is not in Persian letters alone. What no list knows is a proposal,
    for Persian writes no short vowels: `latin_spellings("محمد رضایی") == ("Mohammad Rezayi", …)`.
    """
    words = [_word(word) for word in store(name).split(" ")]
    if not all(words):
        return ()
    usual = [spellings[0] for spellings in words]
    found = [" ".join(usual)]
    for place, spellings in enumerate(words):
        found += [" ".join((*usual[:place], other, *usual[place + 1 :])) for other in spellings[1:]]
    return tuple(found[:most])


@lru_cache(maxsize=REMEMBERED)
def _word(word: str) -> tuple[str, ...]:
    """Of one word; a half-space in it is nothing between the letters, as in Alireza."""
    name = joined_key(word)
    if not name or len(name) > LONGEST or not _LETTERS.issuperset(name):
        return ()
    if name not in _listed() and ZWNJ in word and len(parts := [_word(part) for part in word.split(ZWNJ)]) > 1:
        return ("".join(part[0] for part in parts).capitalize(),) if all(parts) else ()
    return tuple(spelling.capitalize() for spelling in _spellings(name, word))


def _spellings(name: str, written: str) -> tuple[str, ...]:
    if alone := _TITLES.get(name) or (len(name) > 1 and _ENDINGS.get(name)):
        return (alone,)
    known = _listed().get(name, ())
    for ending, spelled in _ENDINGS.items() if not known else ():
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= _STEM:
            of_stem = _listed().get(stem) or (likely(stem) if len(ending) >= _STEM else ())
            if of_stem and not (len(ending) == 1 and of_stem[0][-1] in _VOWELS):
                return (of_stem[0] + spelled,)
    letters = written.replace(ZWNJ, "").replace("-", "")
    opened = {place for place, letter in enumerate(letters) if letter == "آ"} if len(letters) == len(name) else set()
    return _in_order(name, known, likely(name, frozenset(opened)))


def _in_order(name: str, known: Sequence[str], proposed: Sequence[str]) -> tuple[str, ...]:
    """The likeliest first, and each once. The list's own oddities (maesume, sadyaghe) come behind what is usual."""
    if not known:
        return tuple(proposed)
    every = tuple(dict.fromkeys((*known, *proposed)))
    chance = dict(zip(every, learnt().log_likelihood(name, every).tolist(), strict=True))
    return tuple(sorted(every, key=lambda one: -chance[one] - LISTED * (one in known)))


def likely(name: str, opened: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """What a name is most likely spelled, as `joined_key` gives it; `opened` are the places of an آ."""
    found = learnt().best(name, opened=opened)
    return tuple(spelling for spelling, chance in found if spelling and chance >= found[0][1] + _LOG_LIKELY)


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    text = (files("zolal.engine.persian") / "data" / "latin_names.csv").read_text("utf-8")
    rows = (line.split(",") for line in text.splitlines()[1:])
    return {name: tuple(spellings.split(" ")) for name, spellings in rows}
