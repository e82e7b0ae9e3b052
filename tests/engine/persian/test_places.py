"""The places of Iran: names, spellings, provinces, area codes."""

import phonenumbers
import pytest
from phonenumbers import geocoder

from zolal.engine.persian.letters import key
from zolal.engine.persian.places import AREA_CODES, area_code, nearest, place, province_of


def test_every_province_has_the_area_code_that_phone_books_say() -> None:
    assert len(AREA_CODES) == len(set(AREA_CODES.values())) == 31
    for province, code in AREA_CODES.items():
        assert place(province, "province") == province
        described = geocoder.description_for_number(phonenumbers.parse(f"{code}33333333", "IR"), "fa")
        assert place(described, "province") == province


@pytest.mark.parametrize(
    ("city", "province"),
    [("تهران", "تهران"), ("کرج", "البرز"), ("مشهد", "خراسان رضوی"), ("چابهار", "سیستان و بلوچستان")],
)
def test_a_city_has_its_province(city: str, province: str) -> None:
    assert province_of(key(city)) == province


def test_a_name_borne_in_two_provinces_has_none() -> None:
    assert province_of(key("مهاباد")) == ""
    assert province_of(key("نورآباد")) == ""
    assert province_of("nowhere") == ""


@pytest.mark.parametrize(
    ("name", "code"), [("Shiraz", "071"), ("استان گیلان", "013"), ("کرج", "026"), ("نورآباد", ""), ("x", "")]
)
def test_a_place_has_an_area_code(name: str, code: str) -> None:
    assert area_code(name) == code


def test_only_long_names_with_one_neighbour_are_proposed() -> None:
    assert nearest("شیراظ", "city") == "شیراز"
    assert nearest("قمم", "city") == ""
    assert nearest("Tehrn", "city") == ""
