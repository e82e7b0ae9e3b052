"""Finding telephone numbers in a cell: Iranian ones by our own rule, the rest of the world's by `phonenumbers`.

An Iranian mobile is shown as 09 and nine digits, a landline as area code and number, a foreign number as E.164.
Every number is compared as E.164.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from zolal.engine.persian.letters import ZWNJ

Sort = Literal["mobile", "landline", "foreign", "local"]

AREA_CODES = (
    "011 013 017 021 023 024 025 026 028 031 034 035 038 041 044 045 "
    "051 054 056 058 061 066 071 074 076 077 081 083 084 086 087"
).split()
"""One a province."""

AREA = "|".join(code[1:] for code in AREA_CODES)
_GAP = rf"[ .\-‐‑–—−_()/{ZWNJ}]{{0,3}}"  # between two digits of a number
_LAST = r"[ .)]?[0-9]"  # a stroke before the last digit would mean a range of lines
_IRAN = rf"(?:(?:\+{_GAP}|00)?98{_GAP}(?:0{_GAP})?|0{_GAP})"
_MOBILE = rf"{_IRAN}?(?P<mobile>9(?:{_GAP}[0-9]){{8}}{_LAST})"
_LANDLINE = rf"{_IRAN}(?P<landline>(?:{AREA}){_GAP}[1-9](?:{_GAP}[0-9]){{6}}{_LAST})"
_LOST_ZERO = rf"(?P<lost_zero>(?:{AREA})[ -]?[1-9][0-9]{{3}}[ -]?[0-9]{{4}})"
_WORLD = rf"(?P<world>(?:\+{_GAP}|00)[1-9](?:{_GAP}[0-9]){{6,14}})"
_LOCAL = rf"(?P<local>[1-9](?:{_GAP}[0-9]){{6}}{_LAST})"
_EXTENSION = r"(?:[ ,،(\-]{0,3}(?:داخلی|extension|ext|x|#)[ .:]{0,2}(?P<extension>[0-9]{1,6})\)?)"
_RANGE = r"(?P<range> ?(?:[-–—/]|الی|تا) ?(?:[1-9][0-9]?|[1-9][0-9]{2,3}(?=[^0-9]*$)))"
_NUMBER = re.compile(
    rf"(?<![0-9])(?:{_MOBILE}|{_LANDLINE}|{_LOST_ZERO}|{_WORLD}|{_LOCAL})(?![0-9])"
    rf"(?:{_EXTENSION}|{_RANGE})?(?![0-9])",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_NO_REMARK = frozenset(
    "و یا or and تلفن تلفنی تلفکس فکس موبایل همراه ثابت منزل خانه دفتر محل کار شماره تماس واتساپ "
    "mobile mob cell cellphone telephone tel phone fax home work office whatsapp no number m t p f".split()
)
_NON_DIGITS = re.compile(r"[^0-9]")
EXTENSION = " داخلی "


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a cell: its normal form, its E.164 (the digits of a local one), and whether a range followed."""

    sort: Sort
    shown: str
    key: str
    opens_range: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in a cell; not `complete` where digits were left over, `remark` where words stand beside the numbers."""

    numbers: tuple[Number, ...]
    complete: bool
    remark: bool


def read(text: str, area_code: str) -> Reading:
    """Read a cell of ASCII digits and plain spaces; `area_code` ("021" or "") is for numbers that have none."""
    numbers: list[Number] = []
    left: list[str] = []
    at = 0
    for match in _NUMBER.finditer(text):
        if number := _number(match, area_code):
            numbers.append(number)
            left.append(text[at : match.start()])
            at = match.end()
    words = list(_left_over([*left, text[at:]]))
    complete = bool(numbers) and not any(char.isdigit() for word in words for char in word)
    return Reading(tuple(numbers), complete, any(word not in _NO_REMARK for word in words))


def _left_over(pieces: list[str]) -> Iterator[str]:
    for piece in pieces:
        yield from _WORDS.findall(piece.replace("_", " ").casefold())


def _number(match: re.Match[str], area_code: str) -> Number | None:
    found = {name: _NON_DIGITS.sub("", text) for name, text in match.groupdict().items() if text}
    opens_range = "range" in found
    if national := found.get("mobile"):
        return Number("mobile", f"0{national}", f"+98{national}", opens_range)
    after = f"{EXTENSION}{found['extension']}" if "extension" in found else ""
    if national := found.get("landline") or found.get("lost_zero"):
        return Number("landline", f"0{national}{after}", f"+98{national}", opens_range)
    if local := found.get("local"):
        if not area_code:
            return Number("local", "", local, opens_range)
        return Number("landline", f"{area_code}{local}{after}", f"+98{area_code[1:]}{local}", opens_range)
    number = _abroad("+" + re.sub("^00", "", found["world"]))
    return number and replace(number, shown=number.shown + after, opens_range=opens_range)


def likely_key(text: str) -> str:
    """What a number that is wrong may be found by: its digits as E.164 of Iran unless it says another country."""
    digits = _NON_DIGITS.sub("", text)
    if len(digits) < 7:
        return ""
    if text.startswith("+"):
        return f"+{digits}"
    return "+98" + re.sub("^(?:0098|98(?=9)|0+)", "", digits)


@lru_cache(maxsize=4096)
def _abroad(text: str) -> Number | None:
    """A number (+ and digits) of another country; None when it is not valid there or belongs to Iran."""
    import phonenumbers  # noqa: PLC0415 - heavy, and rarely needed

    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return None
    if number.country_code == 98 or not phonenumbers.is_valid_number(number):
        return None
    key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Number("foreign", key, key)
