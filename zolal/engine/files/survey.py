"""A look through the XML of an XLSX sheet without building it: how far it reaches and where its error cells are."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

_CHUNK = 1 << 20
_OVERLAP = 1 << 16  # longer than any cell with a formula (8,192 characters)

# Each begins with literal text, which keeps the search fast.
_ROW = re.compile(rb'row [^>]*?\br="(\d{1,7})"')
_BEYOND_Z = re.compile(rb' r="([A-Z]{2,3})(\d{1,7})"')
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\st="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]*)<")
_LETTERS = 26


@dataclass(slots=True)
class Survey:
    """Reach of a sheet in rows and columns, its farthest cell, and per row (from 0) the error cells (column, text)."""

    rows: int = 0
    columns: int = 0
    farthest: str = ""
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part of the XLSX that holds it; {} for other formats."""
    try:
        # Entities cannot hurt: expat bounds their growth, and this process its memory.
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        return {}
    targets = {one.get("Id"): posixpath.join("/xl", one.get("Target", "")).lstrip("/") for one in relations}
    present = set(archive.namelist())
    parts = {}
    for sheet in book.iterfind(".//{*}sheet"):
        identity = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        part = targets.get(identity, "")
        if part in present:
            parts[sheet.get("name", "")] = part
    return parts


def survey(archive: zipfile.ZipFile, part: str) -> Survey:
    """Look through one sheet, a chunk at a time."""
    found = Survey()
    far = (_LETTERS, b"")
    window = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = window[-_OVERLAP:] + chunk
            found.rows = max(found.rows, *(int(row) for row in _ROW.findall(window)), 0)
            for letters, row in _BEYOND_Z.findall(window):
                far = max(far, (column_number(letters), letters + row))
            if b't="e"' in window:
                _note_errors(window, found)
    found.columns = far[0]
    found.farthest = far[1].decode() or f"A{found.rows}"
    return found


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA, 16384 for XFD."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _note_errors(window: bytes, found: Survey) -> None:
    for attributes, inside in _ERROR.findall(window):
        reference, value = _REFERENCE.search(attributes), _VALUE.search(inside)
        if reference and value:
            place = (column_number(reference[1]) - 1, value[1].decode("utf-8", "replace"))
            row = found.errors.setdefault(int(reference[2]) - 1, [])
            if place not in row:
                row.append(place)
