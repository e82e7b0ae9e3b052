"""Accuracy samples by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_sample_is_drawn_checked_and_told(
    program: Callable[..., Program], manager: User, member: User, people: list[Person]
) -> None:
    api, checker = program(manager), program(member)
    assert len(api.get("/quality/samples/proposals").json()) == 3
    said = {"scope": "all", "size": 2, "users": [str(member.uid)], "seed": 7}
    drawn = api.post("/quality/samples", said)
    assert drawn.status_code == 201
    address = f"/quality/samples/{drawn.json()['id']}"
    sheets = checker.get(f"{address}/sheets").json()["items"]
    assert len(sheets) == 2
    found = [{"value": one["id"], "outcome": "right"} for one in sheets[0]["values"]]
    check = {"number": sheets[0]["number"], "method": "visit", "found": found}
    told = checker.post(f"{address}/check", check).json()
    assert (told["done"], told["records"], told["of_records"]["value"]) == (1, 2, 1.0)
    assert api.get("/quality/samples").json()["items"][0]["seed"] == 7
    assert checker.post(f"{address}/check", {**check, "method": "dream"}).status_code == 422
    assert checker.post("/quality/samples", said).status_code == 403
    assert api.post("/quality/samples", {"size": 0}).status_code == 422
