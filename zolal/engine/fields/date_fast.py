"""Plainly written dates of a whole column at once."""

from __future__ import annotations

from functools import partial

import polars as pl

from zolal.engine.fields.kind import Context
from zolal.engine.persian.calendar import FIRST_YEAR, LAST_YEAR, nowruz

_PLAIN = r"^[0-9]{4}(?:/[0-9]{2}/|-[0-9]{2}-|[0-9]{2})[0-9]{2}$"
_PARSED = pl.Struct(dict.fromkeys(("value", "key", "code", "proposal"), pl.String))
_UNIX_EPOCH = 719_163  # ordinal of 1970-01-01
_JALALI = pl.col("year").is_between(FIRST_YEAR, LAST_YEAR)


def fast(cells: pl.Expr, context: Context, *, years: tuple[int, int]) -> pl.Expr:
    """`Kind.fast` of dates: year, month, day in plain digits, of the column's own calendar; null for all else."""
    # One expression would compute the numbers anew in each of its branches: a column at a time they are computed once.
    return cells.map_batches(partial(_parse, context=context, years=years), return_dtype=_PARSED)


def _parse(cells: pl.Series, *, context: Context, years: tuple[int, int]) -> pl.Series:
    plain = pl.when(pl.col("cell").str.contains(_PLAIN)).then(pl.col("cell").str.replace_all("[/-]", ""))
    dates = (
        cells.alias("cell")
        .to_frame()
        .select(digits=plain)
        .with_columns(
            year=pl.col("digits").str.slice(0, 4).cast(pl.Int32),
            month=pl.col("digits").str.slice(4, 2).cast(pl.Int32),
            day=pl.col("digits").str.slice(6, 2).cast(pl.Int32),
        )
    )
    value = dates.select(_date(context.calendar).alias("date")).select(
        _within(context, years).dt.to_string("%Y-%m-%d").alias("value")
    )
    return (
        value.select(
            pl.when(pl.col("value").is_not_null()).then(
                pl.struct(
                    "value",
                    key=pl.col("value").str.replace_all("-", "", literal=True),
                    code=pl.lit(""),
                    proposal=pl.lit(""),
                )
            )
        )
        .to_series()
        .alias(cells.name)
    )


def _within(context: Context, years: tuple[int, int]) -> pl.Expr:
    day = pl.col("date")
    return day if context.calendar == "historical" else pl.when(day.dt.year().is_between(*years)).then(day)


def _date(calendar: str) -> pl.Expr:
    """The date, null where the year is of the other calendar or the day is in none."""
    gregorian = pl.col("digits").str.to_date("%Y%m%d", strict=False)
    match calendar:
        case "":
            return pl.when(_JALALI).then(_from_jalali()).otherwise(gregorian)
        case "jalali":
            return pl.when(_JALALI).then(_from_jalali())
        case "historical":
            return gregorian
    return pl.when(~_JALALI).then(gregorian)


def _from_jalali() -> pl.Expr:
    """`calendar.from_jalali` over columns: the first day of each year looked up, months of 31 days up to the sixth."""
    year, month, day = pl.col("year"), pl.col("month"), pl.col("day")
    first = pl.Series([nowruz(n) for n in range(FIRST_YEAR, LAST_YEAR + 2)], dtype=pl.Int32)
    index = (year - FIRST_YEAR).clip(0, LAST_YEAR - FIRST_YEAR)
    start, following = pl.lit(first).gather(index), pl.lit(first).gather(index + 1)
    ordinal = start + 31 * (month - 1) - (month - 7).clip(lower_bound=0) + day - 1
    fits = (
        month.is_between(1, 12)
        & (day >= 1)
        & (day <= pl.when(month <= 6).then(31).otherwise(30))
        & (ordinal < following)
    )
    return pl.when(fits).then((ordinal - _UNIX_EPOCH).cast(pl.Date))
