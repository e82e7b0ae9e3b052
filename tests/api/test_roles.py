"""Programs of administrators make roles; records are shared, deputies chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_a_role_is_copied_changed_given_and_deleted(
    administrator: User, member: User, program: Callable[..., Program]
) -> None:
    api = program(administrator)
    made = api.post("/roles", {"name": "فروشنده", "copied_from": "member"})
    assert made.status_code == 201
    one = f"/roles/{made.json()['id']}"
    changed = api.patch(one, {"reaches": {"person": {"change": "own"}}, "seen": made.json()["stamp"]}).json()
    assert (changed["reaches"]["person"]["change"], changed["reaches"]["company"]["change"]) == ("own", "all")
    assert api.patch(one, {"sees": "own", "seen": made.json()["stamp"]}).status_code == 409
    assert set(api.patch(one, {"reaches": {"person": {"see": "x"}}}).json()["errors"]) == {"reaches"}
    api.patch(f"/users/{member.uid}", {"role": made.json()["id"], "until": "2090-01-01", "after": "reader"})
    assert api.get(one).json()["users"] == 1
    assert api.delete(one).status_code == 422
    api.patch(f"/users/{member.uid}", {"role": "member"})
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404
    assert {"reader", "administrator"} <= {role["id"] for role in api.get("/roles").json()}


def test_a_record_is_shared_and_withdrawn(api: Program, people: list[Person], stranger: User) -> None:
    address = f"/shares/person/{people[0].uid}"
    made = api.post(address, {"user": str(stranger.uid), "level": "edit"})
    assert made.status_code == 201
    assert [one["level"] for one in api.get(address).json()] == ["edit"]
    assert api.post(address, {}).status_code == 422
    assert api.delete(f"/shares/{made.json()['id']}").status_code == 204
    assert api.get(address).json() == []


def test_somebody_stands_in(api: Program, stranger: User) -> None:
    days = {"begins_on": "2090-01-01", "ends_on": "2090-01-05"}
    made = api.post("/deputies", {"deputy": str(stranger.uid), **days})
    assert made.status_code == 201
    assert [one["deputy"]["name"] for one in api.get("/deputies").json()] == [stranger.name]
    assert api.delete(f"/deputies/{made.json()['id']}").status_code == 204
    assert api.get("/ledger?since=2090-01-01").json()["items"] == []
