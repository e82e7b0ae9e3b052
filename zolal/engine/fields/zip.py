"""Postal codes of other countries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.fields.spreadsheet import drop_decimal
from zolal.engine.persian.letters import digits, store
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "zip_invalid",
    "error",
    "value",
    N_("Not a postal code: three to eight letters and digits were expected; ask the customer for it."),
)
FORM = Rule(
    "zip_form",
    "info",
    "format",
    N_("The postal code is right but was written in another form; it was brought into normal form."),
)
_SHAPE = re.compile("(?=.*[0-9])[A-Z0-9]{3,8}|[0-9]{9}")  # nine: the ZIP+4 of the United States
_GAPS = re.compile("[ -]")


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """Upper-case letters and digits, blank or dash inside kept; compared without them."""
    value = drop_decimal(digits(store(text)).lstrip("' ").upper())
    bare = _GAPS.sub("", value)
    if not _SHAPE.fullmatch(bare) or _GAPS.match(value) or _GAPS.match(value[::-1]):
        return Parsed(key=bare, code=INVALID.code)
    same = value == text
    return Parsed(value, bare, "" if same else FORM.code, "" if same else value)


def recognise(cells: Sequence[str]) -> float:
    """Never more than a hint: a house number or a year looks the same."""
    return 0.3 * share(cells, lambda cell: parse(cell, Context()).value)


ZIP = Kind(
    name="zip",
    label=N_("Postal code (other countries)"),
    headers=tuple(
        "zip|zip code|zipcode|postcode|post code|postal code|postalcode|plz|cap|cep|eircode|pincode".split("|")
    ),
    examples=(("sw1a 1aa", "SW1A 1AA"), ("4011.0", "4011")),
    parse=parse,
    rules=(FORM, INVALID),
    recognise=recognise,
    tags=frozenset({"code"}),
)
