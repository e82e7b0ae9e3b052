"""Small tables as files."""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from zolal.tables.small import small_csv, small_workbook


def test_two_columns_that_are_called_alike_stay_two() -> None:
    columns, rows = ["وضعیت", "وضعیت"], [("خوب", 1), ("بد", 2)]

    book = CalamineWorkbook.from_filelike(io.BytesIO(small_workbook("هدف", columns, rows, rtl=True)))

    assert book.get_sheet_by_index(0).to_python() == [["وضعیت", "وضعیت (2)"], ["خوب", 1], ["بد", 2]]
    assert small_csv(columns, rows).decode("utf-8-sig").splitlines()[0] == "وضعیت,وضعیت (2)"
