"""A request that is sent twice, because the line broke, works once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.api.conftest import V1, Program
from zolal.accounts.models import User
from zolal.api.models import IdempotencyKey
from zolal.capture.models import Import
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


def test_what_breaks_leaves_neither_the_deed_nor_the_key(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("zolal.api.choices.word_out", None)
        assert api.post("/choices/tags", {"name": "vip"}, **KEY).status_code == 500
    assert not Tag.objects.exists()
    assert api.post("/choices/tags", {"name": "vip"}, **KEY).status_code == 201


def test_a_file_is_handed_in_once(api: Program) -> None:
    def sent(text: str) -> int:
        file = SimpleUploadedFile("people.csv", text.encode(), content_type="text/csv")
        return api.client.post(f"{V1}/imports", {"file": file, "type": "person"}, headers=KEY).status_code

    assert [sent("نام\nعلی\n"), sent("نام\nعلی\n"), sent("نام\nرضا\n")] == [201, 201, 422]
    assert Import.objects.count() == 1


def test_somebody_is_forgotten_once_and_the_answer_is_kept(
    administrator: User, program: Callable[..., Program], people: list[Person]
) -> None:
    address = f"/people/{people[2].uid}/erase"
    assert [program(administrator).post(address, **KEY).status_code for _ in range(2)] == [204, 204]
    assert Person.objects.count() == 2


def test_the_keys_of_two_users_do_not_meet(
    api: Program, member: User, administrator: User, program: Callable[..., Program]
) -> None:
    api.post("/choices/tags", {"name": "vip"}, **KEY)
    assert program(administrator).post("/choices/tags", {"name": "old"}, **KEY).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_time_one_waits_for_the_other(api: Program) -> None:
    def send() -> int:
        try:
            return api.post("/choices/tags", {"name": "vip"}, **KEY).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert [one.result() for one in [pool.submit(send) for _ in range(2)]] == [201, 201]
    assert Tag.objects.count() == 1


def test_a_key_is_forgotten_after_a_day(api: Program) -> None:
    api.post("/choices/tags", {"name": "vip"}, **KEY)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert api.post("/choices/tags", {"name": "other"}, **KEY).status_code == 201
