"""Figures and cells in the reader's language."""

import pytest

from zolal.report.show import LONGEST, Show

EN = Show("en", str)
FA = Show("fa", str)


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (1, "100%"), (0.5, "50%"), (0.754, "75%"), (0.0001, "0.1%"), (0.99999, "99.9%"), (0.992, "99.2%")],
)
def test_something_is_never_nothing_and_not_quite_all_is_never_all(share: float, shown: str) -> None:
    assert EN.share(share) == shown


def test_a_normal_form_is_shown_the_way_it_is_read() -> None:
    assert FA.cell("2024-03-24", "date") == "۱۴۰۳/۰۱/۰۵"
    assert FA.cell("2024-03-24 | 2024-03-25", "date") == "۱۴۰۳/۰۱/۰۵ | ۱۴۰۳/۰۱/۰۶"
    assert EN.cell("1200000", "number") == "1,200,000"
    assert EN.cell("1200000", "money") == "1,200,000 rials"
    assert FA.cell("09121234567") == "09121234567"


@pytest.mark.parametrize("text", ["0001-01-01", "not a date", ""])
def test_a_date_outside_the_calendar_stays_as_it_is(text: str) -> None:
    assert FA.cell(text, "date") == text


def test_long_cells_are_clipped() -> None:
    assert len(EN.cell("x" * 5000)) == LONGEST


def test_a_place_names_file_sheet_and_row() -> None:
    assert EN.where({"file": "a.xlsx", "sheet": "S", "row": 12}) == "\u2068a.xlsx › S\u2069, row 12"
