"""What follows from the facts of a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from zolal.core import ledger
from zolal.people.derived import company_name_key, person_name_key
from zolal.people.models import Company, Person
from zolal.people.sorting import sort_key


def test_names_sort_as_in_a_persian_dictionary() -> None:
    names = "آرش ابر بهار پدر تهران چای ژاله کتاب گل نوری وفا هوا یاس".split()
    shuffled = names[::-1]
    assert sorted(shuffled, key=sort_key) == names


def test_spellings_of_one_name_sort_alike() -> None:
    assert sort_key("علي") == sort_key("علی")
    assert sort_key("علی‌رضا") == sort_key("علیرضا")
    assert sort_key("علی احمدی") < sort_key("علیرضا")
    assert sort_key("یاس") < sort_key("Ali") == sort_key("ALI")


@given(st.text(max_size=300))
def test_every_collation_orders_a_sort_key_alike(text: str) -> None:
    found = sort_key(text)
    assert not found or (found.isascii() and found.isdigit())
    assert len(found) <= 400


def test_a_person_has_one_key_in_either_script_and_order() -> None:
    keys = {person_name_key(*names) for names in (("علی", "محمدی"), ("Mohammadi", "Ali"), ("علي", "محمّدی"))}
    assert len(keys) == 1
    assert person_name_key("", "محمدی") == ""


def test_a_company_has_one_key_with_and_without_its_legal_form() -> None:
    assert company_name_key("شرکت آریا (سهامی خاص)") == company_name_key("آریا")


@pytest.mark.django_db
def test_a_person_without_a_name_is_shown_by_how_they_are_reached(enter: Callable[..., Person]) -> None:
    points = [{"kind": "mobile", "value": "09121234567", "key": "+989121234567"}]
    assert enter(points=points).name == "09121234567"
    assert enter(given_name="زهرا", title="دکتر", points=points).name == "زهرا"


@pytest.mark.django_db
def test_people_are_found_by_the_new_name_of_their_company(enter: Callable[..., Person]) -> None:
    company = enter("company", name="آریا")
    person = enter(given_name="علی", company=company.pk)
    with transaction.atomic():
        ledger.write(ledger.act(kind="company.edit", by=None), "company", {company.pk: {"name": "بتا"}})
    person.refresh_from_db()
    assert "بتا" in person.search
    assert "اریا" not in person.search
    assert Company.objects.get().name_key == "بتا"
