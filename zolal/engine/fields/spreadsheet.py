"""What spreadsheets do to long numbers."""

from __future__ import annotations

import re

LOST = ""
"""Stands for a number some digits of which are gone for good."""

_DECIMAL = re.compile(r"([0-9]+)[.,٫]0+")
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,٫]([0-9]+))?[eE]\+?([0-9]{1,2})")
_EXACT = 15  # digits a spreadsheet keeps


def whole_number(text: str) -> str | None:
    """The digits of a whole number written as a float ("9122002580.0", "9.12200258E+09").

    `LOST` where the sheet dropped digits ("9.12E+09"), None where the text (ASCII digits) has another shape.
    At most one digit, a closing zero, may be unwritten: sheets that round leave far fewer digits.
    """
    if match := _DECIMAL.fullmatch(text):
        return match[1]
    if match := _SCIENTIFIC.fullmatch(text):
        written, length = match[1] + (match[2] or ""), int(match[3]) + 1
        complete = length - 1 <= len(written) and not written[length:].strip("0")
        return written[:length].ljust(length, "0") if complete and length <= _EXACT else LOST
    return None


def drop_decimal(text: str) -> str:
    """ "1001.0" → "1001"; every other text as it was."""
    match = _DECIMAL.fullmatch(text)
    return match[1] if match else text
