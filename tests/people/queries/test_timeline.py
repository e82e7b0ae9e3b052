"""A record tells what happened to it, where each value comes from, and whom it belongs with."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.people.queries.conftest import Write
from zolal.accounts.models import User
from zolal.core.ledger import act, undo, write
from zolal.core.sources import source_named
from zolal.people.models import Person
from zolal.people.queries.sources import origins
from zolal.people.queries.timeline import timeline

pytestmark = pytest.mark.django_db


@transaction.atomic
def change(person: Person, by: User | None, **facts: str) -> None:
    source = source_named("تماس تلفنی", "hand")
    raw = {person.pk: {name: f" {value} " for name, value in facts.items()}}
    write(act(kind="person.edit", by=by, source=source), "person", {person.pk: facts}, raw=raw)


def test_what_happened_is_told_newest_first_page_by_page(people: Write, member: User) -> None:
    (person,) = people({"given_name": "علی", "city": "قم"})
    for city in ("یزد", "ری", "کیش"):
        change(person, member, city=city)

    first = timeline(record=person, limit=3)
    rest = timeline(record=person, limit=3, before=first.next)

    assert [one.entry.facts.get("city") for one in first.happenings] == [("ری", "کیش"), ("یزد", "ری"), ("قم", "یزد")]
    assert [(one.entry.action.kind, one.entry.created) for one in rest.happenings] == [("person.create", True)]
    assert rest.next == 0
    assert first.happenings[0].entry.action.actor == member


def test_what_was_taken_back_is_marked(people: Write, member: User) -> None:
    (person,) = people({"given_name": "علی", "city": "قم"})
    change(person, member, city="یزد")
    with transaction.atomic():
        undo(action=timeline(record=person).happenings[0].entry.action, by=member)

    told = timeline(record=person).happenings
    assert [(one.entry.action.kind, one.undone) for one in told][:2] == [("undo", False), ("person.edit", True)]


def test_it_goes_on_in_those_it_absorbed(people: Write) -> None:
    keep, absorbed, earlier, other = people(*({"given_name": name} for name in "الف ب پ ت".split()))
    Person.objects.filter(pk=absorbed.pk).update(state="absorbed", absorbed_into=keep)
    Person.objects.filter(pk=earlier.pk).update(state="absorbed", absorbed_into=absorbed)

    told = timeline(record=keep).happenings
    assert {(one.of, one.absorbed) for one in told} == {(keep.pk, False), (absorbed.pk, True), (earlier.pk, True)}
    assert other.pk not in {one.of for one in told}


def test_every_value_knows_its_source(people: Write, member: User) -> None:
    (person,) = people({"given_name": "علی", "city": "قم", "mobile": "09121234567"})
    change(person, member, city="یزد")
    person.refresh_from_db()
    told = origins(person)

    city = told["city"]
    assert (city.who, city.source, city.method, city.raw) == (member.name, "تماس تلفنی", "hand", " یزد ")
    assert (told["given_name"].who, told["given_name"].source, told["given_name"].raw) == ("", "", None)
    assert any(fact.startswith("point:") for fact in told)
