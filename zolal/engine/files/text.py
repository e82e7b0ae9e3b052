"""Text files: CSV, TSV and whatever else separates cells by a character."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from zolal.engine.files.delimited import Records, lines, sample_of, separator
from zolal.engine.files.encoding import recognise
from zolal.engine.files.sheet import Sheet, Tables


def read_text(path: Path, tables: Tables, *, delimiter: str, encoding: str, header_row: int | None) -> None:
    """Send the one table of a text file."""
    with path.open("rb") as file:
        found = recognise(file, encoding)
        text = lines(file, found)
        sample = sample_of(text)
        mark = separator(sample, delimiter, tables.limits)
        records = Records(chain(sample, text), mark, tables.limits)
        sheet = Sheet(iter(records), encoding=found.name, separator=mark, damaged=found.damaged, flaws=records.flaws)
        reason = tables.send(sheet, header_row)
    if reason:
        raise reason
