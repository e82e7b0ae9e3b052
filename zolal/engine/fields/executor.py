"""The two ways to run a kind's rule: on one cell and on a whole column. Both give the same answers."""

from __future__ import annotations

import polars as pl

from zolal.engine.fields.distinct import coded
from zolal.engine.fields.guard import unguard, unguarded
from zolal.engine.fields.kind import EMPTY, NO_CONTEXT, Context, Kind, Parsed
from zolal.engine.fields.missing import MISSING, PLACEHOLDER, is_missing
from zolal.engine.fields.several import combine
from zolal.engine.records import SEPARATOR

_SELDOM_REPEATED = 0.5
_PARTS = ("value", "key", "code", "proposal")


def parse_cell(kind: Kind, text: str, context: Context = NO_CONTEXT) -> Parsed:
    """Read one raw cell: guarding quote off, blanks and placeholders aside, values joined by `SEPARATOR` one by one."""
    return _parse(kind, unguard(text), context)


def parse_column(kind: Kind, cells: pl.Series, context: Context = NO_CONTEXT) -> pl.DataFrame:
    """Read a column of raw cells: the String columns value, key, code and proposal, a row per cell, in order, no nulls.

    The common shapes go through `kind.fast`, every other distinct text once through `parse_cell`; where texts come
    again and again, only the distinct ones are read at all.
    """
    read = unguarded(cells.cast(pl.String).fill_null("")).alias("cell")
    if read.to_frame().select(pl.all().approx_n_unique()).item() > len(read) * _SELDOM_REPEATED:
        return _answers(kind, read, context)
    numbers, distinct = coded(read)
    return _answers(kind, distinct, context)[numbers]


def _answers(kind: Kind, cells: pl.Series, context: Context) -> pl.DataFrame:
    frame = _fast(kind, cells.to_frame(), context)
    rest = frame.filter(pl.col("code").is_null()).get_column("cell").unique()
    if not len(rest):
        return frame.select(_PARTS)
    slow = frame.join(_lookup(kind, rest, context), on="cell", how="left", maintain_order="left", suffix=" slow")
    return slow.select(pl.coalesce(part, f"{part} slow").alias(part) for part in _PARTS)


def _fast(kind: Kind, frame: pl.DataFrame, context: Context) -> pl.DataFrame:
    if kind.fast is None:
        return frame.with_columns(pl.lit(None, pl.String).alias(part) for part in _PARTS)
    # Only a lazy frame computes the parts that the answer's expressions share once.
    return frame.lazy().select("cell", kind.fast(pl.col("cell"), context).alias("answer")).unnest("answer").collect()


def _lookup(kind: Kind, cells: pl.Series, context: Context) -> pl.DataFrame:
    answers = [_parse(kind, cell, context) for cell in cells]
    columns = {part: pl.Series([getattr(answer, part) for answer in answers], dtype=pl.String) for part in _PARTS}
    return pl.DataFrame({"cell": cells, **columns})


def _parse(kind: Kind, text: str, context: Context) -> Parsed:
    if not text or text.isspace():
        return EMPTY
    if is_missing(text, code="code" in kind.tags, zeros="words" in kind.tags):
        return MISSING
    if SEPARATOR not in text:
        return kind.parse(text, context)
    severities = {rule.code: rule.severity for rule in (*kind.rules, PLACEHOLDER)}
    return combine([_parse(kind, part, context) for part in text.split(SEPARATOR)], severities)
