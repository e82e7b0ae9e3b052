"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) by way of calamine, which needs a guard and a supplement.

Guard: it makes room for the whole rectangle up to the farthest cell, 549 GB for one cell at XFD1048576.
Supplement: it gives an empty text for error cells such as #N/A; those of XLSX are taken from the sheet's XML.
XLSB, XLS and ODS have no such supplement: their error cells come out empty.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from zolal.engine.files.cell import cell_text
from zolal.engine.files.error import FileError
from zolal.engine.files.limits import RATIO_FROM, Limits
from zolal.engine.files.sheet import Sheet, Tables, too_big
from zolal.engine.files.signature import DAMAGED_WORKBOOK, PASSWORD, REPAIR, UNLOCK
from zolal.engine.files.survey import Survey, sheet_parts, survey
from zolal.engine.records import N_


def read_workbook(path: Path, tables: Tables, *, sheet: str, header_row: int | None) -> None:
    """Send a table for each sheet that holds one, or for the named `sheet` only."""
    surveys = _surveys(path, tables.limits, sheet)
    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
        names = [about.name for about in book.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
        reasons: list[FileError | None] = []
        for name in _chosen(names, sheet):
            records = _records(book.get_sheet_by_name(name), surveys.get(name, Survey()))
            reasons.append(tables.send(Sheet(records, name), header_row))
    except PasswordError as error:
        raise FileError(problem=PASSWORD, remedy=UNLOCK) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileError(problem=DAMAGED_WORKBOOK, remedy=REPAIR) from error
    if not tables.sent:
        raise _nothing(reasons)


def _nothing(reasons: list[FileError | None]) -> FileError:
    """Why no sheet is a table: its own reason where there is one sheet, else one for all."""
    if len(reasons) == 1 and reasons[0]:
        return reasons[0]
    return FileError(
        problem=N_("no sheet of this workbook has a header with rows below it"),
        remedy=N_("give a file with a table in it"),
    )


def _chosen(names: list[str], sheet: str) -> list[str]:
    if not sheet:
        return names
    if sheet not in names:
        raise FileError(
            problem=N_("there is no sheet “{sheet}”"),
            remedy=N_("name one of these: {names}"),
            sheet=sheet,
            names=" · ".join(names),
        )
    return [sheet]


def _surveys(path: Path, limits: Limits, sheet: str) -> dict[str, Survey]:
    """What the XML of each sheet tells beforehand; nothing for formats other than XLSX."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        _refuse_bomb(archive, limits)
        parts = {name: part for name, part in sheet_parts(archive).items() if not sheet or name == sheet}
        try:
            surveys = {name: survey(archive, part) for name, part in parts.items()}
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise FileError(problem=DAMAGED_WORKBOOK, remedy=REPAIR) from error
    for name, found in surveys.items():
        _refuse_far(name, found, limits)
    return surveys


def _refuse_bomb(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise too_big(N_("this workbook unpacks to more than {limit} bytes"), limits.unpacked)
    for part in parts:
        if part.file_size > RATIO_FROM and part.file_size > limits.ratio * part.compress_size:
            raise FileError(
                problem=N_("this workbook unpacks to more than {limit} times its size, as a zip bomb does"),
                remedy=N_("do not open it unless you trust its sender; if you do, export it as .csv"),
                limit=limits.ratio,
            )


def _refuse_far(name: str, found: Survey, limits: Limits) -> None:
    if found.rows * found.columns > limits.cells:
        raise FileError(
            place=N_("sheet “{sheet}”, cell {cell}"),
            problem=N_("this cell makes the sheet {rows} rows and {columns} columns large"),
            remedy=N_("delete the rows and columns around the table, save the file and give it again"),
            sheet=name,
            cell=found.farthest,
            rows=found.rows,
            columns=found.columns,
        )


def _records(sheet: CalamineSheet, found: Survey) -> Iterator[list[str]]:
    left = sheet.start[1] if sheet.start else 0
    for row, cells in enumerate(sheet.iter_rows()):
        record = [cell if type(cell) is str else cell_text(cell) for cell in cells]
        for column, text in found.errors.get(row, ()):
            if 0 <= column - left < len(record):
                record[column - left] = text
        yield record
