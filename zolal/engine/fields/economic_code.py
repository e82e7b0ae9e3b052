"""The economic code of a taxpayer (کد اقتصادی). Sources differ about its length: 11, 12 and 14 digits are all taken."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields.coded import compact, is_digits, share_of_numbers
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.persian.letters import store
from zolal.engine.records import N_, Rule

DOUBTFUL = Rule(
    "economic_code_doubtful",
    "warning",
    "value",
    N_("Economic codes have 11, 12 or 14 digits; compare this one with the tax document."),
)
FORM = Rule(
    "economic_code_form",
    "info",
    "format",
    N_("The economic code is right but was written in another form; it was brought into normal form."),
)
_LENGTHS = (11, 12, 14)


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The digits; a code of another length or with letters is kept as it is written and doubted."""
    read = compact(text)
    if is_digits(read) and len(read) in _LENGTHS:
        same = read == text
        return Parsed(read, read, "" if same else FORM.code, "" if same else read)
    return Parsed(store(text).lstrip("' "), read, DOUBTFUL.code)


def recognise(cells: Sequence[str]) -> float:
    """The share of 12 and 14 digits, never sure: other numbers are as long, and 11 digits are a mobile's."""
    return 0.6 * (share_of_numbers(cells, 12) + share_of_numbers(cells, 14))


ECONOMIC_CODE = Kind(
    name="economic_code",
    label=N_("Economic code"),
    headers=tuple(
        "کد اقتصادی|شماره اقتصادی|شناسه اقتصادی|کداقتصادی|شماره مالیاتی|کد مالیاتی|economic code|economic id|"
        "economic number|tax id|tax number|tax code|tin|vat|vat number|vat id".split("|")
    ),
    examples=(("۴۱۱۱-۱۱۱۱-۱۱۱۱", "411111111111"),),
    parse=parse,
    rules=(FORM, DOUBTFUL),
    recognise=recognise,
    tags=frozenset({"code"}),
)
