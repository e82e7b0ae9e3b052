"""Texts that a whole column of is read at once: words of plain letters, with spaces and half-spaces between them."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

import polars as pl

from zolal.engine.persian.letters import ZWNJ

LETTER = "a-zA-Zآأابپتثجچحخدذرزژسشصضطظعغفقکگلمنؤوهئیيك"
_MARK = "\u064b-\u0652"
_STORED = {"ي": "ی", "ك": "ک", "ـ": ""}
_FOLDED = {"آ": "ا", "أ": "ا", "ؤ": "و", "ئ": "ی", ZWNJ: "", **dict.fromkeys(map(chr, range(0x64B, 0x653)), "")}
# Several times as fast as `to_lowercase`, which asks for every Persian letter too.
LOWER = dict(zip(ascii_uppercase, ascii_lowercase, strict=True))


def is_plain(values: pl.Expr, signs: str = "") -> pl.Expr:
    """Whether what `stored` made is right: words of letters, each with one mark at most, and of `signs`.

    `signs` is what stands in a class of a pattern.
    """
    word = f"(?:[{LETTER}{signs}][{_MARK}]?)+"
    return values.str.contains(f"^{word}(?:[ {ZWNJ}]{word})*$")


def stored(cells: pl.Expr) -> pl.Expr:
    """`letters.store` of plain texts."""
    one_by_one = cells.str.replace_many(_STORED)
    return one_by_one.str.replace_all(" +", " ").str.strip_chars(" ")


def folded(values: pl.Expr) -> pl.Expr:
    """`letters.key` of plain texts that are `stored`."""
    return values.str.replace_many({**_FOLDED, **LOWER})
