"""Who asks to be forgotten is forgotten everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core import erasure, ledger
from zolal.core.models import Action, Change, Tombstone
from zolal.people.actions.bulk import erase_record
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

POINTS = [
    {"kind": "mobile", "value": "09121234567", "key": "+989121234567"},
    {"kind": "email", "value": "ali@example.com", "key": "ali@example.com"},
]


def test_an_erased_person_leaves_only_keyed_hashes(
    enter: Callable, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "_erasers", [])
    heard = []
    erasure.register(lambda record_type, ids, keys: heard.append((record_type, ids, dict(keys))))
    one = enter(given_name="علی", national_id="0012345679", points=POINTS)
    merged = enter(given_name="علي", state="absorbed", absorbed_into=one.pk)
    with transaction.atomic():
        ledger.write(ledger.act(kind="person.edit", by=None), "person", {one.pk: {"national_id": "0499370899"}})
    erase_record(record_type="person", record_id=one.pk, by=administrator)
    assert not Person.objects.exists()
    assert not Change.objects.filter(record_type="person").exists()
    keys = {
        "mobile": ["+989121234567"],
        "email": ["ali@example.com"],
        "national_id": ["0012345679", "0499370899"],
        "name": ["علی"],
    }
    (told,) = heard
    assert told[:2] == ("person", [one.pk, merged.pk])
    assert {kind: found for kind, found in told[2].items() if found} == keys
    assert Tombstone.objects.count() == 4
    assert not any("912" in stone.digest and "9121234567" in stone.digest for stone in Tombstone.objects.all())


def test_an_import_knows_who_must_not_come_back(enter: Callable, administrator: User) -> None:
    assert not erasure.is_erased([("email", "ali@example.com")])
    one = enter(given_name="علی", points=POINTS)
    erase_record(record_type="person", record_id=one.pk, by=administrator)
    asked = [("mobile", "+989121234567"), ("email", "other@example.com"), ("mobile", "")]
    assert erasure.erased(asked) == {("mobile", "+989121234567")}
    assert erasure.is_erased(asked)


def test_what_is_erased_stays_erased(enter: Callable, administrator: User) -> None:
    one = enter(given_name="علی", points=POINTS)
    erase_record(record_type="person", record_id=one.pk, by=administrator)
    with pytest.raises(ledger.CannotUndo):
        ledger.undo(action=Action.objects.get(kind="person.erase"), by=administrator)
    assert not Person.objects.exists()


def test_only_an_administrator_erases(enter: Callable, manager: User) -> None:
    one = enter(given_name="علی")
    with pytest.raises(NotAllowed):
        erase_record(record_type="person", record_id=one.pk, by=manager)
    assert Person.objects.exists()
