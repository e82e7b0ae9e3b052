"""Nobody writes the area code to a neighbour: it comes from the customer's own place."""

from __future__ import annotations

import pytest

from tests.engine.pipeline.tables import cleaned, issues

LOCAL, ELSEWHERE = "33445566", "02188881234"


@pytest.mark.parametrize(
    ("place", "names", "landline"),
    [
        ("شهر", ("شیراز", "رشت"), "07133445566"),
        ("استان", ("گیلان", "فارس"), "01333445566"),
        ("city", ("Shiraz", "Rasht"), "07133445566"),
    ],
)
def test_a_local_number_gets_the_code_of_its_own_place(place: str, names: tuple[str, str], landline: str) -> None:
    found = cleaned(**{place: [*names], "تلفن ثابت": [LOCAL, ELSEWHERE]})
    assert found.records["landline"].to_list() == [landline, ELSEWHERE]
    assert found.records["raw:تلفن ثابت"].to_list() == [LOCAL, ELSEWHERE]
    assert issues(found, "phone_area_added") == [(1, "تلفن ثابت", LOCAL, landline)]


def test_the_province_says_it_where_the_city_lies_in_two() -> None:
    found = cleaned(**{"شهر": ["مهاباد", "رشت"], "استان": ["اصفهان", "گیلان"], "تلفن ثابت": [LOCAL, "01333445566"]})
    assert found.records["landline"].to_list()[0] == "03133445566"


def test_where_no_place_is_known_the_number_stays_without_a_code() -> None:
    found = cleaned(**{"شهر": ["ناکجا", "رشت", "شیراز"], "تلفن ثابت": [LOCAL, "01333445566", "07133445566"]})
    assert found.records["landline"].to_list() == ["", "01333445566", "07133445566"]
    assert issues(found, "phone_area_code") == [(1, "تلفن ثابت", LOCAL, "")]


def test_two_people_who_write_one_number_in_two_ways_share_it() -> None:
    found = cleaned(**{"شهر": ["شیراز", "رشت", "رشت"], "تلفن ثابت": [LOCAL, LOCAL, f"013-{LOCAL}"]})
    one, two, three = found.records["landline"].to_list()
    assert one != two == three
