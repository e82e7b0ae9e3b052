"""Weights of the score, by the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_weights_are_read_tried_and_chosen(
    program: Callable[..., Program], administrator: User, people: list[Person]
) -> None:
    api = program(administrator)
    weights = {**api.get("/quality/score").json()["weights"], "validity": 90}
    tried = api.post("/quality/score/preview", {"weights": weights, "goal": ["email"]}).json()
    assert tried["records"] == 3
    assert set(tried["then"]) == {"all", "goal"}
    kept = api.call("put", "/quality/score", {"weights": weights, "goal": ["email"]}).json()
    assert (kept["weights"]["validity"], kept["goal"], kept["recomputing"]) == (90, ["email"], True)
    assert api.call("put", "/quality/score", {"weights": {"validity": 1}}).status_code == 422
    assert api.post("/quality/score/preview", {"weights": {}}).status_code == 422
