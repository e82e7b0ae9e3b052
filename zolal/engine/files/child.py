"""The reading child: parses one file within its limits and sends what it holds; `reader` runs it."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from zolal.engine.files.error import FileError, too_heavy, unreadable
from zolal.engine.files.limits import Limits, confine
from zolal.engine.files.parquet import read_parquet
from zolal.engine.files.pipe import END, ERROR, Sender
from zolal.engine.files.sheet import Tables
from zolal.engine.files.signature import identify
from zolal.engine.files.text import read_text
from zolal.engine.files.vcard import read_vcard
from zolal.engine.files.workbook import read_workbook


def main(request: str) -> None:
    """Answer one request, the JSON that `reader` writes, over standard output."""
    gc.disable()  # a million lists of cells, none of them in a cycle
    wish: dict[str, Any] = json.loads(request)
    limits = Limits(**wish.pop("limits"))
    confine(limits.memory, wish.pop("seconds"))
    sender = Sender(sys.stdout.buffer)
    try:
        answer(Tables(sender, limits), **wish)
        sender.note(END)
    except BrokenPipeError:
        pass
    except BaseException as error:  # noqa: BLE001 - a parser written in Rust panics past Exception
        sender.note(ERROR, _told(error))
    os._exit(0)  # nothing is left to be written, and an orderly farewell takes time


def answer(tables: Tables, *, path: str, sheet: str, delimiter: str, encoding: str, header_row: int | None) -> None:
    """Parse the file and send its tables; raises `FileError`, or whatever a parser raises on a broken file."""
    file = Path(path)
    match identify(file):
        case "text":
            read_text(file, tables, delimiter=delimiter, encoding=encoding, header_row=header_row)
        case "workbook":
            read_workbook(file, tables, sheet=sheet, header_row=header_row)
        case "vcard":
            read_vcard(file, tables, encoding=encoding)
        case "parquet":
            read_parquet(file, tables)


def _told(error: BaseException) -> dict[str, Any]:
    known = error if isinstance(error, FileError) else too_heavy() if isinstance(error, MemoryError) else unreadable()
    cause = error.__cause__ if error is known else error
    return {
        "place": known.place,
        "problem": known.problem,
        "remedy": known.remedy,
        "params": known.params,
        "cause": repr(cause) if cause else "",
    }
