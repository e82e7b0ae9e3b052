"""Files, sheets, tables and frames may be cleaned together."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tests.engine.pipeline.tables import strangers
from zolal.engine.files import FileError, Table, read
from zolal.engine.pipeline import Options, clean

HEADERS = ["نام و نام خانوادگی", "موبایل"]


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text("نام و نام خانوادگی,موبایل\nعلی محمدی,09121111111\nپریسا زند,\n", encoding="utf-8")
    return path


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "shop.xlsx"
    sheets: dict[str, list[tuple[str, object]]] = {
        "تهران": [("بهرام فرخی", 9123334455.0)],
        "قم": [("شهرام زندی", "ندارد"), ("لیلا پناهی", "")],
    }
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate([HEADERS, *rows]):
                sheet.write_row(number, 0, cells)
    return path


def test_whatever_is_handed_in_comes_out_in_the_same_order(csv: Path, workbook: Path) -> None:
    frame = strangers(2)
    found = clean(str(workbook), csv, frame, *read(csv))
    assert found.records.select("file", "sheet", "row").rows() == [
        ("shop.xlsx", "تهران", 1),
        ("shop.xlsx", "قم", 1),
        ("shop.xlsx", "قم", 2),
        ("customers.csv", "", 1),
        ("customers.csv", "", 2),
        ("table 3", "", 1),
        ("table 3", "", 2),
        ("customers.csv (2)", "", 1),
        ("customers.csv (2)", "", 2),
    ]
    assert found.records["raw:موبایل"].to_list()[:4] == ["9123334455", "ندارد", "", "09121111111"]


def test_a_path_and_the_table_read_from_it_give_the_same(csv: Path) -> None:
    assert clean(csv).records.equals(clean(*read(csv)).records)


def test_a_frame_is_taken_as_text() -> None:
    frame = pl.DataFrame({"نام": ["علی", None], "تعداد": [3, None], "مبلغ (ریال)": [1_200_000, 0]})
    found = clean(frame)
    assert found.records["raw:نام"].to_list() == ["علی", ""]
    assert found.records["raw:تعداد"].to_list() == ["3", ""]
    assert found.records["money"].to_list() == ["1200000", "0"]


def test_one_file_given_twice_is_two_sources(csv: Path) -> None:
    found = clean(csv, csv)
    assert found.records["file"].to_list() == [*["customers.csv"] * 2, *["customers.csv (2)"] * 2]
    assert found.summary["rows"] == 4


def test_pairs_name_the_sheet_where_a_file_has_several(workbook: Path) -> None:
    frame = strangers(8).rename({"ایمیل": "email"})
    found = clean(workbook, frame, frame)
    assert {*found.duplicates["file_a"]} == {"table 2"}
    judged = found.duplicates.head(1).with_columns(
        file_a=pl.lit("shop.xlsx:تهران"), row_a=1, file_b=pl.lit("shop.xlsx:قم"), row_b=2, decision=pl.lit("same")
    )
    again = clean(workbook, frame, frame, options=Options(decisions=judged))
    assert again.summary["decisions"] == {"obeyed": 1, "unknown": 0}
    assert again.duplicates.select("file_a", "row_a", "file_b", "row_b").row(0) == (
        "shop.xlsx:تهران",
        1,
        "shop.xlsx:قم",
        2,
    )


def test_one_sheet_may_be_chosen(workbook: Path) -> None:
    assert clean(workbook, options=Options(sheet="قم")).records["sheet"].to_list() == ["قم", "قم"]


def test_how_a_file_is_read_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("فهرست مشتريان\nنام;موبايل\nعلي;09121111111\nرضا;\n".encode("cp1256"))
    found = clean(path, options=Options(delimiter=";", encoding="cp1256", header_row=2))
    assert found.records.select("name", "mobile").rows() == [("علی", "09121111111"), ("رضا", "")]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"missing\.csv"):
        clean(tmp_path / "missing.csv")


def test_damage_found_while_reading_is_an_issue_of_the_run(tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text("نام,موبایل\nعلی,09121111111,x\nرضا\n", encoding="utf-8")
    found = clean(path)
    assert found.records.select("row", "name").rows() == [(1, "علی"), (2, "رضا")]
    assert found.issues.select("file", "row", "code", "severity").rows() == [("ragged.csv", 2, "ragged_row", "warning")]
    assert all(found.issues["message"])


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_tables_of_hardly_any_rows(rows: int) -> None:
    found = clean(strangers(8).head(rows))
    assert (found.records.height, found.customers.height, found.duplicates.height) == (rows, rows, 0)


def test_a_table_nothing_of_which_is_known() -> None:
    whole = pl.DataFrame(schema={"row": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String})
    found = clean(Table("odd.csv", "", pl.DataFrame({"x": ["؟", "?"], "y": ["", ""]}), issues=whole))
    assert found.records.select("file", "raw:x", "raw:y").rows() == [("odd.csv", "؟", ""), ("odd.csv", "?", "")]
    assert found.records["entity"].n_unique() == 2
