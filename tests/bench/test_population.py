"""While a database is filled nobody listens; who measures on it afterwards measures all that follows from a write."""

from __future__ import annotations

import pytest
from django.db import transaction

from bench import population
from tests.quality.conftest import facts_of
from zolal.core.ledger import act, create
from zolal.people.models import Person
from zolal.people.points import numbered
from zolal.quality.models import Issue, MatchKeys

pytestmark = pytest.mark.django_db


def _entered() -> int:
    with transaction.atomic():
        row = facts_of({"given_name": "سارا"})
        return create(act(kind="person.create", by=None), "person", numbered([row]))[0]


def test_who_is_entered_after_the_filling_is_judged() -> None:
    population.people(20)

    assert (Person.objects.count(), Issue.objects.count(), MatchKeys.objects.count()) == (20, 0, 0)
    entered = _entered()
    assert MatchKeys.objects.get().record_id == entered
    assert Issue.objects.filter(record_id=entered).exists()


def test_so_is_who_is_entered_after_a_filling_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(population, "CHUNK", 0)
    with pytest.raises(ValueError, match="range"):
        population.people(20)

    assert Issue.objects.filter(record_id=_entered()).exists()
