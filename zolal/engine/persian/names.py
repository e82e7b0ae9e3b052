"""Personal names: titles, Seyed/Sadat, given names, and where a full name splits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zolal.engine.persian.letters import key, store

TITLES = frozenset(
    "آقای آقا خانم خانوم دکتر مهندس حاج حاجی حاجیه جناب سرکار استاد مرحوم مرحومه دوشیزه بانو کربلایی مشهدی "
    "mr mrs ms miss dr eng prof sir engineer doctor".split()
)
"""Words before a name that are no part of it, in `key` form or as written."""

_TITLE_KEYS = frozenset(key(title) for title in TITLES)
_SEYED_WORDS = frozenset(
    "سید سیده السادات سادات seyed sayed sayyed seyyed seyedeh seyyedeh sayedeh sadat seyyid".split()
)
_SEYED_PREFIXES = ("سیده", "سید", "seyed", "sayyed", "seyyed")
_SURNAME_ENDINGS = frozenset(
    "زاده پور نیا نژاد خانی فر وند دوست پناه یان منش پرست "
    "zadeh zade pour poor nia nejad nezhad khani far vand doost panah".split()
)

_SADAT = ("سادات", "sadat")
_PUNCTUATION = str.maketrans("-.,،", "    ")
_SURNAME_OPENINGS = frozenset(("پور", "pour", "poor"))


_AFFIXED = "|".join((*(f"{prefix}[^ ]*" for prefix in _SEYED_PREFIXES), *(f"[^ ]*{ending}" for ending in _SADAT)))
TITLED = rf"(?:^| )(?:{'|'.join(sorted(_TITLE_KEYS | _SEYED_WORDS))}|{_AFFIXED})(?: |$)"
"""A pattern of the names, in `key` form, in which `bare` may find a title, Seyed or Sadat."""


@dataclass(frozen=True, slots=True)
class GivenName:
    """`gender` is "male", "female" or "" for both; `share` is the percentage of people who bear the name."""

    gender: str
    share: float


@cache
def given_names() -> dict[str, GivenName]:
    """Known Persian given names by their `joined_key`, the form in which the file holds them."""
    text = (files("zolal.engine.persian") / "data" / "given_names.csv").read_text("utf-8")
    gender = {"m": "male", "f": "female", "": ""}
    rows = (line.split(",") for line in text.splitlines()[1:])
    return {name: GivenName(gender[letter], float(share)) for name, letter, share in rows}


def joined_key(text: str) -> str:
    """The `key` of a name with nothing between its parts: علی رضا, علی‌رضا and علیرضا are one."""
    return key(text).replace(" ", "").replace("-", "").replace(".", "")


def is_given_name(text: str) -> bool:
    """Whether this is a known Persian given name, however its parts are spaced."""
    return joined_key(text) in given_names()


def gender_of(text: str) -> str:
    """ "male", "female", or "" when the given name is unknown or borne by both."""
    name = given_names().get(joined_key(bare(text)))
    return name.gender if name else ""


def untitled(text: str) -> str:
    """The name as shown, without the titles before it: «آقای دکتر علی» → «علی». A name that is only a title stays."""
    words = store(text).split(" ")
    titles = len(words) - len(_untitled([key(word).strip(".") for word in words]))
    return " ".join(words[titles:])


def is_seyed(text: str) -> bool:
    """Whether the name carries Seyed or Sadat, in either script, as a word or joined to the name."""
    return bare(text) != " ".join(_untitled(_words(text)))


def bare(text: str) -> str:
    """The name's words in `key` form without titles, Seyed and Sadat: what matching compares."""
    words = _untitled(_words(text))
    while True:
        kept = [word for word in map(_unseyed, words) if word and word not in _SEYED_WORDS]
        if not kept or (shorter := _untitled(kept)) == words:
            return " ".join(kept or words)
        words = shorter


def split(text: str) -> tuple[str, str]:
    """A full name, bare, as (given, family): the longest known given name that leaves a family name.

    A family name written first is turned round when the word at the end is a common given name and the first is none.
    One word is a family name unless it is a common given name.
    """
    words = _attach_endings(bare(text).split(" "))
    if len(words) == 1:
        return (words[0], "") if _share(words) else ("", words[0])
    if not _share(words[:1]) and not _share(words[:2]):
        for size in (2, 1):
            if len(words) > size and _share(words[-size:]):
                return " ".join(words[-size:]), " ".join(words[:-size])
    for size in range(min(3, len(words) - 1), 0, -1):
        if "".join(words[:size]) in given_names():
            return " ".join(words[:size]), " ".join(words[size:])
    return words[0], " ".join(words[1:])


def split_as_written(text: str) -> tuple[str, str] | None:
    """A full name as shown, in its given and its family part, when it begins with a common given name."""
    words = untitled(text).split(" ")
    given, family = split(text)
    if not family or not _share(given.split(" ")):
        return None
    for size in range(1, len(words)):
        if joined_key(bare(" ".join(words[:size]))) == joined_key(given):
            return " ".join(words[:size]), " ".join(words[size:])
    return None


def _share(words: list[str]) -> float:
    name = given_names().get("".join(words))
    return name.share if name else 0.0


def _words(text: str) -> list[str]:
    return key(text.translate(_PUNCTUATION)).split(" ")


def _untitled(words: list[str]) -> list[str]:
    """Words in `key` form without the titles before the last of them."""
    start = 0
    while start < len(words) - 1 and words[start] in _TITLE_KEYS:
        start += 1
    return words[start:]


def _unseyed(word: str) -> str:
    if not word.startswith(_SEYED_PREFIXES) and not word.endswith(_SADAT):
        return word
    for affix in (*_SEYED_PREFIXES, *_SADAT):
        rest = word.removesuffix(affix) if affix in _SADAT else word.removeprefix(affix)
        if rest != word and len(rest) > 2 and (rest.isascii() or rest in given_names()):
            return rest
    return word


def _attach_endings(words: list[str]) -> list[str]:
    """«حسین زاده» is one word of a family name, not a given name and a family name; «علی پور محمدی» begins with Ali."""
    joined: list[str] = []
    for place, word in enumerate(words):
        opens_family = place == 1 and place < len(words) - 1 and word in _SURNAME_OPENINGS
        if joined and word in _SURNAME_ENDINGS and not opens_family:
            joined[-1] += word
        else:
            joined.append(word)
    return joined
