"""What is shown once is kept nowhere, and answers that were kept end with who is erased."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import ApiToken, User
from zolal.api.models import IdempotencyKey
from zolal.people.actions.erase import erase_record
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

KEY = {"Idempotency-Key": "once"}


def kept() -> bytes:
    return b"".join(bytes(row.body) for row in IdempotencyKey.objects.all())


def test_a_tokens_secret_is_in_no_kept_answer(api: Program) -> None:
    made = api.post("/me/tokens", {"name": "t"}, **KEY)
    tokens = ApiToken.objects.count()
    again = api.post("/me/tokens", {"name": "t"}, **KEY)
    assert (made.status_code, again.status_code) == (201, 409)
    assert made.json()["secret"].encode() not in kept()
    assert ApiToken.objects.count() == tokens


def test_a_one_time_link_is_in_no_kept_answer(program: Callable[..., Program], administrator: User) -> None:
    body = {"name": "نو", "email": "new@example.com"}
    api = program(administrator)
    invited = api.post("/users", body, **KEY)
    reset = api.post(f"/users/{invited.json()['id']}/reset", **{"Idempotency-Key": "another"})
    for made in (invited, reset):
        assert made.json()["link"].rpartition("/accounts/")[2].encode() not in kept()


def test_a_kept_answer_forgets_who_is_erased_and_nothing_is_done_again(api: Program, administrator: User) -> None:
    body = {"fields": {"family_name": "رازدار", "mobile": "09121234567"}}
    api.post("/people", body, **KEY)
    assert "رازدار".encode() in kept()
    erase_record(record_type="person", record_id=Person.objects.get().pk, by=administrator)
    assert "رازدار".encode() not in kept()
    assert api.post("/people", body, **KEY).status_code == 409
    assert not Person.objects.exists()
