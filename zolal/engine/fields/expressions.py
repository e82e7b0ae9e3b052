"""Column expressions shared by the fast paths of several kinds."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from zolal.engine.persian.letters import DIGITS


def ascii_digits(cells: pl.Expr) -> pl.Expr:
    """`letters.digits` for a whole column."""
    return cells.str.replace_many(list(DIGITS), list(DIGITS.values()))


def valid_parts(cells: pl.Expr, value: pl.Expr, key: pl.Expr, code: str) -> dict[str, pl.Expr]:
    """The parts of `Parsed` where `value` is valid; null where it is null.

    `code` comes with the value as proposal where the cell is written in another form.
    """
    same = cells == value
    return {"value": value, "key": key, "code": unless(same, pl.lit(code)), "proposal": unless(same, value)}


def as_struct(parts: Mapping[str, pl.Expr]) -> pl.Expr:
    """The parts of `Parsed` as the struct that a fast path answers with."""
    return pl.struct([part.alias(name) for name, part in parts.items()])


def unless(condition: pl.Expr, expression: pl.Expr) -> pl.Expr:
    """ "" where the condition holds, the expression where it does not, null where the condition is null."""
    return pl.when(condition).then(pl.lit("")).when(~condition).then(expression)
