"""Only what a record once had can be given back to it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter, restore_fact
from zolal.core.ledger import act, record_type, write
from zolal.people.models import ContactPoint, Person

pytestmark = pytest.mark.django_db


def entered(by: User, **fields: str) -> Person:
    record = enter(record_type="person", fields=fields, by=by, despite=True).record
    assert isinstance(record, Person)
    return record


def restored(record: Person, fact: str, value: Any, by: User) -> dict[str, Any]:  # noqa: ANN401 - JSON
    restore_fact(record_type="person", record_id=record.pk, fact=fact, value=value, by=by)
    return record_type("person").facts([record.pk])[record.pk]


def test_an_earlier_value_comes_back(member: User) -> None:
    sara = entered(member, family_name="محمدی", city="یزد")
    edit(record_type="person", record_id=sara.pk, version=1, fields={"city": "تهران"}, by=member)
    assert restored(sara, "city", "یزد", member)["city"] == "یزد"


def test_a_contact_point_of_somebody_else_cannot_be_taken(member: User, stranger: User) -> None:
    theirs = entered(stranger, family_name="رضایی", mobile="09121234567")
    mine = entered(member, family_name="محمدی")
    point = ContactPoint.objects.get(person=theirs)
    stolen = {"kind": "mobile", "value": "09120000000", "key": "+989120000000", "label": "", "position": 0}
    with pytest.raises(ValidationError):
        restored(mine, f"point:{point.pk}", stolen, member)
    assert ContactPoint.objects.get(person=theirs).value == point.value


def test_a_contact_point_that_went_to_another_record_stays_there(member: User) -> None:
    sara, other = entered(member, family_name="محمدی", mobile="09121234567"), entered(member, family_name="رضایی")
    fact, value = next(item for item in record_type("person").facts([sara.pk])[sara.pk].items() if ":" in item[0])
    with transaction.atomic():
        action = act(kind="tests.move", by=member)
        write(action, "person", {sara.pk: {fact: None}})
        write(action, "person", {other.pk: {fact: value}})
    with pytest.raises(ValidationError):
        restored(sara, fact, value, member)
    assert ContactPoint.objects.get(pk=int(fact[6:])).person_id == other.pk


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("state", "absorbed"),
        ("state", "nonsense"),
        ("absorbed_into", 1),
        ("owner", 10**12),
        ("city", "شیراز"),
        ("x", 1),
    ],
)
def test_nothing_else_can_be_written_as_if_it_were_history(fact: str, value: Any, member: User) -> None:  # noqa: ANN401
    sara = entered(member, family_name="محمدی", city="یزد")
    before = record_type("person").facts([sara.pk])
    with pytest.raises(ValidationError):
        restored(sara, fact, value, member)
    assert record_type("person").facts([sara.pk]) == before
