"""What people are called: given names by registry share, surnames common, from a place, or built on a given name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate

from zolal.demo.dice import Dice


@dataclass(frozen=True, slots=True)
class Word:
    """A name as written in Persian and in Latin letters, "" where it is never written so.

    Latin forms of the names by which matching across scripts is measured are no part of the package.
    """

    fa: str
    latin: str


@dataclass(frozen=True, slots=True)
class FullName:
    """The true name of a person. `origin` is a second surname after a place (Word("", "") for most)."""

    given: Word
    surname: Word
    origin: Word
    male: bool
    seyed: bool


NOTHING = Word("", "")

# Ending of a surname in both scripts, and how often a surname built on a given name takes it.
ENDINGS = (
    ("ی", "i", 30),
    ("زاده", "zadeh", 9),
    ("پور", "pour", 8),
    ("نیا", "nia", 6),
    ("یان", "ian", 5),
    ("فر", "far", 4),
    ("نژاد", "nejad", 5),
    ("خانی", "khani", 3),
    ("دوست", "doost", 1),
    ("پناه", "panah", 1),
    ("وند", "vand", 1),
)
BASES = 160  # short names of men, the most frequent first, that surnames are built on


def rows_of(name: str) -> list[dict[str, str]]:
    """A table shipped beside this package."""
    text = (files("zolal.demo") / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@dataclass(frozen=True, slots=True)
class Urn:
    """Names to draw from, with the running sums of their weights."""

    words: Sequence[Word]
    cumulative: Sequence[int]

    def draw(self, dice: Dice) -> Word:
        return dice.weighted(self.words, self.cumulative)


def _urn(weighted: Sequence[tuple[Word, int]]) -> Urn:
    return Urn([word for word, _ in weighted], list(accumulate(weight for _, weight in weighted)))


@cache
def given_names(*, male: bool) -> Urn:
    """Given names of one gender."""
    letter = "m" if male else "f"
    rows = [row for row in rows_of("given_names.csv") if row["gender"] == letter]
    return _urn([(Word(row["name"], row["latin"]), int(row["weight"])) for row in rows])


@cache
def surnames() -> Urn:
    """Half of all people bear a listed surname, half one built on a given name (علی → علیزاده)."""
    listed = [(Word(row["name"], row["latin"]), int(row["weight"]) * 100) for row in rows_of("surnames.csv")]
    built = list(_built_surnames())
    share = sum(weight for _, weight in listed) / sum(weight for _, weight in built)
    return _urn(listed + [(word, max(1, int(weight * share))) for word, weight in built])


def _built_surnames() -> list[tuple[Word, int]]:
    built = []
    bases = [word for word in given_names(male=True).words if len(word.fa) <= 7 and " " not in word.fa]
    for rank, base in enumerate(bases[:BASES]):
        for fa, latin, weight in ENDINGS:
            if not (base.fa.endswith(("ی", "ا", "و")) and fa in {"ی", "یان"}):
                spelled = base.latin and base.latin + latin
                built.append((Word(base.fa + fa, spelled), weight * 10_000 // (rank + 4)))
    return built


@cache
def origins() -> Sequence[Word]:
    """Second surnames that tell where a family comes from."""
    return [word for word in surnames().words if word.fa in _ORIGINS]


_ORIGINS = frozenset("تهرانی اصفهانی شیرازی تبریزی کرمانی یزدی خراسانی کاشانی همدانی رشتی گیلانی اراکی دامغانی".split())


def draw_name(dice: Dice) -> FullName:
    """The name of one person."""
    male = dice.chance(0.55)
    return FullName(
        given=given_names(male=male).draw(dice),
        surname=surnames().draw(dice),
        origin=dice.pick(origins()) if dice.chance(0.06) else NOTHING,
        male=male,
        seyed=dice.chance(0.06),
    )
