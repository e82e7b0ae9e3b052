"""Numbers of a fixed length, written by people and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.sample import share
from zolal.engine.fields.spreadsheet import whole_number
from zolal.engine.persian.letters import digits, store

_PUNCTUATION = re.compile(r"[ \-‐‑–—−_./'`’‘\u200c]")


def compact(text: str) -> str:
    """ASCII digits and upper case, no punctuation; the digits of a float, or "" where a spreadsheet lost some."""
    folded = digits(store(text))
    whole = whole_number(folded.strip("'"))
    return _PUNCTUATION.sub("", folded).upper() if whole is None else whole


def share_of_numbers(cells: Sequence[str], length: int) -> float:
    """Which part of the cells is a number of that many digits."""
    return share(cells, lambda cell: is_digits(found := compact(cell)) and len(found) == length)


def is_digits(text: str) -> bool:
    """ASCII digits only, at least one."""
    return text.isascii() and text.isdigit()


def all_same(text: str) -> bool:
    """One character over and over."""
    return len(set(text)) == 1
