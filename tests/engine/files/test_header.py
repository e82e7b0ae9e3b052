"""The header is found under titles, and a file without one loses no row."""

import pytest

from tests.engine.files.parsing import parse
from zolal.engine.files import FileError
from zolal.engine.files.header import find, names


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["نام", "موبایل", "شهر"], ["علی", "09121234567", "قم"]], 1),
        ([["فهرست مشتریان", "", ""], ["نام", "موبایل", "شهر"], ["علی", "09121234567", "قم"]], 2),
        ([["فهرست", "", ""], [], ["به تاریخ ۱۴۰۳/۰۱/۰۵"], [], ["نام", "کد", "شهر"], ["علی", "1", "قم"]], 5),
        ([[], [], ["نام", "موبایل"], ["علی", "09121234567"]], 3),
        ([["تماس", "", "", "نشانی", "", ""], ["نام", "تلفن", "ایمیل", "شهر", "کوچه", "پلاک"], ["ا"] * 6], 2),
        ([["نام", "1401", "1402", "1403"], ["علی", "12", "15", "9"]], 1),  # years head columns
        ([["name", "type"], ["ali", "b"], ["name", "type"], ["reza", "c"]], 1),  # a header said twice
        ([["name", "", "city", ""], ["ali", "", "", ""], ["reza", "", "", ""]], 1),
        ([["نام"], ["علی"], ["رضا"]], 1),
    ],
)
def test_the_header_is_found(rows: list[list[str]], header: int) -> None:
    assert find(rows) == header


@pytest.mark.parametrize(
    "rows",
    [
        [["علی رضایی", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "قم"], ["زهرا", "", "یزد"]],
        [["ali", "ali@example.com"], ["reza", "reza@example.com"]],
        [["علی", "رضایی", "تهران"], ["رضا", "علوی", "تهران"]],  # the town comes again below
        [["12", "15", "قم"], ["13", "16", "ری"]],
        [["09121234567"], ["09131234567"]],
        [["فهرست", "", ""], ["علی", "09121234567", "قم"], ["رضا", "09131234567", "ری"]],
    ],
)
def test_a_list_without_header_is_seen_as_one(rows: list[list[str]]) -> None:
    assert find(rows) == 0


def test_without_header_every_row_stays_and_columns_are_numbered() -> None:
    (table,) = parse("علی,09121234567\nرضا,09131234567\n".encode())
    assert table.header_row == 0
    assert table.frame.columns == ["column 1", "column 2"]
    assert table.frame.rows() == [("علی", "09121234567"), ("رضا", "09131234567")]


def test_rows_are_counted_from_below_the_header() -> None:
    (table,) = parse(b"customers of 1403,,\n,,\nname,city,code\nali,Qom,1\nreza,Yazd\n")
    assert table.header_row == 3
    assert table.frame.rows()[0] == ("ali", "Qom", "1")
    assert table.issues["row"].to_list() == [2]


@pytest.mark.parametrize(("stated", "columns"), [(0, ["column 1", "column 2"]), (1, ["a", "b"]), (2, ["c", "d"])])
def test_a_header_row_that_is_stated_is_obeyed(stated: int, columns: list[str]) -> None:
    (table,) = parse(b"a,b\nc,d\ne,f\n", header_row=stated)
    assert table.frame.columns == columns
    assert table.frame.height == 3 - stated


@pytest.mark.parametrize("stated", [-1, 9])
def test_a_header_row_that_is_not_there_is_told(stated: int) -> None:
    with pytest.raises(FileError, match=f"no row {stated} to be the header"):
        parse(b"a,b\nc,d\n", header_row=stated)


def test_column_names_are_folded_numbered_and_told_apart() -> None:
    assert names([" نام \n مشتری ", "", "تلفن", "تلفن", "تلفن (2)", "\ufeffکد"]) == [
        "نام مشتری",
        "column 2",
        "تلفن",
        "تلفن (2)",
        "تلفن (2) (2)",
        "کد",
    ]
