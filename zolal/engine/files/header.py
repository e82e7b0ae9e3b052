"""Where the header stands, and the names of the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from zolal.engine.files.error import FileError
from zolal.engine.records import N_

Record = Sequence[str]

SURPLUS = 20
"""Columns kept ready for cells beyond the header; what goes beyond those is joined into the last of them."""

_REACH = 20  # records with something in them among which the header is looked for
_LEAST_REPEATED = 0.25  # share of a row's cells that come again below: then it is data

# \d is any digit here, Persian and Arabic ones too.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"['+(-]?\d[\d\s().,٫٬/:+%-]*(?:[eE][+-]?\d+)?")
_YEAR = re.compile(r"(?:13|14|19|20|۱۳|۱۴|١٣|١٤)\d\d")
_DIGIT = re.compile(r"\d")
_FOLD = re.compile(r"\s*[\r\n]+\s*")
_LONGEST = 200  # characters of a cell that is looked at by pattern
_LONG_NUMBER = 7  # digits: a phone, an identity number, a date


@dataclass(frozen=True, slots=True)
class Layout:
    """The header's 1-based record (0: the file has none), how many columns, their names and `SURPLUS` names beyond."""

    header_row: int
    width: int
    names: list[str]


def layout(sample: Sequence[Record], stated: int | None) -> Layout:
    """The layout of the sheet that begins with `sample`; `stated` is the header's record, 0 when there is none."""
    row = find(sample) if stated is None else stated
    if not 0 <= row <= len(sample):
        raise FileError(
            problem=N_("there is no row {row} to be the header"),
            remedy=N_("name the row the header stands in, or 0 if there is none"),
            row=row,
        )
    header = list(sample[row - 1]) if row else []
    usual = _usual_width(sample[row:], full=not row)
    width = max(len(header), usual, 1)
    header += [""] * (width + SURPLUS - len(header))
    return Layout(row, width, names(header))


def names(header: Sequence[str]) -> list[str]:
    """Column names out of header cells: outer space and line breaks folded, empty ones numbered, doubles told apart."""
    used: set[str] = set()
    result = []
    for number, cell in enumerate(header, 1):
        name = base = _FOLD.sub(" ", cell.strip().strip("\ufeff").strip()) or f"column {number}"
        copy = 2
        while name in used:
            name = f"{base} ({copy})"
            copy += 1
        used.add(name)
        result.append(name)
    return result


def find(sample: Sequence[Record]) -> int:
    """The header's 1-based record; 0 when the first full row is data already.

    Titles above the header fill few of its cells. A row is data when it holds a phone, an e-mail or a date, when half
    of it is numbers, or when its cells come again below.
    """
    filled = [(number, _filled(record)) for number, record in enumerate(sample, 1)]
    filled = [(number, count) for number, count in filled if count]
    if not filled:
        return 0
    usual = median([count for _, count in filled if count > 1] or [1])
    above = 0
    for number, count in filled[:_REACH]:
        if usual > 1 and (count == 1 or count <= usual / 2):
            above = number if count > 1 or usual <= 2 else 0
            continue
        if not _is_data(sample, number):
            return number
        return above if above and not _is_data(sample, above) else 0
    return 0 if _is_data(sample, filled[0][0]) else filled[0][0]


def _filled(record: Record) -> int:
    return sum(1 for cell in record if cell.strip())


def _usual_width(records: Sequence[Record], *, full: bool) -> int:
    """The commonest width of records with something in them; without empty cells at the end unless `full`."""
    widths = Counter(len(record) if full else _extent(record) for record in records if _filled(record))
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 0


def _extent(record: Record) -> int:
    return max((number for number, cell in enumerate(record, 1) if cell.strip()), default=0)


def _is_data(sample: Sequence[Record], number: int) -> bool:
    row = [cell.strip() for cell in sample[number - 1]]
    cells = [cell for cell in row if cell]
    short = [cell for cell in cells if len(cell) <= _LONGEST]
    numbers = [cell for cell in short if _NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell)]
    if any(len(_DIGIT.findall(cell)) >= _LONG_NUMBER for cell in numbers) or any(map(_EMAIL.fullmatch, short)):
        return True
    return len(numbers) >= len(cells) / 2 or _comes_again(row, sample[number:])


def _comes_again(row: Record, below: Sequence[Record]) -> bool:
    """Some cells stand again in their columns, but never all at once: that is a header repeated, not data."""
    cells = {column: cell for column, cell in enumerate(row) if cell}
    again = set()
    for record in below:
        same = {column for column, cell in cells.items() if column < len(record) and record[column].strip() == cell}
        if len(same) < len(cells) or len(cells) == 1:
            again |= same
    return len(again) >= max(1.0, _LEAST_REPEATED * len(cells))
