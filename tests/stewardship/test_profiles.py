"""Every field is counted: how full, in which shapes, typed or automatic, how often wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.core import ledger
from zolal.core.sources import source_named
from zolal.people.models import Person
from zolal.people.points import numbered
from zolal.stewardship.profiles import profiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(administrator: User) -> Callable[..., None]:
    def create(**facts: object) -> None:
        with transaction.atomic():
            action = ledger.act(kind="import.commit", by=administrator, source=source_named("a.xlsx", "import"))
            ledger.create(action, "person", numbered([facts]))

    return create


def figures(name: str) -> dict[str, object]:
    return dict(profiles("person"))[name]


def test_a_field_counts_its_values_and_its_ways_in(imported: Callable[..., None], member: User) -> None:
    for city in ("یزد", "یزد", "شیراز", ""):
        imported(given_name="علی", city=city)
    enter(record_type="person", fields={"given_name": "سارا", "family_name": "کریمی", "city": "یزد"}, by=member)
    told = figures("city")
    assert (told["rows"], told["filled"], told["distinct"]) == (5, 4, 2)
    assert told["ways"] == {"hand": {"filled": 1, "wrong": 0}, "automatic": {"filled": 3, "wrong": 0}}


def test_a_value_typed_over_an_imported_one_counts_as_typed(imported: Callable[..., None], member: User) -> None:
    imported(given_name="علی", city="یزد")
    ali = Person.objects.get()
    edit(record_type="person", record_id=ali.pk, version=ali.version, fields={"city": "شیراز"}, by=member)
    assert figures("city")["ways"]["hand"]["filled"] == 1
    assert figures("given_name")["ways"]["automatic"]["filled"] == 1


def test_a_wrong_value_is_written_but_not_right(member: User) -> None:
    typed = {"given_name": "سارا", "family_name": "کریمی", "national_id": "1234567890"}
    enter(record_type="person", fields=typed, by=member)
    told = figures("national_id")
    assert (told["filled"], told["valid"], told["ways"]["hand"]) == (1, 0, {"filled": 0, "wrong": 1})


def test_two_mobiles_of_one_person_fill_the_field_once(member: User) -> None:
    typed = {"given_name": "سارا", "family_name": "کریمی", "mobile": "09121234567 | 09351234567"}
    enter(record_type="person", fields=typed, by=member)
    told = figures("mobile")
    assert (told["filled"], told["distinct"]) == (1, 2)
