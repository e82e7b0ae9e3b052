"""Numbers are read in any digits and with any separators, but never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.kind import NO_CONTEXT
from zolal.engine.fields.number import NUMBER, plain_number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1200", "1200"),
        ("۱۲۰۰", "1200"),
        ("۱٬۲۰۰٫۵۰", "1200.5"),
        ("1,200,000", "1200000"),
        ("1 200 000", "1200000"),
        ("1.200.000", "1200000"),
        ("1.200,50", "1200.5"),
        ("12.50", "12.5"),
        ("007", "7"),
        ("-5", "-5"),
        ("(5)", "-5"),
        ("5-", "-5"),
        ("-0", "0"),
        (".5", "0.5"),
        ("1.234567E+06", "1234567"),
        ("12.0", "12"),
    ],
)
def test_a_number_in_its_many_spellings(cell: str, value: str) -> None:
    assert NUMBER.parse(cell, NO_CONTEXT).value == value


@pytest.mark.parametrize("cell", ["1,5", "1,20,000", "1.2E+06", "12%", "abc", "1/2", "1.2.3", "--5", "½", "¹²"])
def test_what_could_be_two_numbers_or_none_is_refused(cell: str) -> None:
    parsed = NUMBER.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.code) == ("", "number_unreadable")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_separators_change_nothing_and_the_normal_form_reads_as_itself(number: Decimal) -> None:
    value = plain_number(str(number))
    assert Decimal(value) == number
    assert plain_number(f"{number:,}") == value
    assert NUMBER.parse(value, NO_CONTEXT).code == ""
