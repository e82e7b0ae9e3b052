"""Mobile numbers."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields.kind import Kind
from zolal.engine.fields.phone import MOBILE_CELL, SHARED_RULES, fast_as, parse_as, share_of
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "mobile_invalid",
    "error",
    "value",
    N_("Not a mobile number: 09 and nine more digits were expected; ask the customer for the number."),
)
LANDLINE = Rule(
    "mobile_landline",
    "warning",
    "value",
    N_("A landline stands in the column of mobiles; move it to the landlines or ask for a mobile."),
)


def recognise(cells: Sequence[str]) -> float:
    """The share of Iranian mobiles."""
    return share_of(cells, MOBILE_CELL)


MOBILE = Kind(
    name="mobile",
    label=N_("Mobile"),
    headers=tuple(
        "موبایل|شماره موبایل|همراه|شماره همراه|تلفن همراه|شماره تلفن همراه|گوشی|شماره گوشی|موبایل مشتری|"
        "موبایل اول|mobile|mobile number|mobile no|mobile phone|mobile phone number|cell|cell phone|cellphone|"
        "cell number|mob|gsm|msisdn|handy|whatsapp|whatsapp number|واتساپ|شماره واتساپ".split("|")
    ),
    examples=(
        ("۰۹۱۲ ۲۰۰ ۲۵۸۰", "09122002580"),
        ("+98-912-200-2580", "09122002580"),
        ("9.12200258E+09", "09122002580"),
        ("09122002580 / 09351234567", "09122002580 | 09351234567"),
    ),
    parse=parse_as("mobile", LANDLINE, INVALID),
    rules=(*SHARED_RULES, INVALID, LANDLINE),
    recognise=recognise,
    fast=fast_as("mobile", LANDLINE),
    tags=frozenset({"code"}),
)
