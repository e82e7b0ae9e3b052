"""Lists of addresses as people have them: pasted, or in a file with columns that are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from zolal.activities.actions.suppressions import AT_ONCE, Entry
from zolal.engine.files import FileError, Table
from zolal.engine.files import read as read_file
from zolal.engine.profile.recognise import recognise

LARGEST = 20 * 2**20
MOST_ROWS = 100_000
_BETWEEN = re.compile(r"[\s,;،؛|]+")
_KINDS = {"email": "email", "mobile": "phone", "phone": "phone", "landline": "phone"}


def pasted(text: str, *, channel: str, reason: str, note: str = "") -> list[Entry]:
    """One address a line, or several with commas between. Raises `ValidationError` for too many or none."""
    # A number may be written with blanks in it, an e-mail cannot.
    parts = _BETWEEN.split(text) if channel == "email" else re.split(r"[\n\r,;،؛|]+", text)
    found = [part.strip() for part in parts if part.strip()]
    if not found:
        raise ValidationError({"addresses": _("Write at least one address.")})
    if len(found) > AT_ONCE:
        sentence = _("So many addresses are taken at once: %(most)s. Hand in a file instead.")
        raise ValidationError({"addresses": sentence % {"most": AT_ONCE}})
    return [Entry(channel, address, reason, note) for address in found]


def in_file(file: IO[bytes], size: int, *, channel: str, reason: str, note: str = "") -> list[Entry]:
    """The addresses of a file's columns of e-mails, or of telephones for "sms" and "call".

    Raises `ValidationError` for "file": what cannot be read, has no such column, or is too large.
    """
    if size > LARGEST:
        raise ValidationError({"file": _("The file is larger than %(limit)s MB.") % {"limit": LARGEST // 2**20}})
    with NamedTemporaryFile(prefix="zolal-suppression-") as kept:
        kept.write(file.read())
        kept.flush()
        try:
            tables = read_file(Path(kept.name))
        except FileError as error:
            error.file = _("file")
            raise ValidationError({"file": error.text(gettext)}) from error
    found = [Entry(channel, text, reason, note) for table in tables for text in _cells(table, channel)]
    if not found:
        raise ValidationError({"file": _("No column of addresses for this channel was found in the file.")})
    if len(found) > MOST_ROWS:
        raise ValidationError({"file": _("The file has more than %(most)s addresses; split it.") % {"most": MOST_ROWS}})
    return found


def _cells(table: Table, channel: str) -> Iterator[str]:
    wanted = "email" if channel == "email" else "phone"
    for column in recognise(table.frame):
        if _KINDS.get(column.kind) == wanted:
            yield from (text for text in table.frame[column.header].to_list() if text and text.strip())
