"""Catalogue, places, defaults and fit, for programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_catalogue_names_every_field_and_who_sees_it(api: Program, people: list[Person]) -> None:
    assert people
    found = api.get("/catalogue").json()
    filled = {one["field"]: one["share"] for one in found["fields"]}
    assert (filled["mobile"], found["seen_by"]["reader"]) == (0.6667, "all")
    assert "export" not in found["ways_out"]["reader"]


def test_places_defaults_and_indicators(program: Callable[..., Program], strategist: User) -> None:
    caller = program(strategist)
    place = caller.post("/catalogue/places", {"name": "هلو", "kind": "accounting", "holds": "فاکتورها"}).json()
    caller.patch(f"/catalogue/places/{place['id']}", {"is_reachable": True})
    assert [one["is_reachable"] for one in caller.get("/catalogue/places").json()["items"]] == [True]
    assert caller.post("/catalogue/defaults", {"field": "city"}).status_code == 422
    assert caller.get("/catalogue/defaults").json() == {"proposals": [], "defaults": []}
    wish = {"name": "شهر ما", "query": "city=یزد", "points": 10}
    made = caller.post("/catalogue/fit", wish).json()
    assert caller.post("/catalogue/fit", {**wish, "query": "shoe=43"}).status_code == 422
    assert caller.get("/catalogue/fit").json()["indicators"][0]["query"] == made["query"]
    assert caller.delete(f"/catalogue/fit/{made['id']}").status_code == 200
    assert caller.post("/catalogue/count").status_code == 202
