"""Calendar and order are decided for a whole column."""

import pytest

from zolal.engine.fields.date_column import column_context

MODERN = ["2020-01-15", "2021-02-16", "2022-03-17", "2023-04-18"]
SOLAR = ["1400/01/15", "1401/02/16", "1402/03/17", "1403/04/18"]


@pytest.mark.parametrize(
    ("header", "cells", "calendar"),
    [
        ("تاریخ", SOLAR, "jalali"),
        ("date", SOLAR, "jalali"),
        ("تاریخ", MODERN, "gregorian"),
        ("تاریخ", [*SOLAR, MODERN[0]], "jalali"),
        ("تاریخ", [*MODERN * 6, SOLAR[0]], "gregorian"),
        ("تاریخ", [*MODERN, SOLAR[0]], "mixed"),
        ("born", ["1403-05-06", "1520-01-02", "1612-03-04", "1701-05-06"], "historical"),
        ("تاریخ میلادی", ["1403-05-06", "1420-01-02"], "historical"),
        ("تاریخ تولد", ["66/1/20", "54/12/3"], "jalali"),
        ("تاریخ تولد میلادی", ["66/1/20", "54/12/3"], "gregorian"),
        ("birth date", ["66/1/20", "54/12/3"], ""),
        ("birth date (shamsi)", ["66/1/20"], "jalali"),
        ("date", ["5 فروردین 80"], "jalali"),
        ("تاریخ", ["abc"], ""),
        ("تاریخ", [], ""),
    ],
)
def test_the_calendar_of_a_column(header: str, cells: list[str], calendar: str) -> None:
    assert column_context(header, cells).calendar == calendar


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03/04/2020", "25/04/2020"], "dmy"),
        (["03/04/2020", "04/25/2020"], "mdy"),
        (["03/04/2020", "05/06/2020"], ""),
        (["13/04/2020", "04/25/2020"], ""),
        ([f"{day}/04/2020" for day in range(13, 31)] * 2 + ["04/25/2020"], "dmy"),
        (["1403/01/05", "03/05/12"], "ymd"),
        (["2024/01/05", "03/05/12"], ""),
        (["66/01/05", "03/05/12"], "ymd"),
        (["25/01/66", "03/05/12"], "dmy"),
    ],
)
def test_the_order_of_a_column_is_told_by_the_cells_that_tell(cells: list[str], order: str) -> None:
    assert column_context("", cells).order == order


@pytest.mark.parametrize(
    ("header", "serial"),
    [("تاریخ ثبت", True), ("created_at", True), ("date", True), ("DOB", True), ("مبلغ", False), ("", False)],
)
def test_bare_numbers_are_days_of_excel_only_under_a_header_of_dates(header: str, serial: bool) -> None:
    assert column_context(header, ["45375"]).serial is serial
