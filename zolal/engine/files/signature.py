"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from zolal.engine.files.error import FileError
from zolal.engine.records import N_

Form = Literal["text", "workbook", "parquet", "vcard"]

HEAD = 1 << 16
"""Bytes read to tell what a file is."""

AS_TABLE = N_("export it as .xlsx or .csv from the program it comes from and give that file")
RESAVE = N_("open it in Excel or LibreOffice, save it as .xlsx and give that file")
UNPACK = N_("unpack it and give the file inside")
UNLOCK = N_("open it with its password, save it without one and give that file")

REPAIR = N_("copy or download it again, or open it in Excel, let it be repaired and save it anew")

DAMAGED_WORKBOOK = N_("this workbook is damaged or cut off")
PASSWORD = N_("this workbook is protected by a password")
NOT_A_WORKBOOK = N_("this is a ZIP archive, not a workbook")

_STRANGERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", N_("this is a PDF document, not a table"), AS_TABLE),
    (b"\x89PNG", N_("this is a picture, not a table"), AS_TABLE),
    (b"\xff\xd8\xff", N_("this is a picture, not a table"), AS_TABLE),
    (b"GIF8", N_("this is a picture, not a table"), AS_TABLE),
    (b"{\\rtf", N_("this is a text document, not a table"), AS_TABLE),
    (b"\x1f\x8b", N_("this is a compressed archive, not a table"), UNPACK),
    (b"BZh", N_("this is a compressed archive, not a table"), UNPACK),
    (b"\xfd7zXZ", N_("this is a compressed archive, not a table"), UNPACK),
    (b"\x28\xb5\x2f\xfd", N_("this is a compressed archive, not a table"), UNPACK),
    (b"PK\x05\x06", N_("this is a compressed archive, not a table"), UNPACK),
    (b"7z\xbc\xaf", N_("this is a compressed archive, not a table"), UNPACK),
    (b"Rar!", N_("this is a compressed archive, not a table"), UNPACK),
    (b"SQLite format 3\x00", N_("this is a database, not a table"), AS_TABLE),
    (b"\x00\x01\x00\x00Standard ", N_("this is a database, not a table"), AS_TABLE),
    (b"\x7fELF", N_("this is a program, not a table"), AS_TABLE),
    (b"MZ\x90", N_("this is a program, not a table"), AS_TABLE),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta|body|table|style|script|div)\b", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*\"|\[\s*[\[{]\s*[\"\d{\[]")
_VCARD = re.compile(rb"BEGIN:VCARD\s", re.IGNORECASE)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and of every encrypted Office file


def identify(path: Path) -> Form:
    """How the file at `path` is to be read; `FileError` with what it really is when it is no table."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _zip(path)
    if head.startswith(_COMPOUND):
        return _compound(path)
    if head.startswith(b"PAR1"):
        return "parquet"
    _refuse_strangers(head)
    return "vcard" if _VCARD.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")) else "text"


def _refuse_strangers(head: bytes) -> None:
    for magic, problem, remedy in _STRANGERS:
        if head.startswith(magic):
            raise FileError(problem=problem, remedy=remedy)
    # UTF-16 markup is plain ASCII between NULs.
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _HTML.match(text):
        raise FileError(problem=N_("this is a web page (HTML), not a workbook"), remedy=RESAVE)
    if text.startswith((b"<?xml", b"<Workbook")):
        raise FileError(problem=N_("this is an XML document, not a workbook"), remedy=RESAVE)
    if _JSON.match(text):
        raise FileError(problem=N_("this is JSON, not a table"), remedy=AS_TABLE)


def _zip(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower().replace("\\", "/") for name in archive.namelist()}
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise FileError(problem=PASSWORD, remedy=UNLOCK)
            mime = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, EOFError, KeyError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise FileError(
            problem=DAMAGED_WORKBOOK,
            remedy=REPAIR,
        ) from error
    if names & {"xl/workbook.xml", "xl/workbook.bin"} or b"opendocument.spreadsheet" in mime:
        return "workbook"
    if "word/document.xml" in names or b"opendocument.text" in mime:
        raise FileError(problem=N_("this is a text document, not a table"), remedy=AS_TABLE)
    if "ppt/presentation.xml" in names:
        raise FileError(problem=N_("this is a presentation, not a table"), remedy=AS_TABLE)
    raise FileError(problem=NOT_A_WORKBOOK, remedy=UNPACK)


def _compound(path: Path) -> Form:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileError(problem=PASSWORD, remedy=UNLOCK)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise FileError(problem=N_("this is an old Office document, not a workbook"), remedy=AS_TABLE)
    return "workbook"
