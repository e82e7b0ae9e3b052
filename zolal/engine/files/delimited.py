"""CSV and its kin: the separator, and records out of lines without losing a character to a quotation mark."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from zolal.engine.files.encoding import Encoding
from zolal.engine.files.error import FileError
from zolal.engine.files.limits import Limits
from zolal.engine.records import N_

SEPARATORS = (",", ";", "\t", "|", "،")
NONE = "\uffff"
"""Stands for the separator of a file of one column; a noncharacter that no text holds."""

_NAMES = {"tab": "\t", "\\t": "\t"}
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1 << 16
_QUOTED_LINES = 1000  # no cell spans more
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*")  # Excel's own first line


class Flaw(NamedTuple):
    """A damaged place: the record's number in the file from 0, the cell's from 0, the issue, the text kept."""

    record: int
    cell: int
    code: str
    value: str


def lines(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """The decoded lines, each with its own line end; what cannot be decoded becomes U+FFFD."""
    file.seek(encoding.skip)
    return io.TextIOWrapper(file, encoding.name, "replace", newline="")


class Records:
    """Iterates over the records of lines: lists of cells, [] for a blank line.

    A quoted cell that never closes (at the end of the file, or after a thousand lines) or goes on after its closing
    mark does not swallow what follows: its line is read again with the mark as an ordinary character, and the place is
    put into `flaws`.
    """

    def __init__(self, source: Iterable[str], separator: str, limits: Limits) -> None:
        self.flaws: list[Flaw] = []
        self._source = iter(source)
        self._separator = separator
        self._held: list[str] = []  # the lines of the record under way
        self._pending: deque[str] = deque()  # lines to be read again
        csv.field_size_limit(limits.cell_length)

    def __iter__(self) -> Iterator[list[str]]:
        number = 0
        while True:
            try:
                for record in csv.reader(self._feed(), delimiter=self._separator, strict=True):
                    self._held.clear()
                    yield record
                    number += 1
            except csv.Error as error:
                if len(self._held) == 1 and "field limit" in str(error):
                    raise _too_long(number) from error
                yield self._mend(number)
                number += 1
            else:
                return

    def _feed(self) -> Iterator[str]:
        held = self._held
        for line in chain(_drain(self._pending), self._source):
            held.append(line)
            if len(held) > _QUOTED_LINES:
                raise csv.Error("quoted cell without end")
            yield line

    def _mend(self, number: int) -> list[str]:
        """The record the held lines begin with, its quotation marks read as tolerantly as they were written."""
        held, self._held = self._held, []
        record, flaws = _tolerant("".join(held), self._separator)
        if any(code == "unterminated_quote" for _, code in flaws):
            record, flaws = _tolerant(held[0], self._separator)
            self._pending.extendleft(reversed(held[1:]))
        self.flaws += [Flaw(number, cell, code, record[cell]) for cell, code in flaws]
        return record


def _drain(pending: deque[str]) -> Iterator[str]:
    while pending:
        yield pending.popleft()


def _tolerant(text: str, separator: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Cells of one record, and what is wrong with which. A cell that is not wholly quoted stays as it was written."""
    text = text.rstrip("\r\n")
    cells, flaws = [], []
    start = 0
    pattern = _tolerant_cell(separator)
    while start <= len(text):
        match = pattern.match(text, start)
        assert match is not None  # the last alternative matches everywhere
        if match["quoted"] is not None:
            cells.append(match["quoted"][1:-1].replace('""', '"'))
        else:
            if match["mixed"] is not None:
                flaws.append((len(cells), "stray_quote"))
            elif match["plain"].startswith('"'):
                flaws.append((len(cells), "unterminated_quote"))
            cells.append(match.group())
        start = match.end() + 1
    return cells, flaws


@cache
def _tolerant_cell(separator: str) -> re.Pattern[str]:
    s = re.escape(separator)
    return re.compile(
        f'(?P<quoted>"(?:[^"]|"")*"(?={s}|\\Z))'
        f'|(?P<mixed>"[^"\\r\\n]*"(?:[^{s}"\\r\\n]|"[^"\\r\\n]*")*(?={s}|\\Z))'
        f"|(?P<plain>[^{s}]*)"
    )


def _too_long(number: int) -> FileError:
    return FileError(
        place=N_("line {line}"),
        problem=N_("a cell is longer than {limit} characters"),
        remedy=N_("shorten that cell, or look for a separator that is missing there"),
        line=number + 1,
        limit=csv.field_size_limit(),
    )


def separator(sample: Sequence[str], stated: str, limits: Limits) -> str:
    """The separator of the sample's lines: the stated one, or the one that cuts them most evenly, or `NONE`.

    `FileError` when the stated one is no single character, or cuts nothing where another would.
    """
    stated = _NAMES.get(stated.lower(), stated)
    if len(stated) > 1 or stated in ('"', "\r", "\n"):
        raise FileError(
            problem=N_("“{separator}” cannot separate cells"),
            remedy=N_("give one character, such as , or ; or tab"),
            separator=stated,
        )
    named = _SEPARATOR_LINE.fullmatch(sample[0]) if sample else None
    found = named[1] if named else _evenest(sample, limits)
    if not stated:
        return found
    # A file of one column has no separator at all; only one that another cuts evenly speaks against the stated one.
    if not any(stated in line for line in sample) and _cuts_evenly(sample, found, limits):
        raise FileError(
            problem=N_("the separator “{separator}” does not occur in this file"),
            remedy=N_("name no separator, then it is recognised; it seems to be “{found}”"),
            separator=stated,
            found=found if found != "\t" else "tab",
        )
    return stated


def _cuts_evenly(sample: Sequence[str], mark: str, limits: Limits) -> bool:
    widths = {len(record) for record in Records(sample, mark, limits) if any(record)}
    return len(widths) == 1 and min(widths) > 1


def _evenest(sample: Sequence[str], limits: Limits) -> str:
    cuts = {mark: cut for mark in SEPARATORS if (cut := _cut(sample, mark, limits))}
    # The Persian comma stands in addresses everywhere; only a header that it cuts makes it a separator.
    if "،" in cuts and cuts["،"].first > 0:
        del cuts["،"]
    if not cuts:
        return NONE
    first = min(cut.first for cut in cuts.values())
    return max(cuts, key=lambda mark: (cuts[mark].first == first and cuts[mark].fits, cuts[mark].evenness))


class _Cut(NamedTuple):
    first: int  # the first record that is cut at all: the header, most likely
    fits: bool  # it has as many cells as most records
    evenness: float


def _cut(sample: Sequence[str], mark: str, limits: Limits) -> _Cut | None:
    widths = [len(record) for record in Records(sample, mark, limits) if any(map(str.strip, record))]
    cut = [width for width in widths if width > 1]
    if not cut or (len(cut) < len(widths) / 2 and widths[0] == 1):
        return None
    usual, times = max(Counter(cut).items(), key=lambda item: (item[1], item[0]))
    first = next(number for number, width in enumerate(widths) if width > 1)
    return _Cut(first, widths[first] == usual, times / len(widths) * (1 - 1 / usual))


def sample_of(text: Iterator[str]) -> list[str]:
    """The first whole lines of a text, enough to recognise its separator by; takes them off the iterator."""
    sample: list[str] = []
    size = 0
    for line in islice(text, _SAMPLE_LINES):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE_CHARACTERS:
            break
    return sample
