"""Which columns of names hold given, family and whole names: only the columns beside them tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from zolal.engine.fields import KINDS
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import key
from zolal.engine.profile.headers import announced, header_words

Guess = tuple[str, float]
"""A kind and the confidence in it."""

_JUST_NAME = frozenset({("نام",), ("اسم",), ("name",), ("نام", "مشتری"), ("نام", "شخص"), ("customer", "name")})
_UNTOLD = frozenset({"text", "category", "first_name"})
_SHORT_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_NEARLY_ALL = 0.9


def told_apart(
    kinds: Mapping[str, Guess], samples: Mapping[str, Sequence[str]], chosen: Iterable[str]
) -> dict[str, Guess]:
    """The kinds by header, in the order of the columns, with the columns of names told apart.

    A column called just «نام» holds given names where family names have a column of their own, else whole names.
    Where no header tells, the short words beside a column of given names are family names. `chosen` are the kinds
    that a person gave to other columns.
    """
    plain = {header for header, (kind, _) in kinds.items() if kind in ("first_name", "name") and _is_just_name(header)}
    others = {*chosen, *(kind for header, (kind, _) in kinds.items() if header not in plain)}
    name = "first_name" if "last_name" in others and "first_name" not in others else "name"
    told = {header: (name if header in plain else kind, sure) for header, (kind, sure) in kinds.items()}
    return told if "last_name" in others else told | _family_names(told, samples)


def _is_just_name(header: str) -> bool:
    return header_words(header) in _JUST_NAME


def _family_names(kinds: Mapping[str, Guess], samples: Mapping[str, Sequence[str]]) -> dict[str, Guess]:
    for left, right in pairwise(kinds):
        kind, sure = kinds[left]
        untold = kinds[right][0] in _UNTOLD and not announced(right, KINDS.values())
        if kind == "first_name" and untold and share(samples[right], _is_short) > _NEARLY_ALL:
            return {right: ("last_name", round(sure / 2, 3))}
    return {}


def _is_short(cell: str) -> bool:
    return _SHORT_WORDS.fullmatch(key(cell)) is not None
