"""Known places get their Persian name, misspelt ones a proposal, foreign ones are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.kind import NO_CONTEXT
from zolal.engine.fields.place import CITY, PROVINCE


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("تهران", "تهران"),
        ("Tehran", "تهران"),
        ("TEHERAN", "تهران"),
        ("تهران 12", "تهران"),
        ("كرج", "کرج"),
        ("شهرستان کرج", "کرج"),
        ("شهر ری", "ری"),
        ("شهر کرد", "شهرکرد"),
        ("بندر عباس", "بندرعباس"),
        ("Bandar-Abbas", "بندرعباس"),
        ("خرم‌آباد", "خرم آباد"),
        ("خرم اباد", "خرم آباد"),
        ("Isfahan", "اصفهان"),
        ("esfahan", "اصفهان"),
        ("Mashhad", "مشهد"),
        ("هشتپر (تالش)", "هشتپر"),
        ("تبریز3-", "تبریز"),
        ("شمیرانات", "شمیرانات"),
    ],
)
def test_a_known_city_gets_its_persian_name(cell: str, value: str) -> None:
    assert CITY.parse(cell, NO_CONTEXT).value == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("سیستان وبلوچستان", "سیستان و بلوچستان"),
        ("استان فارس", "فارس"),
        ("چهارمحال بختیاری", "چهارمحال و بختیاری"),
        ("آذربایجان‌شرقی", "آذربایجان شرقی"),
        ("Khuzestan Province", "خوزستان"),
        ("East Azerbaijan", "آذربایجان شرقی"),
    ],
)
def test_a_known_province_gets_its_persian_name(cell: str, value: str) -> None:
    assert PROVINCE.parse(cell, NO_CONTEXT).value == value


def test_spellings_of_a_place_share_a_key() -> None:
    assert len({CITY.parse(cell, NO_CONTEXT).key for cell in ("Tehran", "تهران", "تهران 3", "شهر تهران", "تهارن")}) == 1


@pytest.mark.parametrize(("cell", "proposal"), [("تهارن", "تهران"), ("اصفحان", "اصفهان"), ("کرمانشان", "کرمانشاه")])
def test_a_misspelt_city_is_proposed_not_changed(cell: str, proposal: str) -> None:
    parsed = CITY.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.code, parsed.proposal) == (cell, "place_typo", proposal)


def test_an_unknown_persian_place_is_kept_and_mentioned() -> None:
    parsed = CITY.parse("پاریس کوچولو", NO_CONTEXT)
    assert (parsed.value, parsed.code) == ("پاریس کوچولو", "place_unknown")


@pytest.mark.parametrize("cell", ["London", "Kingston-upon-Hull", "nsw", "st james", "Reading", "Karana Downs"])
def test_a_foreign_place_is_kept_without_an_issue(cell: str) -> None:
    parsed = CITY.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.code) == (cell, "")


@given(st.text(max_size=20))
def test_parsing_twice_changes_nothing(cell: str) -> None:
    for kind in (CITY, PROVINCE):
        once = kind.parse(cell, NO_CONTEXT)
        assert kind.parse(once.value, NO_CONTEXT).value == once.value
