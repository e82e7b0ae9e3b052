"""customers.xlsx: text stays text, right to left, as many sheets as it takes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from zolal.tables.workbook import CELL_CHARACTERS, CUT, write_workbook

NO_CHARACTERS = "\ufffe\uffff"  # Unicode's own: XML has no place for them, and not every reader decodes the escape


def written(table: pl.DataFrame, **options: object) -> bytes:
    file = io.BytesIO()
    for _ in write_workbook(table, file, title="مشتریان", **options):  # type: ignore[arg-type]
        pass
    return file.getvalue()


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=NO_CHARACTERS)), min_size=1))
def test_every_text_comes_back(cells: list[str]) -> None:
    rows = sheets(written(pl.DataFrame({"n": range(len(cells)), "text": cells})))["مشتریان"]

    assert [row[1] for row in rows[1:]] == cells


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+98", "-5", "@x", "0912", "1e5", "TRUE", "http://a.ir", "_x0041_x0042_", "a\r\nb", "\0", NO_CHARACTERS],
)
def test_text_that_looks_like_something_else_stays_text(cell: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(pl.DataFrame({"a": [cell]})))).worksheets[0]

    assert (sheet["A2"].data_type, sheet["A2"].number_format) == ("s", "@")


def test_it_opens_right_to_left_with_the_header_in_place() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(pl.DataFrame({"name": ["علی"], "rows": [2]})))).worksheets[0]

    assert (sheet.title, sheet.sheet_view.rightToLeft, sheet.freeze_panes) == ("مشتریان", True, "A2")
    assert list(sheet.values) == [("name", "rows"), ("علی", 2)]


def test_it_goes_on_in_further_sheets() -> None:
    rows = sheets(written(pl.DataFrame({"n": [str(n) for n in range(7)]}), rows=4))

    assert rows == {
        "مشتریان": [["n"], ["0"], ["1"], ["2"]],
        "مشتریان 2": [["n"], ["3"], ["4"], ["5"]],
        "مشتریان 3": [["n"], ["6"]],
    }


def test_a_text_longer_than_a_cell_is_cut_with_a_mark() -> None:
    table = pl.DataFrame({"a": ["x" * CELL_CHARACTERS, "x" * (CELL_CHARACTERS + 1)]})
    whole, cut = (row[0] for row in sheets(written(table))["مشتریان"][1:])

    assert whole == table["a"][0]
    assert cut == "x" * (CELL_CHARACTERS - 1) + CUT


def test_the_same_table_gives_the_same_bytes() -> None:
    table = pl.DataFrame({"a": ["علی", ""], "n": [1, None]})

    assert written(table) == written(table)


def test_a_table_without_rows_has_its_header() -> None:
    assert sheets(written(pl.DataFrame(schema={"a": pl.String}))) == {"مشتریان": [["a"]]}


def test_more_than_26_columns() -> None:
    table = pl.DataFrame({f"c{n}": [str(n)] for n in range(60)})

    assert sheets(written(table))["مشتریان"] == [table.columns, [str(n) for n in range(60)]]


def test_a_full_disk_is_an_os_error(tmp_path: Path) -> None:
    table = pl.DataFrame({"a": [str(n) for n in range(100_000)]})

    with pytest.raises(OSError, match="full"), Full((tmp_path / "x").open("wb")) as file:
        for _ in write_workbook(table, file, title="x"):
            pass


class Full(io.BufferedWriter):
    """A file on a disk with room for 10,000 bytes."""

    def write(self, data: object) -> int:
        if self.tell() + len(data) > 10_000:  # type: ignore[arg-type]
            raise OSError("full")
        return super().write(data)  # type: ignore[arg-type]
