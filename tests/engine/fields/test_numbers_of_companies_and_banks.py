"""Legal IDs, economic codes, Sheba numbers and bank cards."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.engine.fields.shapes import cells_of
from zolal.engine.fields.card import CARD, is_valid_card, redact_card
from zolal.engine.fields.coded import compact
from zolal.engine.fields.economic_code import ECONOMIC_CODE
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed
from zolal.engine.fields.legal_id import LEGAL_ID, is_valid_legal_id
from zolal.engine.fields.sheba import SHEBA, is_valid_sheba


def test_the_check_digit_of_a_legal_entity() -> None:
    assert is_valid_legal_id("10380284790")
    assert not is_valid_legal_id("10380284792")
    assert not is_valid_legal_id("11111111111")
    assert not is_valid_legal_id("0499370899")


def test_a_legal_id_in_any_form() -> None:
    assert parse_cell(LEGAL_ID, "۱۰۳۸۰۲۸۴۷۹۰").value == "10380284790"
    assert parse_cell(LEGAL_ID, "1.038028479E+10").value == "10380284790"
    assert parse_cell(LEGAL_ID, "10380284791") == Parsed(key="10380284791", code="legal_id_invalid")


@pytest.mark.parametrize("digits", ["41111111111", "411111111111", "41111111111111"])
def test_economic_codes_of_all_three_lengths_are_taken(digits: str) -> None:
    assert parse_cell(ECONOMIC_CODE, digits) == Parsed(digits, digits)


def test_other_economic_codes_are_kept_and_doubted() -> None:
    assert parse_cell(ECONOMIC_CODE, "12345") == Parsed("12345", "12345", "economic_code_doubtful")


def test_the_check_digits_of_a_sheba() -> None:
    assert is_valid_sheba("IR062960000000100324200001")
    assert not is_valid_sheba("IR072960000000100324200001")
    assert not is_valid_sheba("062960000000100324200001")


@pytest.mark.parametrize(
    "written",
    [
        "ir06 2960 0000 0010 0324 2000 01",
        "062960000000100324200001",
        "IR-062960000000100324200001",
        "IR۰۶۲۹۶۰۰۰۰۰۰۰۱۰۰۳۲۴۲۰۰۰۰۱",
    ],
)
def test_a_sheba_in_any_form(written: str) -> None:
    normal = "IR062960000000100324200001"
    assert parse_cell(SHEBA, written) == Parsed(normal, normal, "sheba_form", normal)


def test_a_wrong_sheba_is_compared_as_read() -> None:
    assert parse_cell(SHEBA, "IR072960000000100324200001") == Parsed(
        key="IR072960000000100324200001", code="sheba_invalid"
    )


def test_a_card_leaves_four_digits_and_nothing_to_compare_by() -> None:
    assert is_valid_card("6037991122334455")
    for written in ("6037991122334455", "6037-9911-2233-4455", "۶۰۳۷ ۹۹۱۱ ۲۲۳۳ ۴۴۵۵", "6037991122334455.0"):
        assert parse_cell(CARD, written) == Parsed("****4455", "", "card_removed", "****4455")
    assert parse_cell(CARD, "****4455") == Parsed("****4455")


@pytest.mark.parametrize("written", ["6037991122334454", "603799112233445", "6.03799112233446E+15", "0" * 15 + "1"])
def test_what_is_no_card_leaves_nothing(written: str) -> None:
    assert parse_cell(CARD, written) == Parsed(code="card_invalid")


@pytest.mark.parametrize(
    ("written", "redacted"),
    [
        ("6037991122334455", "****4455"),
        ("۶۰۳۷-۹۹۱۱-۲۲۳۳-۴۴۵۵", "****4455"),
        ("کارت 6037 9911 2233 4455 علی", "کارت ****4455 علی"),
        ("1234 6037991122334455", "1234 ****4455"),
        ("6037991122334455 / 6219861034529007", "****4455 / ****9007"),
        ("6037991122334454", "6037991122334454"),
        ("IR062960000000100324200001", "IR062960000000100324200001"),
        ("09122002580", "09122002580"),
    ],
)
def test_cards_are_cut_out_of_raw_cells(written: str, redacted: str) -> None:
    assert redact_card(written) == redacted


@given(cells_of(CARD))
def test_no_card_we_understand_stays_in_the_raw_cell(cell: str) -> None:
    if parse_cell(CARD, cell).code == "card_removed":
        assert not re.search("[0-9]{16}", compact(redact_card(cell)))
