"""One address in its many abbreviations has one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.address import ADDRESS, address_key
from zolal.engine.fields.kind import NO_CONTEXT


@pytest.mark.parametrize(
    ("address", "compared"),
    [
        ("خیابان آزادی، کوچه نرگس، پلاک 12، واحد 3", "ازادی نرگس p12 u3"),
        ("خ آزادی ک نرگس پ ۱۲", "ازادی نرگس p12"),
        ("خ. آزادي کوچه نرگس پ۱۲ واحد۳", "ازادی نرگس p12 u3"),
        ("آزادی، نرگس، پلاک ۰۱۲، طبقه 2", "ازادی نرگس p12 f2"),
        ("بلوار کشاورز 12", "کشاورز 12"),
        ("خیابان", "خیابان"),
        ("12 Main Street, Flat 4b", "12 main u4 b"),
        ("12 main st. flt 4b", "12 main u4 b"),
        ("giblin crescent", "giblin"),
        ("", ""),
    ],
)
def test_generic_words_fall_away_and_numbers_say_what_they_number(address: str, compared: str) -> None:
    assert address_key(address) == compared


def test_the_plate_is_not_the_unit() -> None:
    assert address_key("آزادی پلاک 3") != address_key("آزادی واحد 3")


@given(st.text(max_size=30))
def test_the_text_itself_is_kept(cell: str) -> None:
    once = ADDRESS.parse(cell, NO_CONTEXT)
    again = ADDRESS.parse(once.value, NO_CONTEXT)
    assert (again.value, again.key, again.code) == (once.value, once.key, "")
