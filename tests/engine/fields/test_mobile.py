"""Every way to write a mobile number ends in the eleven digits one can dial."""

from __future__ import annotations

import pytest

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context, Parsed
from zolal.engine.fields.mobile import MOBILE, recognise


def test_the_normal_form_is_left_alone_and_compared_as_e164() -> None:
    assert parse_cell(MOBILE, "09122002580") == Parsed("09122002580", "+989122002580")


@pytest.mark.parametrize(
    "written",
    [
        "9122002580",
        "+989122002580",
        "00989122002580",
        "989122002580",
        "+98 (0)912 200 2580",
        "+9809122002580",
        "۰۹۱۲۲۰۰۲۵۸۰",
        "٠٩١٢٢٠٠٢٥٨٠",
        "+۹۸۹۱۲۲۰۰۲۵۸۰",
        "0912 200 2580",
        "0912-200-2580",
        "0912.200.25.80",
        "(0912) 2002580",
        "0912/2002580",
        "0912–2002580",
        "0912_2002580",
        "'09122002580",
        "'+989122002580",
        " 09122002580\u200f",
        "\u202a09122002580\u202c",
        "0912\u200c2002580",
        "9122002580.0",
        "9.12200258E+09",
        "9.122002580E+9",
        "9.12200258e9",
        "موبایل: 09122002580",
        "همراه ۰۹۱۲۲۰۰۲۵۸۰",
        "tel. 09122002580",
    ],
)
def test_another_form_is_mended_and_told(written: str) -> None:
    assert parse_cell(MOBILE, written) == Parsed("09122002580", "+989122002580", "phone_form", "09122002580")


@pytest.mark.parametrize(
    "written",
    [
        "09122002580/09351234567",
        "09122002580 / 09351234567",
        "09122002580,09351234567",
        "09122002580; 09351234567",
        "۰۹۱۲۲۰۰۲۵۸۰، ۰۹۳۵۱۲۳۴۵۶۷",
        "09122002580-09351234567",
        "09122002580|09351234567",
        "09122002580\n09351234567",
        "09122002580 و 09351234567",
        "09122002580 یا 09351234567",
        "09122002580 09351234567",
        "0912 200 2580 0935 123 4567",
        "9122002580 9351234567",
        "+989122002580 +989351234567",
    ],
)
def test_two_numbers_in_one_cell_become_two_values(written: str) -> None:
    both = "09122002580 | 09351234567"
    assert parse_cell(MOBILE, written) == Parsed(both, "+989122002580 | +989351234567", "phone_form", both)
    assert parse_cell(MOBILE, both).code == ""


def test_the_same_number_twice_is_one_value() -> None:
    assert parse_cell(MOBILE, "09122002580 / +989122002580").value == "09122002580"


@pytest.mark.parametrize("written", ["9.12E+09", "9.1220026E+09", "9,12E+09", "۹٫۱۲E+۰۹"])
def test_digits_a_spreadsheet_rounded_away_are_not_guessed(written: str) -> None:
    assert parse_cell(MOBILE, written) == Parsed(code="phone_lost_digits")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0912200258", "+98912200258"),
        ("091220025801", "+9891220025801"),
        ("912200258", "+98912200258"),
        ("912200258.0", "+989122002580"),
        ("+98912200258", "+98912200258"),
        ("03112345", "+983112345"),
        ("1234", ""),
        ("علی", ""),
        ("+1555", ""),
        ("09122002580 12345", "+989122002580"),
    ],
)
def test_a_wrong_number_gives_no_value_but_may_be_found_by_its_digits(written: str, key: str) -> None:
    assert parse_cell(MOBILE, written) == Parsed(key=key, code="mobile_invalid")


def test_a_last_digit_after_a_stroke_is_not_glued_on() -> None:
    assert parse_cell(MOBILE, "0912200258/0").value == ""
    assert parse_cell(MOBILE, "09122002580-1") == Parsed("09122002580", "+989122002580", "phone_range", "09122002580")


def test_a_foreign_number_is_kept_as_e164_both_ways() -> None:
    assert parse_cell(MOBILE, "+14155552671") == Parsed("+14155552671", "+14155552671")
    assert parse_cell(MOBILE, "0044 7911 123456").value == "+447911123456"


def test_a_landline_is_kept_and_told_apart() -> None:
    assert parse_cell(MOBILE, "02188881234") == Parsed("02188881234", "+982188881234", "mobile_landline")
    assert parse_cell(MOBILE, "021-88881234").proposal == "02188881234"
    assert parse_cell(MOBILE, "88881234", Context(area_code="021")).code == "mobile_landline"


def test_words_beside_the_number_are_told() -> None:
    assert parse_cell(MOBILE, "09122002580 (خانم احمدی)") == Parsed(
        "09122002580", "+989122002580", "phone_remark", "09122002580"
    )


def test_a_column_of_mobiles_is_recognised_by_its_cells() -> None:
    assert recognise(["09122002580", "+98 912 200 2580", "۹۱۲۲۰۰۲۵۸۰"]) == 1
    assert recognise(["0499370899", "02188881234", "علی", "1403/01/05"]) == 0
    assert recognise([]) == 0
