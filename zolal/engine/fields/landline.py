"""Fixed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.kind import Kind
from zolal.engine.fields.phone import LANDLINE_CELL, SHARED_RULES, fast_as, parse_as, share_of
from zolal.engine.fields.sample import share
from zolal.engine.persian.letters import digits
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "landline_invalid",
    "error",
    "value",
    N_("Not a landline: an area code and eight digits were expected, as in 02188881234."),
)
MOBILE = Rule(
    "landline_mobile",
    "warning",
    "value",
    N_("A mobile stands in the column of landlines; move it to the mobiles."),
)
_LOCAL_CELL = re.compile("[1-9][0-9]{3}[ -]?[0-9]{4}")


def recognise(cells: Sequence[str]) -> float:
    """The share of full numbers; those without an area code count less than half (dates have eight digits too)."""
    full = share_of(cells, LANDLINE_CELL)
    return full + 0.4 * share(cells, lambda cell: _LOCAL_CELL.fullmatch(digits(cell).strip()))


LANDLINE = Kind(
    name="landline",
    label=N_("Landline"),
    headers=tuple(
        "تلفن ثابت|شماره ثابت|ثابت|شماره تلفن ثابت|تلفن منزل|شماره منزل|تلفن محل کار|تلفن دفتر|تلفن شرکت|فکس|"
        "نمابر|دورنگار|landline|land line|landline number|home phone|home tel|work phone|work tel|office phone|"
        "office tel|business phone|company phone|fixed line|fixed phone|fax|fax number".split("|")
    ),
    examples=(
        ("021-8888 1234", "02188881234"),
        ("+98 21 88881234", "02188881234"),
        ("02188881234 ext. 12", "02188881234 داخلی 12"),
        ("02188881234-5", "02188881234"),
    ),
    parse=parse_as("landline", MOBILE, INVALID),
    rules=(*SHARED_RULES, INVALID, MOBILE),
    recognise=recognise,
    fast=fast_as("landline", MOBILE),
    tags=frozenset({"code"}),
)
