"""The national ID of a person (کد ملی): ten digits, the last a check digit."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from zolal.engine.fields.coded import all_same, compact, is_digits
from zolal.engine.fields.expressions import as_struct, ascii_digits, valid_parts
from zolal.engine.fields.kind import NO_CONTEXT, Context, Kind, Parsed
from zolal.engine.fields.sample import beyond_chance, share
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "national_id_invalid",
    "error",
    "value",
    N_("Not a national ID: ten digits whose check digit is right were expected; compare it with the card."),
)
FORM = Rule(
    "national_id_form",
    "info",
    "format",
    N_("The national ID is right but was in another form (zeros lost, dashes); it was brought into normal form."),
)
_SHAPE = re.compile("[0-9]{8,10}")


def is_valid_national_id(digits: str) -> bool:
    """Whether ten ASCII digits, not all the same, are a national ID.

    Σ d[i]·(10−i) over the first nine, mod 11, gives the tenth: itself below 2, else 11 minus it.
    A filter for typing errors, no proof of identity.
    """
    if len(digits) != 10 or not is_digits(digits) or all_same(digits):
        return False
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The padded ten digits; an ID that fails the check is still compared by its digits as read."""
    read = compact(text)
    padded = read.zfill(10) if _SHAPE.fullmatch(read) else ""
    if is_valid_national_id(padded):
        same = padded == text
        return Parsed(padded, padded, "" if same else FORM.code, "" if same else padded)
    return Parsed(key=read if is_digits(read) and not all_same(read) else "", code=INVALID.code)


def fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """Eight to ten plain digits, right or wrong."""
    parts = dict.fromkeys(("value", "key", "code", "proposal"), pl.String)
    return cells.map_batches(_judged, return_dtype=pl.Struct(parts), is_elementwise=True)


def _judged(cells: pl.Series) -> pl.Series:
    frame = cells.alias("cell").to_frame().with_columns(read=ascii_digits(pl.col("cell")))
    shape = pl.col("read").str.contains("^[0-9]{8,10}$")
    frame = frame.with_columns(padded=pl.when(shape).then(pl.col("read").str.zfill(10)))
    frame = frame.with_columns(number=pl.col("padded").cast(pl.Int64))
    number = pl.col("number")
    frame = frame.with_columns(
        rest=pl.sum_horizontal((number // 10**place % 10) * (place + 1) for place in range(1, 10)) % 11,
        # The same digit over and over is left to `parse`, with some numbers that have the bad luck to be its multiples.
        ready=pl.all_horizontal(number % int("1" * length) != 0 for length in (8, 9, 10)),
    )
    check = pl.when(pl.col("rest") < 2).then(pl.col("rest")).otherwise(11 - pl.col("rest"))
    frame = frame.with_columns(right=pl.when("ready").then(number % 10 == check))
    valid = valid_parts(pl.col("cell"), pl.col("padded"), pl.col("padded"), FORM.code)
    wrong = {"value": pl.lit(""), "key": pl.col("read"), "code": pl.lit(INVALID.code), "proposal": pl.lit("")}
    answer: dict[str, pl.Expr] = {
        part: pl.when("right").then(valid[part]).when(~pl.col("right")).then(wrong[part]) for part in valid
    }
    return frame.select(answer=as_struct(answer)).to_series()


def recognise(cells: Sequence[str]) -> float:
    """The share of right check digits, beyond the one in eleven that chance gives."""
    return beyond_chance(share(cells, lambda cell: parse(cell, NO_CONTEXT).value), 1 / 11)


NATIONAL_ID = Kind(
    name="national_id",
    label=N_("National ID"),
    headers=tuple(
        "کد ملی|کدملی|شماره ملی|کد ملی مشتری|شماره کارت ملی|کد شناسایی ملی|national id|national code|"
        "national no|national number|national identity number|national id number|nid|nationalid|codemelli|"
        "code melli|meli code|melli code".split("|")
    ),
    examples=(("۰۴۹۹۳۷۰۸۹۹", "0499370899"), ("499370899", "0499370899"), ("049-937089-9", "0499370899")),
    parse=parse,
    rules=(FORM, INVALID),
    recognise=recognise,
    fast=fast,
    tags=frozenset({"code"}),
)
