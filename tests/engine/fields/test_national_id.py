"""The ten digits of a person, with the zeros spreadsheets eat."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed
from zolal.engine.fields.national_id import NATIONAL_ID, is_valid_national_id, recognise


@pytest.mark.parametrize("digits", ["0499370899", "0790419904", "0084575948", "0963695398", "1234567891"])
def test_right_check_digits(digits: str) -> None:
    assert is_valid_national_id(digits)
    assert parse_cell(NATIONAL_ID, digits) == Parsed(digits, digits)


@pytest.mark.parametrize(
    "digits", ["0499370898", "0684159415", "1111111111", "049937089", "04993708990", "", "۰۴۹۹۳۷۰۸۹۹", "049937089a"]
)
def test_wrong_ones(digits: str) -> None:
    assert not is_valid_national_id(digits)


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine: str, at: int, by: int) -> None:
    digits = next(nine + check for check in "0123456789" if is_valid_national_id(nine + check) or len(set(nine)) == 1)
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    rests = {int(check) for check in "0123456789" if is_valid_national_id(wrong[:9] + check)}
    assert not is_valid_national_id(wrong) or rests == {int(digits[9])}


@pytest.mark.parametrize(
    "written",
    [
        "۰۴۹۹۳۷۰۸۹۹",
        "499370899",
        "049-937089-9",
        "0499370899 ",
        "'0499370899",
        "499370899.0",
        "4.99370899E+08",
        "049 937 0899",
    ],
)
def test_another_form_is_mended_and_told(written: str) -> None:
    assert parse_cell(NATIONAL_ID, written) == Parsed("0499370899", "0499370899", "national_id_form", "0499370899")


def test_two_lost_zeros_come_back() -> None:
    assert parse_cell(NATIONAL_ID, "84575948").value == "0084575948"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0499370898", "0499370898"),
        ("499370898", "499370898"),
        ("12345", "12345"),
        ("04993708991", "04993708991"),
        ("4.99E+08", ""),
        ("1111111111", ""),
        ("A123", ""),
    ],
)
def test_a_wrong_number_gives_no_value_but_is_compared_by_its_digits(written: str, key: str) -> None:
    assert parse_cell(NATIONAL_ID, written) == Parsed(key=key, code="national_id_invalid")


@pytest.mark.parametrize("written", ["0", "0000000000", "ندارد", "کد ملی ندارد", "-", "۰۰۰۰۰۰۰۰۰۰"])
def test_nothing_is_not_an_error(written: str) -> None:
    assert parse_cell(NATIONAL_ID, written) == Parsed(code="placeholder")


def test_a_column_of_ids_is_recognised_by_its_check_digits() -> None:
    assert recognise(["0499370899", "790419904", "۰۰۸۴۵۷۵۹۴۸"]) == 1
    assert recognise([str(number) for number in range(1939546900, 1939547000)]) < 0.05
