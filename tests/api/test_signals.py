"""Other programs tell what happened with customers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.activities.models import Signal
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

AT = timezone.now().isoformat()


def opened(**who: object) -> dict[str, object]:
    return {"kind": "email_opened", "at": AT, **who}


def test_a_mailing_service_tells_who_opened_what(api: Program, people: list[Person]) -> None:
    sara = people[0]
    body = {"source": "mailer", "signals": [opened(id=str(sara.uid), key="m-1", detail={"campaign": "نوروز"})]}
    assert api.post("/signals", body).json() == {"recorded": 1, "known": 0, "refused": []}
    assert api.post("/signals", body).json() == {"recorded": 0, "known": 1, "refused": []}
    told = api.get(f"/signals/person/{sara.uid}").json()
    assert told["last"]["email_opened"] == timezone.localdate().isoformat()
    assert [(one["kind"], one["source"], one["detail"]) for one in told["items"]] == [
        ("email_opened", "mailer", {"campaign": "نوروز"})
    ]
    kinds = {one["kind"]: one for one in api.get("/signals/kinds").json()}
    assert kinds["email_opened"]["since"]
    assert kinds["call_answered"]["since"] is None


def test_what_cannot_be_taken_is_named_and_the_rest_is_written(api: Program, people: list[Person]) -> None:
    wrong = [opened(id=str(uuid4())), opened(email="nobody@example.com"), opened(), opened(id=str(people[0].uid))]
    wrong[-1]["kind"] = "thought_of_us"
    found = api.post("/signals", {"signals": [*wrong, opened(id=str(people[1].uid))]}).json()
    assert found["recorded"] == 1
    assert [one["at"] for one in found["refused"]] == [0, 1, 2, 3]
    assert all(one["reason"] for one in found["refused"])
    refused = api.post("/signals", {"signals": wrong})
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {f"signals.{place}" for place in range(4)}


def test_an_address_is_enough_where_only_one_record_has_it(api: Program) -> None:
    for given, mobile in (("سارا", "09125556677"), ("علی", "09125556688"), ("مریم", "09125556688")):
        fields = {"given_name": given, "family_name": "کریمی", "mobile": mobile}
        assert api.post("/people", {"fields": fields, "despite": True}).status_code == 201
    signals = [opened(mobile="۰۹۱۲ ۵۵۵ ۶۶ ۷۷"), opened(mobile="09125556688")]
    found = api.post("/signals", {"signals": signals}).json()
    assert (found["recorded"], [one["at"] for one in found["refused"]]) == (1, [1])
    assert Signal.objects.get().person.given_name == "سارا"


def test_nobody_tells_signals_of_whom_they_do_not_see_and_a_reader_tells_none(
    program: Callable[..., Program], reader: User, people: list[Person]
) -> None:
    body = {"signals": [opened(id=str(people[0].uid))]}
    assert program(reader).post("/signals", body).status_code == 403
    assert not Signal.objects.exists()
