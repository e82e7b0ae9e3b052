"""Trust in values, by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_value_is_rated_listed_and_taken_back(api: Program, people: list[Person]) -> None:
    one = people[0]
    address = f"/quality/records/person/{one.uid}/ratings"
    said = {"field": "given_name", "value": one.given_name, "verdict": "wrong", "method": "phone", "note": "asked"}
    (told,) = api.post(address, said).json()["items"]
    assert {name: told[name] for name in said} == said
    assert told["who"]
    assert api.get(address).json()["items"] == [told]
    assert ("given_name", "reported_wrong") in [
        (issue["field"], issue["code"]) for issue in api.get(f"/quality/records/person/{one.uid}").json()["issues"]
    ]
    withdrawn = api.post(f"{address}/withdraw", {"field": "given_name", "value": one.given_name})
    assert withdrawn.json()["items"] == []


def test_what_makes_no_sense_is_refused_by_name(
    program: Callable[..., Program], api: Program, people: list[Person], reader: User
) -> None:
    address = f"/quality/records/person/{people[0].uid}/ratings"
    said = {"field": "city", "value": "nowhere", "verdict": "sure", "method": "dream"}
    refused = api.post(address, said)
    assert refused.status_code == 422
    assert set(refused.json()["errors"]) == {"value", "verdict", "method"}
    assert api.post(address, {**said, "field": "company"}).status_code == 422
    assert program(reader).post(address, said).status_code == 403
