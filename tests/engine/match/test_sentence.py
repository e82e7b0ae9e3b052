"""Why two records may be one, as somebody would say it."""

from __future__ import annotations

import pytest

from zolal.engine.match.comparisons import _DECLARED, Comparison
from zolal.engine.match.sentence import PHRASES, Said, sentence
from zolal.i18n import translator

MOBILE, GIVEN, FAMILY = ("Mobile", "equal", 9.8), ("Given name", "equal", 3.2), ("Family name", "same sound", 5.1)
BORN, CITY = ("Birth date", "differs", -3.0), ("City", "differs", -1.0)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([MOBILE, FAMILY, BORN], "Same mobile; same-sounding family name. But: different birth date."),
        ([GIVEN, MOBILE, BORN, CITY], "Same mobile and given name. But: different birth date and city."),
        ([MOBILE], "Same mobile."),
        ([BORN], "Different birth date."),
        ([("National ID", "one digit apart", 8.0)], "National ID one digit apart."),
        ([("E-mail", "equal", 8.0), ("Mobile", "equal", 7.0), ("City", "equal", 2.0)], "Same e-mail, mobile and city."),
        ([("Mobile", "equal", 0.1)], "Nothing that tells much stands in both."),
        ([], "Nothing that tells much stands in both."),
    ],
)
def test_the_weightiest_comes_first_and_what_is_alike_together(said: list[Said], told: str) -> None:
    assert sentence(said, str) == told


def test_a_household_is_named_where_it_is_a_fair_explanation() -> None:
    assert sentence([MOBILE], str, housed=True).endswith("Two people of one household would look like this too.")


def test_every_level_of_every_field_can_be_said() -> None:
    levels = {level for declared in _DECLARED.values() for level in Comparison("", *declared).levels}
    assert levels == {*PHRASES}


def test_persian_readers_read_persian() -> None:
    assert "موبایل" in sentence([("موبایل", "equal", 9.8)], translator("fa"))
