"""From records to the frames of one table, sent batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import polars as pl

from zolal.engine.files.delimited import NONE, Flaw
from zolal.engine.files.error import FileError
from zolal.engine.files.header import SURPLUS, Layout, layout
from zolal.engine.files.limits import Limits
from zolal.engine.files.pipe import BATCH, ISSUES, SKIP, TABLE, Sender
from zolal.engine.records import N_

ISSUE_SCHEMA = {"row": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String}

TOO_MANY_ROWS = N_("there are more than {limit} rows")
TOO_MANY_CELLS = N_("there are more than {limit} cells")

_BATCH_CELLS = 500_000
_SAMPLE = 50  # records with something in them
_SAMPLE_BLANKS = 10_000
_MARKS = (("nul_byte", "\0"), ("undecodable", "\ufffd"))

Issue = tuple[int, str, str, str]


@dataclass(slots=True)
class Sheet:
    """The records of one sheet, and what is known about them."""

    records: Iterator[list[str]]
    name: str = ""
    encoding: str = ""
    separator: str = ""
    damaged: bool = True  # NUL and undecodable characters may be there
    flaws: list[Flaw] = field(default_factory=list)  # grows while records are taken


class Tables:
    """Sends tables, and keeps count of what they cost together."""

    def __init__(self, sender: Sender, limits: Limits) -> None:
        self.sender = sender
        self.limits = limits
        self.sent = 0
        self._rows = 0
        self._cells = 0

    def send(self, sheet: Sheet, header_row: int | None) -> FileError | None:
        """Send a sheet; or give the reason why it holds no table."""
        sample = _sample(sheet.records, header_row or 0)
        if not any(map(_has_text, sample)):
            return FileError(problem=N_("this file is empty"), remedy=N_("give a file with a header and rows below it"))
        try:
            plan = layout(sample, header_row)
        except FileError as error:
            return error
        self.check_width(plan.width)
        filled = self._send_rows(sheet, plan, chain(sample[plan.header_row :], sheet.records))
        if not filled:
            self.sender.note(SKIP)
            return FileError(
                problem=N_("there is only a header and no row below it"),
                remedy=N_("give a file with rows, or say --header-row 0 if that row is data"),
            )
        self.finish(sheet, plan)
        return None

    def _send_rows(self, sheet: Sheet, plan: Layout, records: Iterator[list[str]]) -> bool:
        size = max(1, _BATCH_CELLS // plan.width)
        joiner = "" if sheet.separator == NONE else sheet.separator
        row = 1
        filled = False
        while rows := list(islice(records, size)):
            filled = filled or any(map(_has_text, rows))
            issues = _level(rows, plan, row, joiner)
            issues += _placed(sheet.flaws, plan)
            sheet.flaws.clear()
            frame = pl.DataFrame(
                [
                    pl.Series(n, cells, dtype=pl.String)
                    for n, cells in zip(plan.names, zip(*rows, strict=True), strict=False)
                ]
            )
            self.rows(frame, row, issues, marked=sheet.damaged)
            row += len(rows)
        return filled

    def rows(self, frame: pl.DataFrame, first: int, issues: list[Issue], *, marked: bool) -> None:
        """Send rows, the first of which is row number `first`; with `marked`, look for NUL and U+FFFD in them."""
        self._rows += frame.height
        self._cells += frame.height * frame.width
        if self._rows > self.limits.rows:
            raise too_big(TOO_MANY_ROWS, self.limits.rows)
        if self._cells > self.limits.cells:
            raise too_big(TOO_MANY_CELLS, self.limits.cells)
        if marked:
            issues = issues + _marked(frame, first)
        self.sender.frame(BATCH, frame)
        if issues:
            self.sender.frame(ISSUES, pl.DataFrame(sorted(issues), schema=ISSUE_SCHEMA, orient="row"))

    def check_width(self, width: int) -> None:
        """`FileError` when there are more columns than allowed."""
        if width > self.limits.columns:
            raise FileError(
                problem=N_("there are {count} columns, more than the {limit} allowed"),
                remedy=N_("remove the columns that are not needed, or check the separator"),
                count=width,
                limit=self.limits.columns,
            )

    def finish(self, sheet: Sheet, plan: Layout) -> None:
        """Say that the table is complete."""
        self.sent += 1
        about = {
            "sheet": sheet.name,
            "encoding": sheet.encoding,
            "delimiter": "" if sheet.separator == NONE else sheet.separator,
            "header_row": plan.header_row,
        }
        self.sender.note(TABLE, about)


def too_big(problem: str, limit: int) -> FileError:
    """The error for a file beyond one of the limits."""
    return FileError(problem=problem, remedy=N_("split the file and give the parts"), limit=f"{limit:,}")


def _sample(records: Iterator[list[str]], at_least: int) -> list[list[str]]:
    """The first records, until `_SAMPLE` of them hold something."""
    sample: list[list[str]] = []
    found = 0
    for record in islice(records, _SAMPLE_BLANKS + at_least):
        sample.append(record)
        found += _has_text(record)
        if found >= _SAMPLE and len(sample) >= at_least:
            break
    return sample


def _has_text(record: list[str]) -> bool:
    return any(cell and not cell.isspace() for cell in record)


def _level(rows: list[list[str]], plan: Layout, first: int, joiner: str) -> list[Issue]:
    """Make all rows equally long, in place; an issue for each that is not as long as the header."""
    width = plan.width
    if set(map(len, rows)) == {width}:
        return []
    issues = []
    for number, row in enumerate(rows, first):
        if len(row) > width and not any(row[width:]):
            del row[width:]
        if len(row) > width:
            issues.append((number, plan.names[width], "ragged_row", joiner.join(row[width:])))
            row[width + SURPLUS - 1 :] = (
                [joiner.join(row[width + SURPLUS - 1 :])] if len(row) >= width + SURPLUS else []
            )
        elif len(row) < width and _has_text(row):
            issues.append((number, plan.names[len(row)], "ragged_row", ""))
    longest = max(width, *map(len, rows))
    for row in rows:
        row.extend([""] * (longest - len(row)))
    return issues


def _placed(flaws: list[Flaw], plan: Layout) -> list[Issue]:
    # A flaw of the header itself has no row of its own and is told at the first.
    return [
        (max(1, record + 1 - plan.header_row), plan.names[min(cell, len(plan.names) - 1)], code, value)
        for record, cell, code, value in flaws
    ]


def _marked(frame: pl.DataFrame, first: int) -> list[Issue]:
    return [
        (first + place, column.name, code, column[place])
        for column in frame
        for code, mark in _MARKS
        for place in column.str.contains(mark, literal=True).arg_true()
    ]
