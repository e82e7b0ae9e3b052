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


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0.0%"), (0.00001, "0.1%"), (0.7714, "77.1%"), (0.9998, "99.9%"), (1, "100.0%")]
)
def test_a_decimal_keeps_the_same_promise(share: float, shown: str) -> None:
    assert EN.share_exact(share) == shown


def test_we_are_never_wholly_sure_of_a_pair() -> None:
    assert EN.sure(1.0) == "99.9%"
    assert EN.sure(0.71) == "71%"


def test_the_steps_of_a_pair_lead_from_any_two_rows_to_these_two() -> None:
    found = EN.steps("mobile: equal +9.8; city: differs -1.9; starting chance -4.9")
    assert [(step.clause, step.side, step.factor) for step in found.steps] == [
        ("starting chance", "start", "÷ 130"),
        ("mobile: equal", "for", "× 18,000"),
        ("city: differs", "against", "÷ 6.7"),
    ]
    assert (found.axis, found.steps[0].begins, found.steps[0].width) == (50.0, 0.0, 50.0)
    assert (found.steps[1].begins, found.steps[1].width) == (0.0, 100.0)
    assert found.steps[2].begins + found.steps[2].width == 100.0


def test_steps_are_read_in_persian_too_and_a_judged_pair_has_none() -> None:
    found = FA.steps("موبایل: یکسان \u200e+9.8؛ شهر: متفاوت \u200e-1.9")
    assert [(step.clause, step.factor) for step in found.steps] == [
        ("موبایل: یکسان", "× ۱۸٬۰۰۰"),
        ("شهر: متفاوت", "÷ ۶٫۷"),
    ]
    assert EN.steps("judged by a person").steps == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [("+98 912", "ltr"), ("۰۹۱۲-۱۲۳", "ltr"), ("a@b.ir", "ltr"), ("علی", "rtl"), ("12 آذر", "rtl"), ("", "ltr")],
)
def test_a_text_stands_in_its_own_direction(text: str, direction: str) -> None:
    assert EN.direction(text) == direction


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("villa3 ", "villa3␣"),
        (" علی  رضا", "␣علی ␣رضا"),
        ("a\xa0b\u200fc", "a␣b␣c"),
        ("می\u200cرود", "می\u200cرود"),
        ("09121234567\n02188881234", "09121234567\n02188881234"),
    ],
)
def test_what_nobody_sees_is_marked(written: str, seen: str) -> None:
    assert EN.visible(written) == seen


def test_a_normal_form_is_shown_the_way_it_is_read() -> None:
    assert FA.cell("2024-03-24", "date") == "۱۴۰۳/۰۱/۰۵"
    assert FA.cell("2024-03-24 | 2024-03-25", "date") == "۱۴۰۳/۰۱/۰۵ | ۱۴۰۳/۰۱/۰۶"
    assert EN.cell("1200000", "number") == "1,200,000"
    assert EN.cell("1200000", "money") == "1,200,000 rials"
    assert EN.cell("595200000 ریال", "money") == "595,200,000 rials"
    assert FA.cell("1395/11/27", "date") == "۱۳۹۵/۱۱/۲۷"
    assert EN.cell("1395/11/27", "date") == "1395/11/27"
    assert FA.cell("09121234567") == "09121234567"


@pytest.mark.parametrize("text", ["0001-01-01", "not a date", ""])
def test_a_date_outside_the_calendar_stays_as_it_is(text: str) -> None:
    assert FA.cell(text, "date") == text


def test_long_cells_are_clipped() -> None:
    assert len(EN.cell("x" * 5000)) == LONGEST


def test_a_place_names_file_sheet_and_row() -> None:
    assert EN.where({"file": "a.xlsx", "sheet": "S", "row": 12}) == "\u2068a.xlsx › S\u2069, row 12"
