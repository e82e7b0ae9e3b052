"""A person's name in Latin letters, as it is usually written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.persian.latin import latin_spellings


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("علی محمدی", "Ali Mohammadi"),
        ("علي", "Ali"),
        ("حسین حسین‌زاده", "Hossein Hosseinzadeh"),
        ("علی‌رضا", "Alireza"),
        ("علی رضا", "Ali Reza"),
        ("محمد کریمیان", "Mohammad Karimian"),
        ("احمد جواد پور", "Ahmad Javad Pour"),
        ("سید حسین محمدی", "Seyed Hossein Mohammadi"),
    ],
)
def test_a_known_name_is_written_as_the_list_has_it_and_a_family_name_made_of_it_likewise(
    name: str, usual: str
) -> None:
    assert latin_spellings(name)[0] == usual


def test_other_usual_spellings_stand_behind() -> None:
    found = latin_spellings("لیلا محمدی")
    assert {"Leila Mohammadi", "Leyla Mohammadi"} <= set(found)
    assert latin_spellings("لیلا محمدی", most=1) == found[:1]


@pytest.mark.parametrize(
    "name", ["", " ", "Sara Karimi", "علی 2", "علی Smith", "•••", "ع•••", "شرکت (سهامی)", "ا" * 60]
)
def test_nothing_is_told_of_what_is_not_in_persian_letters_alone(name: str) -> None:
    assert latin_spellings(name) == ()


@given(st.text(alphabet="آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئء‌ ", max_size=30))
def test_whatever_is_told_is_in_latin_letters(name: str) -> None:
    for spelling in latin_spellings(name):
        assert spelling.isascii()
        assert spelling.replace(" ", "").isalpha()


def test_the_list_s_own_oddities_come_behind_what_is_usual() -> None:
    assert latin_spellings("معصومه")[0] != "Maesume"
    assert latin_spellings("صدیقه")[0] == "Sadighe"
    assert latin_spellings("کبری")[0] == "Kobra"


def test_an_ending_is_no_ending_after_a_vowel() -> None:
    assert latin_spellings("احمدی")[0] == "Ahmadi"
    assert "Mortezai" not in latin_spellings("مرتضی")
