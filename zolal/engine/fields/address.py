"""Postal addresses, kept as written and compared by the words that tell."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from zolal.engine.fields.address_key import PLAIN_TEXT, address_key, address_keys, address_tokens, is_generic
from zolal.engine.fields.expressions import as_struct, valid_parts
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.text_form import TEXT_FORM, parse_text_by
from zolal.engine.records import N_

# What `letters.store` would mend in a text of plain letters, but for the two Arabic ones.
_ODD_SPACES = "^ |  | $"
# With a number in it, a text of plain letters stands for no missing address.
_NUMBER = "[0-9۰-۹]"
_NOTHING = "^[0۰., ]+$"


def _parse(raw: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    return parse_text_by(raw, address_key)


def _fast(cells: pl.Expr, context: Context) -> pl.Expr:  # noqa: ARG001 - the signature of every `Kind.fast`
    """Addresses of plain letters, digits and signs; Arabic ي and ك among them are mended."""
    is_plain = cells.str.contains(PLAIN_TEXT) & cells.str.contains(_NUMBER) & ~cells.str.contains(_ODD_SPACES)
    value = pl.when(is_plain & ~cells.str.contains(_NOTHING)).then(cells.str.replace_many(["ي", "ك"], ["ی", "ک"]))
    return as_struct(valid_parts(cells, value, value.map_batches(address_keys, return_dtype=pl.String), TEXT_FORM.code))


def _recognise(cells: Sequence[str]) -> float:
    """The share of cells of several words, one of which is a generic word of addresses."""
    return share(cells, _looks_like_address)


def _looks_like_address(cell: str) -> bool:
    words = address_tokens(cell)
    return len(words) > 1 and any(len(word) > 2 and is_generic(word) for word in words)


ADDRESS = Kind(
    name="address",
    label=N_("Address"),
    headers=tuple(
        "ادرس|نشانی|ادرس پستی|نشانی پستی|ادرس محل سکونت|ادرس محل کار|ادرس منزل|ادرس شرکت|ادرس مشتری|خیابان|"
        "محل|address|street|street address|street name|postal address|mailing address|home address|"
        "work address|addr|address line|shipping address|billing address".split("|")
    ),
    examples=(("خ. آزادي،  ک نرگس پ ۱۲", "خ. آزادی، ک نرگس پ ۱۲"), ("12  Main Street", "12 Main Street")),
    parse=_parse,
    rules=(TEXT_FORM,),
    recognise=_recognise,
    fast=_fast,
    tags=frozenset({"words"}),
)
