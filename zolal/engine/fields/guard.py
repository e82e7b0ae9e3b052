"""The quote that keeps a spreadsheet from running a cell as a formula.

A cell that begins with = + - @ TAB or CR gets a quote in front, and so does one that begins with quotes before such
a character: taking one quote off always gives back the text that was there.
"""

from __future__ import annotations

import re

import polars as pl

_RISKY = r"^'*[=+\-@\t\r]"
_GUARDED = r"^'+[=+\-@\t\r]"
_risky = re.compile(_RISKY)
_guarded = re.compile(_GUARDED)


def guard(text: str) -> str:
    """The text as it is written into a CSV cell."""
    return f"'{text}" if _risky.match(text) else text


def unguard(text: str) -> str:
    """The text of a CSV cell without its guarding quote: `unguard(guard(x)) == x`."""
    return text[1:] if text[:1] == "'" and _guarded.match(text) else text


def guarded(cells: pl.Expr) -> pl.Expr:
    """`guard` for a whole column."""
    return pl.when(cells.str.contains(_RISKY)).then("'" + cells).otherwise(cells)


def unguarded(cells: pl.Series) -> pl.Series:
    """`unguard` for a whole column; costs next to nothing where no cell begins with a quote."""
    if not cells.str.starts_with("'").any():
        return cells
    mark = cells.str.contains(_GUARDED)
    return pl.select(pl.when(mark).then(cells.str.slice(1)).otherwise(cells)).to_series()
