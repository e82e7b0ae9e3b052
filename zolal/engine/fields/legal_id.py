"""The national ID of a company or another legal entity (شناسه ملی): eleven digits, the last a check digit."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields.coded import all_same, compact, is_digits
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import beyond_chance, share
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "legal_id_invalid",
    "error",
    "value",
    N_("Not the national ID of a legal entity: eleven digits with a right check digit were expected; ask for it."),
)
FORM = Rule(
    "legal_id_form",
    "info",
    "format",
    N_("The legal entity's national ID is right but was written in another form; it was brought into normal form."),
)
_WEIGHTS = (29, 27, 23, 19, 17)


def is_valid_legal_id(digits: str) -> bool:
    """Whether eleven ASCII digits are the ID of a legal entity.

    With c = d[9] + 2 and w = 29, 27, 23, 19, 17: Σ (d[i] + c)·w[i mod 5] over the first ten, mod 11 (10 counting as 0),
    is the eleventh.
    """
    if len(digits) != 11 or not is_digits(digits) or all_same(digits):
        return False
    shift = int(digits[9]) + 2
    total = sum((int(digit) + shift) * _WEIGHTS[place % 5] for place, digit in enumerate(digits[:10]))
    return int(digits[10]) == total % 11 % 10


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The eleven digits; an ID that fails the check is still compared by its digits as read."""
    read = compact(text)
    if is_valid_legal_id(read):
        same = read == text
        return Parsed(read, read, "" if same else FORM.code, "" if same else read)
    return Parsed(key=read if is_digits(read) and not all_same(read) else "", code=INVALID.code)


def recognise(cells: Sequence[str]) -> float:
    """The share of right check digits, beyond the one in eleven that chance gives."""
    return beyond_chance(share(cells, lambda cell: is_valid_legal_id(compact(cell))), 1 / 11)


LEGAL_ID = Kind(
    name="legal_id",
    label=N_("National ID of a legal entity"),
    headers=tuple(
        "شناسه ملی|شناسه ملی شرکت|شناسه ملی اشخاص حقوقی|شناسه حقوقی|شناسه ملی حقوقی|کد ملی شرکت|legal id|"
        "legal entity id|company national id|company id number|legal national id|shenase melli".split("|")
    ),
    examples=(("۱۰۳۸۰۲۸۴۷۹۰", "10380284790"), ("1038-0284790", "10380284790")),
    parse=parse,
    rules=(FORM, INVALID),
    recognise=recognise,
    tags=frozenset({"code"}),
)
