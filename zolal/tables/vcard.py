"""People and companies as cards of an address book: vCard 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

Version = Literal["3.0", "4.0"]
Values = Mapping[str, Sequence[str]]
"""What is known of somebody, by field; an empty field is left out or empty."""

MOST = 75
"""Octets of a line, its end not counted."""
_SIMPLE = (
    ("TITLE", "job_title"), ("EMAIL", "email"), ("URL", "url"), ("BDAY", "birth_date"), ("NOTE", "note"),
)  # fmt: skip
_GENDERS = {"male": "M", "female": "F"}
_STRUCTURED = frozenset(
    "title given_name family_name name company mobile phone province city address postal_code gender tags".split()
) | {"anniversary"}


def card(values: Values, *, version: Version, uid: str = "", is_company: bool = False) -> bytes:
    """One card. Fields for which the standard has no property go as X-ZOLAL-…, which `engine.files` reads again."""
    told = _Told(version)
    given, family, title = (_first(values, name) for name in ("given_name", "family_name", "title"))
    company = _first(values, "name" if is_company else "company")
    full = " ".join(filter(None, (title, given, family))) or _first(values, "name") or company or "-"
    told.line("BEGIN", "VCARD")
    told.line("VERSION", version)
    if uid:
        told.line("UID", f"urn:uuid:{uid}")
    if is_company:
        told.line(
            "KIND" if version == "4.0" else "X-ADDRESSBOOKSERVER-KIND", "org" if version == "4.0" else "organization"
        )
    told.line("FN", _escaped(full))
    told.line("N", ";".join(map(_escaped, (family, given, "", title, ""))))
    if company:
        told.line("ORG", _escaped(company))
    for number in values.get("mobile", ()):
        told.line("TEL;TYPE=cell" if version == "4.0" else "TEL;TYPE=CELL,VOICE", _escaped(number))
    for number in values.get("phone", ()):
        told.line("TEL;TYPE=voice" if version == "4.0" else "TEL;TYPE=VOICE", _escaped(number))
    for name, one in _SIMPLE:
        for value in values.get(one, ()):
            told.line(name, _escaped(value))
    _rest(told, values, version)
    told.line("END", "VCARD")
    return told.bytes()


def _rest(told: _Told, values: Values, version: Version) -> None:
    place = [_first(values, name) for name in ("address", "city", "province", "postal_code")]
    if any(place):
        told.line("ADR", ";".join(["", "", *map(_escaped, place), ""]))
    if day := _first(values, "anniversary"):
        told.line("ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY", day)
    if gender := _first(values, "gender"):
        told.line(
            "GENDER" if version == "4.0" else "X-GENDER", _GENDERS.get(gender, gender) if version == "4.0" else gender
        )
    if tags := values.get("tags"):
        told.line("CATEGORIES", ",".join(map(_escaped, tags)))
    known = {one for _name, one in _SIMPLE} | _STRUCTURED
    for name, some in values.items():
        if name not in known:
            for value in some:
                told.line(f"X-ZOLAL-{re.sub(r'[^A-Z0-9]+', '-', name.upper())}", _escaped(value))


class _Told:
    """Lines of a card, folded."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.lines: list[bytes] = []

    def line(self, name: str, value: str) -> None:
        rest = f"{name}:{value}".encode()
        begin = b""
        while len(begin) + len(rest) > MOST:
            end = MOST - len(begin)
            while rest[end] & 0xC0 == 0x80:  # not within a letter
                end -= 1
            self.lines.append(begin + rest[:end])
            rest, begin = rest[end:], b" "
        self.lines.append(begin + rest)

    def bytes(self) -> bytes:
        return b"\r\n".join(self.lines) + b"\r\n"


def _first(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")


def _escaped(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")
