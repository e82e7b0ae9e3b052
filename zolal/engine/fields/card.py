"""Bank cards. Their numbers are never kept: four digits are enough to ask a customer which card it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zolal.engine.fields.coded import compact
from zolal.engine.fields.kind import Context, Kind, Parsed
from zolal.engine.fields.sample import beyond_chance, share
from zolal.engine.persian.letters import digits
from zolal.engine.records import N_, Rule

REMOVED = Rule(
    "card_removed",
    "info",
    "format",
    N_("The card number was removed and only its last four digits kept; bank card numbers must not be stored."),
)
INVALID = Rule(
    "card_invalid",
    "error",
    "value",
    N_("Not a bank card number: sixteen digits with a right check digit were expected. Keep the Sheba instead."),
)
_REDACTED = re.compile(r"\*{4}[0-9]{4}")
_CARD = re.compile(r"(?<![0-9])[0-9](?:[\W_ـ]*[0-9]){15}(?![0-9])")
_NON_DIGITS = re.compile("[^0-9]")


def is_valid_card(number: str) -> bool:
    """Whether sixteen ASCII digits, not all zero, pass the Luhn check."""
    if not re.fullmatch("[0-9]{16}", number) or not number.strip("0"):
        return False
    doubled = (int(digit) * 2 for digit in number[::2])
    return (sum(n - 9 if n > 9 else n for n in doubled) + sum(map(int, number[1::2]))) % 10 == 0


def redact_card(text: str) -> str:
    """The text with every valid card number, in any digits and grouping, cut to its last four digits ("****1234")."""
    folded = digits(text)
    pieces: list[str] = []
    at = done = 0
    while match := _CARD.search(folded, at):
        number = _NON_DIGITS.sub("", match.group())
        at = match.end() if is_valid_card(number) else match.start() + 1
        if at == match.end():
            pieces += [text[done : match.start()], _redacted(number)]
            done = at
    return "".join([*pieces, text[done:]])


def parse(text: str, context: Context) -> Parsed:  # noqa: ARG001 - the signature of every `Kind.parse`
    """The last four digits of a card; nothing to compare by, and nothing at all of a number that fails the check."""
    if _REDACTED.fullmatch(text):
        return Parsed(text)
    number = compact(text)
    if not is_valid_card(number):
        return Parsed(code=INVALID.code)
    return Parsed(_redacted(number), code=REMOVED.code, proposal=_redacted(number))


def _redacted(number: str) -> str:
    return f"****{number[-4:]}"


def recognise(cells: Sequence[str]) -> float:
    """The share of valid card numbers, beyond the one in ten that chance gives."""
    return beyond_chance(share(cells, lambda cell: _REDACTED.fullmatch(cell) or is_valid_card(compact(cell))), 0.1)


CARD = Kind(
    name="card",
    label=N_("Bank card"),
    headers=tuple(
        "شماره کارت|کارت بانکی|شماره کارت بانکی|کارت|کارت بانک|کارت شتاب|card|card number|card no|bank card|"
        "bank card number|credit card|credit card number|debit card|cc number".split("|")
    ),
    examples=(("6037-9911-2233-4455", "****4455"),),
    parse=parse,
    rules=(REMOVED, INVALID),
    recognise=recognise,
    tags=frozenset({"code"}),
)
