"""How alike two records are, field by field, in the words that people read beside a pair."""

from __future__ import annotations

import pytest

from tests.engine.match.people import Record, agreement

HOME = "خیابان آزادی، کوچه لاله، پلاک ۱۲"


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("09121234567", "+98 912 123 4567", "equal"),
        ("09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "equal"),
        ("09121234567", "09121234568", "one digit apart"),
        ("09121234567", "09121234576", "one digit apart"),  # transposed
        ("09121234567", "09351112233", "differs"),
        ("09121234567 / 09351112233", "09351112233", "equal"),
        ("09121234567 / 09351112233", "09351112234", "one digit apart"),
    ],
)
def test_mobiles(one: str, other: str, level: str) -> None:
    assert agreement({"mobile": one}, {"mobile": other}) == {"mobile": level}


def test_a_mobile_is_found_in_whatever_column_it_stands() -> None:
    assert agreement({"mobile": "09121234567"}, {"phone": "0912 123 4567"}) == {"mobile": "equal"}
    assert agreement({"mobile": "02188881234"}, {"landline": "021-88881234"}) == {"landline": "equal"}
    assert agreement({"phone": "09121234567"}, {"phone": "02188881234"}) == {}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Ali.Rezaei@Gmail.com", "ali.rezaei@gmail.com", "equal"),
        ("ali.rezaei@gmail.com", "ali.rezaei@yahoo.com", "same name at another provider"),
        ("ali.rezaei@gmail.com", "ali.rezaie@gmail.com", "close"),
        ("ali@gmail.com", "alu@gmail.com", "differs"),  # of three letters one is much
        ("ali.rezaei@gmail.com", "m.karimi@gmail.com", "differs"),
    ],
)
def test_emails(one: str, other: str, level: str) -> None:
    assert agreement({"email": one}, {"email": other}) == {"email": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1986-06-02", "1986/6/2", "equal"),
        ("1986-06-02", "1986-02-06", "close"),  # day and month swapped
        ("1986-06-02", "1986-06-03", "close"),
        ("1986-06-02", "1986-06-25", "close"),  # a month apart at most
        ("1986-06-02", "1985-05-31", "a year apart at most"),
        ("1986-06-02", "1986-11-25", "a year apart at most"),
        ("1986-06-02", "1987-06-02", "same day of another year"),
        ("1850-01-01", "1721-01-01", "same day of another year"),  # often: only the year is known
        ("1986-06-02", "1975-01-09", "differs"),
    ],
)
def test_birth_dates(one: str, other: str, level: str) -> None:
    assert agreement({"birth_date": one}, {"birth_date": other}) == {"birth_date": level}


def test_a_swapped_jalali_date_is_close_only_in_its_own_calendar() -> None:
    one, other = {"birth_date": "1365/03/12"}, {"birth_date": "1365/12/03"}
    assert agreement(one, other, jalali=True) == {"birth_date": "close"}
    assert agreement(one, other) == {"birth_date": "a year apart at most"}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (HOME, "خ. آزادی ک لاله پ 12", "equal"),
        (f"{HOME}، واحد ۳", HOME, "one says more"),
        (HOME, f"تهران، {HOME}", "one says more"),
        (f"{HOME}، واحد ۳", f"{HOME}، واحد ۵", "most words shared"),
        (HOME, "خیابان آزادی، کوچه بهار، پلاک ۹۰", "some words shared"),
        (HOME, "بلوار کشاورز، پلاک ۴", "differs"),
    ],
)
def test_addresses(one: str, other: str, level: str) -> None:
    assert agreement({"address": one}, {"address": other}) == {"address": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("شرکت آریا صنعت (سهامی خاص)", "آریا صنعت", "equal"),
        ("صنعت آریا", "آریا صنعت", "equal"),
        ("آریا صنعت پارس", "آریا صنعت", "one says more"),
        ("آریا صنعت", "آریا تجارت", "some words shared"),
        ("آریا صنعت", "البرز نیرو", "differs"),
    ],
)
def test_companies(one: str, other: str, level: str) -> None:
    assert agreement({"company": one}, {"company": other}) == {"company": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("علي", "علی", "equal"),
        ("سید علی", "علی", "equal"),
        ("آقای دکتر علی", "علی", "equal"),
        ("عليرضا", "علی‌رضا", "equal"),
        ("علیرضا", "Alireza", "same sound"),
        ("محمد", "Mohammad", "same sound"),
        ("فاطمه", "Fateme", "same sound"),
        ("امیر", "امین", "close"),
        ("علی", "علیرضا", "alike"),
        ("Ali", "Alireza", "alike"),
        ("رضا", "نرگس", "differs"),
        ("محمدرضا", "محمدحسین", "differs"),
    ],
)
def test_given_names(one: str, other: str, level: str) -> None:
    assert agreement({"first_name": one}, {"first_name": other}) == {"given": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("رضائی", "رضایی", "equal"),
        ("حسین‌زاده", "حسین زاده", "equal"),
        ("رضایی", "Rezaee", "same sound"),
        ("اسماعیلی", "اسمعیلی", "same sound"),
        ("محمدی", "احمدی", "close"),
        ("کریمی", "کریمی پور", "alike"),
        ("قاسمی", "کاظمی", "differs"),
    ],
)
def test_family_names(one: str, other: str, level: str) -> None:
    assert agreement({"last_name": one}, {"last_name": other}) == {"family": level}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "آقای رضا كريمی"},
        {"name": "کریمی رضا"},
        {"last_name": "رضا کریمی"},
        {"first_name": "رضا", "last_name": "کریمی"},
    ],
)
def test_a_whole_name_is_compared_part_by_part(other: Record) -> None:
    assert agreement({"first_name": "رضا", "last_name": "کریمی"}, other) == {"given": "equal", "family": "equal"}


@pytest.mark.parametrize(
    ("other", "given", "family"),
    [
        (("کریمی", "رضا"), "equal", "equal"),
        (("Karimi", "Reza"), "same sound", "same sound"),
        (("کریمیی", "رضا"), "equal", "same sound"),
        (("کریمی تهرانی", "رضا"), "differs", "differs"),
        (("کریمی", "رذا"), "equal", "same sound"),
        (("نوروزی", "رضا"), "differs", "differs"),
    ],
)
def test_names_that_are_turned_round_are_compared_as_if_they_were_turned_back(
    other: tuple[str, str], given: str, family: str
) -> None:
    """One may have a slip; which of both is the given name nobody can tell: the worse one counts as the family's."""
    one = {"first_name": "رضا", "last_name": "کریمی"}
    turned = {"first_name": other[0], "last_name": other[1]}
    assert agreement(one, turned) == agreement(turned, one) == {"given": given, "family": family}


@pytest.mark.parametrize(
    ("kind", "one", "other", "level"),
    [
        ("national_id", "13542419", "0013542419", "equal"),
        ("national_id", "0013542419", "0013542491", "one digit apart"),
        ("landline", "021-88881234", "+982188881234", "equal"),
        ("landline", "02188881234", "02188881235", "one digit apart"),
        ("postal_code", "13456-78901", "۱۳۴۵۶۷۸۹۰۱", "equal"),
        ("zip", "2119", "2191", "one digit apart"),
        ("sheba", "ir82 0540 1026 8002 0817 9090 02", "IR820540102680020817909002", "equal"),
        ("house_number", "7", "12", "differs"),
        ("city", "Tehran", "تهران", "equal"),
        ("city", "تهران", "شیراز", "differs"),
        ("province", "استان فارس", "فارس", "equal"),
        ("postal_code", "1234567891", "1234567981", "one digit apart"),
        ("postal_code", "1234567891", "1234511111", "same district"),
        ("postal_code", "1234567891", "9876543219", "differs"),
    ],
)
def test_numbers_and_places(kind: str, one: str, other: str, level: str) -> None:
    assert agreement({kind: one}, {kind: other}) == {kind: level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ({"first_name": "کریمی"}, {"first_name": "مریم", "last_name": "کریمی"}, {"family": "same sound"}),
        ({"first_name": "Karimi"}, {"first_name": "مریم", "last_name": "کریمی"}, {"family": "same sound"}),
        ({"last_name": "مریم"}, {"first_name": "مریم", "last_name": "کریمی"}, {"given": "same sound"}),
        ({"first_name": "کریمی"}, {"last_name": "کریمی"}, {"family": "same sound"}),
        ({"first_name": "مریم"}, {"first_name": "مریم", "last_name": "کریمی"}, {"given": "equal"}),
        ({"first_name": "رضایی"}, {"first_name": "مریم", "last_name": "کریمی"}, {"given": "differs"}),
    ],
)
def test_an_only_name_may_stand_in_the_wrong_field(one: Record, other: Record, level: dict[str, str]) -> None:
    assert agreement(one, other) == agreement(other, one) == level


def test_the_province_does_not_count_beside_the_city_it_follows_from() -> None:
    home = {"city": "تهران", "province": "تهران"}
    assert agreement(home, home) == {"city": "equal"}
    assert agreement(home, {"province": "تهران"}) == {"province": "equal"}


def test_a_missing_value_is_neither_equal_nor_different() -> None:
    one, other = {"first_name": "رضا", "mobile": "", "city": "قم"}, {"first_name": "رضا", "mobile": "09121234567"}
    assert agreement(one, other) == {"given": "equal"}


@pytest.mark.parametrize("kind", ["first_name", "mobile", "email", "address", "birth_date", "company"])
def test_it_makes_no_difference_who_is_compared_with_whom(kind: str) -> None:
    cells = {
        "first_name": ("علی", "علیرضا"),
        "mobile": ("09121234567 / 09351112233", "09351112234"),
        "email": ("ali.rezaei@gmail.com", "ali.rezaie@gmail.com"),
        "address": (f"{HOME}، واحد ۳", HOME),
        "birth_date": ("1986-06-02", "1987-06-02"),
        "company": ("آریا صنعت پارس", "آریا صنعت"),
    }[kind]
    one, other = ({kind: cell} for cell in cells)
    assert agreement(one, other) == agreement(other, one)
