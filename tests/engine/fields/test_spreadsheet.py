"""Numbers that went through a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.spreadsheet import LOST, drop_decimal, whole_number


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("9122002580.0", "9122002580"),
        ("9.12200258E+09", "9122002580"),
        ("9.122002580E+09", "9122002580"),
        ("9,12200258e+9", "9122002580"),
        ("9.12E+09", LOST),
        ("6.03799112233445E+15", LOST),
        ("9122002580", None),
        ("1.5", None),
        ("E+09", None),
    ],
)
def test_whole_numbers(written: str, digits: str | None) -> None:
    assert whole_number(written) == digits


@given(st.integers(1, 10**15 - 1))
def test_a_number_written_in_full_comes_back(number: int) -> None:
    digits = str(number)
    assert whole_number(f"{digits[0]}.{digits[1:] or '0'}E+{len(digits) - 1:02}") == digits
    assert whole_number(f"{digits}.0") == drop_decimal(f"{digits}.0") == digits
