"""What a field knows of itself whose value stands in `own`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

Text = str | Promise

PREFIX = "own:"
"""Before the key, in the name of the field and of its fact alike."""


class TwoTongues:
    """A text that an administrator wrote in Persian, in English or in both; it is read in the reader's language."""

    __slots__ = ("en", "fa")

    def __init__(self, fa: str, en: str) -> None:
        self.fa, self.en = fa, en

    def __str__(self) -> str:
        first, second = (self.en, self.fa) if get_language() == "en" else (self.fa, self.en)
        return first or second

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TwoTongues) and (self.fa, self.en) == (other.fa, other.en)

    def __hash__(self) -> int:
        return hash((self.fa, self.en))

    def __bool__(self) -> bool:
        return bool(self.fa or self.en)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers; `words` are further ways in which files write it."""

    value: str
    label: Any
    colour: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """Shown where another field has one of the values; where it is filled, if none is named."""

    field: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """`key` is under which the value stands; `uid` of the row that defines it, "" where it comes with Zolal.

    `least` and `most` are ends of a range as the engine's rules write them, `shortest` and `longest` lengths of a text,
    0: none. What breaks a check is refused; where not `refuses`, it is let in and becomes an issue.
    """

    key: str
    uid: str = ""
    choices: tuple[Choice, ...] = ()
    help: Any = ""
    default: str = ""
    when: When | None = None
    required: bool = False
    refuses: bool = True
    unique: bool = False
    least: str = ""
    most: str = ""
    shortest: int = 0
    longest: int = 0
    pattern: str = ""
    target: str = ""
    headers: tuple[str, ...] = ()
