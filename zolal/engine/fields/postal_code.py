"""The postal code of Iran: ten digits, the first five without 0 and 2."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from zolal.engine.fields.coded import all_same, compact, is_digits
from zolal.engine.fields.expressions import as_struct, ascii_digits, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import beyond_chance, share
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "postal_code_invalid",
    "error",
    "value",
    N_("Not a postal code: ten digits were expected; ask the customer for it."),
)
DOUBTFUL = Rule(
    "postal_code_doubtful",
    "warning",
    "value",
    N_("A doubtful postal code: the first five digits are never 0 or 2; compare it with a letter or bill."),
)
FORM = Rule(
    "postal_code_form",
    "info",
    "format",
    N_("The postal code is right but was written in another form; it was brought into normal form."),
)
_USUAL = re.compile("[13-9]{5}[0-9]{5}")
_CHANCE = 0.8**5  # of random digits to be without 0 and 2 five times


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """Ten digits, which are doubted where they break the pattern; anything else is compared by its digits as read."""
    read = compact(text)
    if not is_digits(read) or len(read) != 10 or all_same(read):
        return Parsed(key=read if is_digits(read) and not all_same(read) else "", code=INVALID.code)
    proposal = "" if read == text else read
    if not _USUAL.fullmatch(read):
        return Parsed(read, read, DOUBTFUL.code, proposal)
    return Parsed(read, read, FORM.code if proposal else "", proposal)


def fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """Ten plain digits of the usual pattern."""
    read = ascii_digits(cells)
    usual = read.str.contains(f"^{_USUAL.pattern}$") & (read.cast(pl.Int64, strict=False) % 1_111_111_111 != 0)
    value = pl.when(usual).then(read)
    return as_struct(valid_parts(cells, value, value, FORM.code))


def recognise(cells: Sequence[str]) -> float:
    """The share of ten digits of the usual pattern, beyond what random digits give."""
    return 0.95 * beyond_chance(share(cells, lambda cell: _USUAL.fullmatch(compact(cell))), _CHANCE)


POSTAL_CODE = Kind(
    name="postal_code",
    label=N_("Postal code"),
    headers=tuple(
        "کد پستی|کدپستی|کد پستی ده رقمی|کد پستی 10 رقمی|پستی|postal code|postalcode|post code|zip|zip code|"
        "postcode".split("|")
    ),
    examples=(("۱۹۳۹۵-۴۶۹۱۱", "1939546911"), ("19395 46911", "1939546911")),
    parse=parse,
    rules=(FORM, DOUBTFUL, INVALID),
    recognise=recognise,
    fast=fast,
    tags=frozenset({"code"}),
)
