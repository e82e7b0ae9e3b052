"""The shapes of cells: what is left of a text when only the kinds of its characters count."""

from __future__ import annotations

import polars as pl

LONGEST = 60
"""Characters of a pattern that are kept; the tail of a long one says little."""

PERSIAN_LETTERS = (
    r"[\x{0610}-\x{061A}\x{0620}-\x{065F}\x{066E}-\x{06D3}\x{06D5}-\x{06EF}\x{06FA}-\x{06FF}"
    r"\x{FB50}-\x{FDFF}\x{FE70}-\x{FEFC}\x{200C}\x{200D}]+"
)
SHAPES = (
    ("[a-z]+", "a"),
    ("[A-Z]+", "A"),
    (PERSIAN_LETTERS, "ب"),
    ("[0-9]", "9"),
    ("[\u06f0-\u06f9]", "۹"),
    ("[\u0660-\u0669]", "٩"),
)


def shape(cells: pl.Expr) -> pl.Expr:
    """The pattern of every cell: a word is one letter of its script (`ب`, `a`, `A`), every digit is a nine.

    `09123456789` → `99999999999`, `علی رضایی` → `ب ب`, `a.karimi@mail.ir` → `a.a@a.a`, `۰۹۱۲` → `۹۹۹۹`.
    """
    for characters, mark in SHAPES:
        cells = cells.str.replace_all(characters, mark)
    return cells.str.slice(0, LONGEST)
