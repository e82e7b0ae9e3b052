"""People are found however their name or number is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zolal.people import search_index
from zolal.people.models import Person
from zolal.people.search import search_condition

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(enter: Callable[..., Person]) -> Callable[[str], set[str]]:
    """The given names found by a text."""
    company = enter("company", name="بازرگانی آریا گستر")
    for given_name, family_name, mobile in (
        ("علی", "محمدی", "9121234567"),
        ("علی‌رضا", "کریمی", "9351112233"),
        ("Sara", "Ahmadi", "9190000000"),
    ):
        enter(
            given_name=given_name,
            family_name=family_name,
            company=company.pk if given_name == "Sara" else None,
            national_id="0012345679" if given_name == "علی" else "",
            points=[
                {"kind": "mobile", "value": f"0{mobile}", "key": f"+98{mobile}"},
                {"kind": "email", "value": f"{mobile}@example.com", "key": f"{mobile}@example.com"},
            ],
        )
    condition = lambda text: search_condition("person", text)  # noqa: E731
    return lambda text: set(Person.objects.filter(condition(text)).values_list("given_name", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "علي", "علی محمدی", "محمدی علی", "Mohammadi", "ali mohammadi", "moham", "حمد",
        "09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "+98 912 123 4567", "00989121234567", "9121234567", "+98912123", "0912 123",
        "9121234567@EXAMPLE.com", "0012345679", "ع",
    ],
)  # fmt: skip
def test_a_person_is_found(found: Callable[[str], set[str]], text: str) -> None:
    assert "علی" in found(text)


def test_compound_names_are_found_in_each_spelling(found: Callable[[str], set[str]]) -> None:
    for text in ("علیرضا", "علی رضا", "علی‌رضا", "alireza"):
        assert found(text) == {"علی‌رضا"}, text


def test_a_latin_name_is_found_by_persian_letters_and_by_the_company(found: Callable[[str], set[str]]) -> None:
    for text in ("سارا", "احمدی", "اریا", "آریا سارا"):
        assert "Sara" in found(text), text


def test_what_is_not_there_is_not_found(found: Callable[[str], set[str]]) -> None:
    assert found("کامبیز") == set()
    assert found("علی احمدی") == set()


def test_nothing_asked_finds_all(found: Callable[[str], set[str]]) -> None:
    assert len(found("  ")) == 3


@given(st.text(max_size=40))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_search(db: None, text: str) -> None:
    list(Person.objects.filter(search_condition("person", text.replace("\x00", ""))))


def test_a_lost_index_is_made_again_with_what_is_there(found: Callable[[str], set[str]]) -> None:
    connection.check_constraints()  # PostgreSQL changes no table that has checks pending
    search_index.drop(connection)
    search_index.create(connection)
    search_index.create(connection)
    assert found("محمدی") == {"علی"}
