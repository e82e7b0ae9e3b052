"""A request that is sent twice, because the line broke, works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.conftest import Program
from zolal.api.models import IdempotencyKey
from zolal.people.models import Person, Tag

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "once"}


def test_the_same_request_again_gets_the_same_answer_and_does_nothing(api: Program) -> None:
    first = api.post("/choices/tags", {"name": "vip"}, **KEY)
    again = api.post("/choices/tags", {"name": "vip"}, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Tag.objects.count() == 1


def test_another_request_with_the_same_key_is_refused(api: Program) -> None:
    api.post("/choices/tags", {"name": "vip"}, **KEY)
    assert api.post("/choices/tags", {"name": "other"}, **KEY).status_code == 422
    assert Tag.objects.count() == 1


def test_a_refusal_is_remembered_too(api: Program, people: list[Person]) -> None:
    body = {"keep": str(people[0].uid), "absorb": str(people[0].uid)}
    assert [api.post("/merges", body, **KEY).status_code for _ in range(2)] == [409, 409]


def test_a_request_under_way_is_not_begun_a_second_time(api: Program) -> None:
    api.post("/choices/tags", {"name": "vip"}, **KEY)
    IdempotencyKey.objects.update(status=0)
    assert api.post("/choices/tags", {"name": "vip"}, **KEY).status_code == 409


def test_a_key_is_forgotten_after_a_day(api: Program) -> None:
    api.post("/choices/tags", {"name": "vip"}, **KEY)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert api.post("/choices/tags", {"name": "other"}, **KEY).status_code == 201
