"""Faults that show only when two fields of a row are read together."""

from __future__ import annotations

import polars as pl
import pytest

from tests.engine.pipeline.tables import cleaned, issues
from zolal.engine.pipeline import Cleaned


def named(first: str, last: str) -> Cleaned:
    """A row with the name, after one where everything is in its place."""
    return cleaned(**{"نام": ["مریم", first], "نام خانوادگی": ["رستمی", last]})


def shown(found: Cleaned) -> tuple[str, str]:
    first, last = found.records.select("first_name", "last_name").row(1)
    return first, last


@pytest.mark.parametrize(
    ("first", "last"), [("ذوالقدری", "علی"), ("شجاعیان", "فاطمه"), ("رستمی‌نژاد", "علی‌رضا"), ("Zolghadri", "رضا")]
)
def test_swapped_names_are_pointed_out_and_left_as_they_are(first: str, last: str) -> None:
    found = named(first, last)
    assert issues(found, "names_swapped") == [(2, "نام", first, f"{last} ⇄ {first}")]
    assert shown(found) == (first, last)


@pytest.mark.parametrize(
    ("first", "last"), [("علی", "رضا"), ("علی", "ذوالقدری"), ("", "علی"), ("ذوالقدری", ""), ("Ali", "Zolghadri")]
)
def test_names_that_may_be_right_raise_no_doubt(first: str, last: str) -> None:
    assert issues(named(first, last), "names_swapped") == []


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("علی اکبری", "علی", "اکبری"),
        ("علي‌رضا كريمی", "علی‌رضا", "کریمی"),
        ("علی رضا کریمی", "علی رضا", "کریمی"),
        ("محمد حسین زاده", "محمد", "حسین زاده"),
        ("سید علی اکبری", "سید علی", "اکبری"),
        ("آقای علی اکبری", "علی", "اکبری"),
    ],
)
def test_a_whole_name_in_the_field_of_the_last_name_is_parted(written: str, first: str, last: str) -> None:
    found = named("", written)
    assert shown(found) == (first, last)
    assert issues(found, "names_together") == [(2, "نام خانوادگی", written, f"{first} | {last}")]


@pytest.mark.parametrize("written", ["حسین زاده", "محمدی نیا", "اکبری", "دکتر محمدی نیا", "Ali Akbari", ""])
def test_a_family_name_of_two_words_is_not_torn_apart(written: str) -> None:
    found = named("", written)
    assert issues(found, "names_together") == []
    assert shown(found)[0] == ""


def test_a_last_name_of_two_words_beside_a_first_name_is_left_alone() -> None:
    found = named("رضا", "علی اکبری")
    assert shown(found) == ("رضا", "علی اکبری")
    assert issues(found, "names_together", "names_swapped") == []


def placed(city: str, province: str) -> Cleaned:
    """A row with the place, among customers of several provinces."""
    return cleaned(شهر=["تهران", "شیراز", "رشت", city], استان=["تهران", "فارس", "گیلان", province])


@pytest.mark.parametrize(
    ("city", "province", "home"),
    [
        ("شیراز", "تهران", "فارس"),
        ("Shiraz", "استان تهران", "فارس"),
        ("کرج", "تهران", "البرز"),
        ("تهران", "فارس", "تهران"),
    ],
)
def test_a_city_outside_its_province_is_pointed_out(city: str, province: str, home: str) -> None:
    found = placed(city, province)
    assert issues(found, "place_conflict") == [(4, "استان", province, home)]
    assert found.records["raw:استان"].to_list()[3] == province


@pytest.mark.parametrize(
    ("city", "province"),
    [("شیراز", "فارس"), ("Shiraz", "Fars"), ("", "تهران"), ("شیراز", ""), ("ناکجا", "تهران"), ("مهاباد", "تهران")],
)
def test_a_place_that_fits_or_cannot_be_told_raises_no_doubt(city: str, province: str) -> None:
    assert issues(placed(city, province), "place_conflict") == []


def test_doubts_about_two_fields_stand_after_those_of_the_cells_themselves() -> None:
    found = cleaned(استان=["استان تهران", "فارس"], شهر=["شیراز", "تهران"])
    assert found.issues.select("row", "code").rows() == [
        (1, "place_form"),
        (1, "place_conflict"),
        (2, "place_conflict"),
    ]
    assert found.issues["severity"].to_list() == ["info", "warning", "warning"]


def test_without_the_second_field_there_is_nothing_to_contradict() -> None:
    found = cleaned(**{"نام خانوادگی": ["علی", "رستمی"], "شهر": ["شیراز", "رشت"]})
    assert found.issues.filter(pl.col("code").str.contains("names_|conflict")).is_empty()
