"""Cost of bad data by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

PRICE = {"name": "rework", "rials": 900_000, "times": 2, "classes": ["incomplete"], "fields": []}


def test_prices_are_set_and_the_cost_is_told(
    program: Callable[..., Program], administrator: User, member: User, people: list[Person]
) -> None:
    api = program(administrator)
    assert api.call("put", "/quality/cost/prices", {"prices": [PRICE]}).json() == [PRICE]
    assert program(member).get("/quality/cost/prices").json() == [PRICE]
    found = program(member).get("/quality/cost").json()
    assert found["total"] == found["classes"]["incomplete"] == sum(one["rials"] for one in found["items"])
    assert program(member).call("put", "/quality/cost/prices", {"prices": []}).status_code == 403
    assert api.call("put", "/quality/cost/prices", {"prices": [{**PRICE, "rials": -1}]}).status_code == 422
