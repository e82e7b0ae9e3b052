"""Address books: vCard 2.1, 3.0 and 4.0 as one table, a row for each card (RFC 6350, RFC 2426)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zolal.engine.files.delimited import NONE, lines
from zolal.engine.files.encoding import recognise
from zolal.engine.files.error import FileError
from zolal.engine.files.sheet import Sheet, Tables
from zolal.engine.records import N_, SEPARATOR

OURS = "X-ZOLAL-"
"""Begins the names of properties for which the standard has none; what follows is the column."""

_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_FIRST = (
    "Title", "First name", "Last name", "Name", "Company", "Job title", "Mobile", "Phone", "Email", "Website",
    "Address", "City", "Province", "Postal code", "Birth date", "Anniversary", "Gender", "Tags",
)  # fmt: skip
_SILENT = frozenset(
    "BEGIN END VERSION PRODID UID REV CLASS SORT-STRING PHOTO LOGO SOUND KEY AGENT SOURCE LABEL GEO TZ MAILER PROFILE"
    " CLIENTPIDMAP XML KIND N FN X-ABLABEL X-ABADR X-ABSHOWAS X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME".split()
)
"""Pictures, and what programs tell each other."""
_SIMPLE = {
    "TITLE": "Job title", "EMAIL": "Email", "URL": "Website", "NOTE": "Note", "NICKNAME": "Nickname", "ROLE": "Role",
    "BDAY": "Birth date", "ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "X-GENDER": "Gender",
    "GENDER": "Gender", "CATEGORIES": "Tags",
}  # fmt: skip
_DAYS = frozenset({"BDAY", "ANNIVERSARY", "X-ANNIVERSARY"})
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")
_GENDERS = {"M": "male", "F": "female"}
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?9\d{9}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOST_FURTHER = 60
_LONGEST = 1 << 20


@dataclass(slots=True)
class Property:
    """A line of a card: its name in capitals, its types in lower case, and the value as it is written."""

    name: str
    types: frozenset[str]
    value: str


@dataclass(slots=True)
class Card:
    """What a card says, by column; several values of one column in their order."""

    cells: dict[str, list[str]] = field(default_factory=dict)

    def add(self, column: str, *values: str) -> None:
        known = self.cells.setdefault(column, [])
        known += [text for value in values if (text := value.strip()) and text not in known]

    def cell(self, column: str) -> str:
        values = self.cells.get(column, [])
        return (
            "\n".join(values) if column == "Note" else ", ".join(values) if column == "Tags" else SEPARATOR.join(values)
        )


def read_vcard(path: Path, tables: Tables, *, encoding: str) -> None:
    """Send the one table of an address book."""
    with path.open("rb") as file:
        found = recognise(file, encoding)
        cards = [card_of(properties) for properties in properties_of(lines(file, found))]
    columns = [name for name in _FIRST if any(card.cells.get(name) for card in cards)]
    further = dict.fromkeys(name for card in cards for name, values in card.cells.items() if values)
    columns += [name for name in further if name not in columns][:_MOST_FURTHER]
    if not columns:
        raise FileError(
            problem=N_("no card in this address book says anything"),
            remedy=N_("export the contacts again and give that"),
        )
    rows = [columns, *([card.cell(name) for name in columns] for card in cards)]
    sheet = Sheet(iter(rows), encoding=found.name, separator=NONE, damaged=found.damaged)
    if reason := tables.send(sheet, 1):
        raise reason


def properties_of(text: Iterable[str]) -> Iterator[list[Property]]:
    """The properties of each card; a card within a card is left out, one that does not end, ends with the file."""
    depth = 0
    card: list[Property] = []
    for line in _unfolded(text):
        bare = line.strip().upper()
        if bare == _BEGIN:
            depth += 1
            if depth == 1:
                card = []
        elif bare == _END:
            depth = max(0, depth - 1)
            if depth == 0 and card:
                yield card
                card = []
        elif depth == 1 and (found := _property(line)):
            card.append(found)
    if card:
        yield card


def card_of(properties: Iterable[Property]) -> Card:
    """A card by columns."""
    card, full, name, organisation, kind = Card(), "", False, "", ""
    for one in properties:
        match one.name:
            case "N":
                family, given, middle, prefix, suffix = _parts(one.value, 5)
                name = name or bool(family or given)
                card.add("Last name", " ".join(filter(None, (family, suffix))))
                card.add("First name", " ".join(filter(None, (given, middle))))
                card.add("Title", prefix)
            case "FN":
                full = full or _plain(one.value)
            case "KIND" | "X-ADDRESSBOOKSERVER-KIND":
                kind = one.value.strip().lower()
            case "ORG":
                first, *units = _parts(one.value, 1)
                organisation = organisation or first
                card.add("Company", first)
                card.add("Department", *units)
            case "TEL":
                _telephone(card, one)
            case "ADR":
                _address(card, one)
            case _:
                _other(card, one)
    if full and not name and (kind not in {"org", "organization"} or not organisation) and full != organisation:
        card.add("Name", full)
    return card


def _telephone(card: Card, one: Property) -> None:
    number = re.sub(r"^tel:", "", _plain(one.value), flags=re.IGNORECASE)
    number = re.sub(r";ext=", " داخلی ", number, flags=re.IGNORECASE)
    digits = re.sub(r"[^\d+]", "", number)
    if one.types & {"fax", "pager"} and not one.types & {"cell", "voice"}:
        card.add("Fax", number)
    elif _MOBILE.fullmatch(digits) or (one.types & {"cell", "mobile", "iphone"} and not digits.startswith("0")):
        card.add("Mobile", number)
    else:
        card.add("Phone", number)


def _address(card: Card, one: Property) -> None:
    box, further, street, city, region, code, country = _parts(one.value, 7)[:7]
    street = "، ".join(filter(None, (street, further, box)))
    if any(card.cells.get(name) for name in ("Address", "City", "Province", "Postal code")):
        card.add("Other address", "، ".join(filter(None, (region, city, street, code, country))))
        return
    card.add("Address", street)
    card.add("City", city)
    card.add("Province", region)
    card.add("Postal code", code)
    card.add("Country", country)


def _other(card: Card, one: Property) -> None:
    if one.name in _SILENT or one.value.startswith("data:"):
        return
    value = _plain(one.value)
    column = _SIMPLE.get(one.name)
    if one.name in _DAYS:
        day = _DAY.fullmatch(value.strip())
        card.add(column if day else f"{column} (other)", "-".join(day.groups()) if day else value)  # type: ignore[arg-type]
    elif one.name == "GENDER":
        card.add("Gender", _GENDERS.get(value.split(";")[0].strip().upper(), value))
    elif one.name == "CATEGORIES":
        card.add("Tags", *(_plain(part) for part in _divided(one.value, ",")))
    elif one.name.startswith(OURS):
        card.add(one.name.removeprefix(OURS).replace("-", " ").capitalize(), value)
    else:
        card.add(column or one.name, value)


def _unfolded(text: Iterable[str]) -> Iterator[str]:
    """Lines as they were before they were cut to a width: by a space that follows, or by the = of old telephones."""
    held: list[str] = []
    size, soft = 0, False
    for raw in text:
        line = raw.rstrip("\r\n")
        goes_on = soft or (bool(held) and line[:1] in {" ", "\t"})
        if not goes_on and held:
            yield "".join(held)
            held, size = [], 0
        piece = line if soft or not goes_on else line[1:]
        head = held[0] if held else piece
        soft = piece.endswith("=") and "QUOTED-PRINTABLE" in head.split(":", 1)[0].upper()
        size += len(piece)
        if size < _LONGEST:  # only pictures are longer
            held.append(piece[:-1] if soft else piece)
    if held:
        yield "".join(held)


def _property(line: str) -> Property | None:
    quoted, end = False, -1
    for place, sign in enumerate(line[:2_000]):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            end = place
            break
    if end < 1:
        return None
    name, *parameters = line[:end].split(";")
    told = [one.partition("=")[::2] if "=" in one else ("TYPE", one) for one in parameters]
    types = {
        part.strip('" ').lower() for key, value in told if key.strip().upper() == "TYPE" for part in value.split(",")
    }
    named = {key.strip().upper(): value.strip('" ') for key, value in told}
    encoding = named.get("ENCODING", "").upper() or next((one.upper() for one in types if one in _ENCODINGS), "")
    if encoding in {"B", "BASE64"}:
        return None
    value = line[end + 1 :]
    if encoding == "QUOTED-PRINTABLE":
        value = _printable(value, named.get("CHARSET", ""))
    return Property(name.rpartition(".")[2].strip().upper(), frozenset(types), value)


_ENCODINGS = frozenset({"quoted-printable", "base64", "b"})


def _printable(value: str, charset: str) -> str:
    """What old telephones write; the text between the codes may be Persian already."""
    raw = binascii.a2b_qp(value.encode("utf-8"))
    for name in filter(None, (charset, "utf-8", "cp1256")):
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


def _parts(value: str, at_least: int) -> list[str]:
    """The parts between semicolons that no \\ stands before."""
    parts = [_plain(part) for part in _divided(value, ";")]
    return parts + [""] * (at_least - len(parts))


def _divided(value: str, sign: str) -> list[str]:
    parts, begin, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 1
        elif value[place] == sign:
            parts.append(value[begin:place])
            begin = place + 1
        place += 1
    return [*parts, value[begin:]]


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
