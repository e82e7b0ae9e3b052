"""The Iranian bank account number for transfers (شبا, an IBAN): IR, two check digits, 22 digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.coded import compact
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import share
from zolal.engine.records import N_, Rule

INVALID = Rule(
    "sheba_invalid",
    "error",
    "value",
    N_("Not a Sheba number: IR and 24 digits with right check digits were expected; ask the customer for it."),
)
FORM = Rule(
    "sheba_form",
    "info",
    "format",
    N_("The Sheba number is right but was written in another form; it was brought into normal form."),
)
_SHAPE = re.compile("(?:IR)?([0-9]{24})")


def is_valid_sheba(sheba: str) -> bool:
    """Whether IR and 24 ASCII digits are an IBAN: with IR (1827) and the check digits at the end, 1 mod 97."""
    return bool(re.fullmatch("IR[0-9]{24}", sheba)) and int(f"{sheba[4:]}1827{sheba[2:4]}") % 97 == 1


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """IR and 24 digits without blanks; a number that fails the check is still compared as read."""
    read = compact(text)
    shape = _SHAPE.fullmatch(read)
    sheba = f"IR{shape[1]}" if shape else ""
    if is_valid_sheba(sheba):
        same = sheba == text
        return Parsed(sheba, sheba, "" if same else FORM.code, "" if same else sheba)
    return Parsed(key=sheba or read, code=INVALID.code)


def recognise(cells: Sequence[str]) -> float:
    """The share of valid numbers, and half of those that only look like one."""
    valid = share(cells, lambda cell: parse(cell, Context()).value)
    return valid + 0.5 * (share(cells, lambda cell: _SHAPE.fullmatch(compact(cell))) - valid)


SHEBA = Kind(
    name="sheba",
    label=N_("Sheba"),
    headers=tuple(
        "شبا|شماره شبا|کد شبا|حساب شبا|شماره حساب شبا|شبای بانکی|sheba|shaba|sheba number|iban|iban number|"
        "bank account iban".split("|")
    ),
    examples=(("ir06 2960 0000 0010 0324 2000 01", "IR062960000000100324200001"),),
    parse=parse,
    rules=(FORM, INVALID),
    recognise=recognise,
    tags=frozenset({"code"}),
)
