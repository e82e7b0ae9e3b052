"""Postal codes, of Iran and of others."""

from __future__ import annotations

import pytest

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed
from zolal.engine.fields.postal_code import POSTAL_CODE, recognise
from zolal.engine.fields.zip import ZIP
from zolal.engine.fields.zip import recognise as looks_like_zips


def test_ten_digits_are_a_postal_code() -> None:
    assert parse_cell(POSTAL_CODE, "1939546911") == Parsed("1939546911", "1939546911")


@pytest.mark.parametrize(
    "written", ["۱۹۳۹۵۴۶۹۱۱", "19395-46911", "19395 46911", "1939546911.0", "1.939546911E+09", "'1939546911"]
)
def test_another_form_is_mended_and_told(written: str) -> None:
    assert parse_cell(POSTAL_CODE, written) == Parsed("1939546911", "1939546911", "postal_code_form", "1939546911")


@pytest.mark.parametrize("written", ["1230567890", "2134567890", "0134567890"])
def test_an_odd_pattern_is_kept_and_doubted(written: str) -> None:
    assert parse_cell(POSTAL_CODE, written) == Parsed(written, written, "postal_code_doubtful")


@pytest.mark.parametrize(
    ("written", "key"),
    [("193954691", "193954691"), ("1939546911۲", "19395469112"), ("SW1A 1AA", ""), ("1111111111", "")],
)
def test_another_length_is_wrong(written: str, key: str) -> None:
    assert parse_cell(POSTAL_CODE, written) == Parsed(key=key, code="postal_code_invalid")


def test_a_column_of_postal_codes_is_recognised_but_not_among_national_ids() -> None:
    assert recognise(["1939546911", "71345-67890", "۳۱۴۵۶۷۸۹۰۱"]) > 0.9
    assert recognise(["0499370899", "0790419904", "0084575948"]) == 0


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4011", "4011"),
        ("sw1a 1aa", "SW1A 1AA"),
        ("4011.0", "4011"),
        ("12345-6789", "12345-6789"),
        ("K1A0B1", "K1A0B1"),
        ("'0801", "0801"),
    ],
)
def test_codes_of_other_countries(written: str, value: str) -> None:
    assert parse_cell(ZIP, written).value == value


@pytest.mark.parametrize("written", ["12", "1939546911", "ABC", "تهران", "12-"])
def test_what_no_country_uses(written: str) -> None:
    assert parse_cell(ZIP, written).code == "zip_invalid"


def test_four_digits_are_only_a_hint() -> None:
    assert 0 < looks_like_zips(["4011", "2776"]) <= 0.3
