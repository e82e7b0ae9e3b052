"""Nobody gets through the API without the right to: the database is compared before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from tests.api.conftest import V1, Program
from zolal.accounts.models import ApiToken, User
from zolal.accounts.permissions import VERBS
from zolal.api.door import Door
from zolal.api.models import CallCount
from zolal.api.urls import api as interface
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "patch", "delete")


def operations() -> Iterator[tuple[str, str, str]]:
    """(method, address, verb) of every operation."""
    for bound in interface._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                (door,) = operation.auth_callbacks
                assert isinstance(door, Door), f"{path} declares nobody"
                for method in operation.methods:
                    yield method.lower(), filled(f"{bound.prefix}{path}"), door.verb


def filled(path: str) -> str:
    path = "/" + path.strip("/")
    for pattern, value in (
        (r"\{uuid\w*:\w+\}", str(uuid4())),
        (r"\{int:\w+\}", "1"),
        (r"\{type\}", "person"),
        (r"\{place\}", "keep"),
        (r"\{day\}", "2026-11-29"),
        (r"\{str:\w+\}", "x"),
    ):
        path = re.sub(pattern, value, path)
    assert "{" not in path
    return path


def everything() -> dict[type[Model], list[Any]]:
    """Every row of every table, but for how often and when a token was used."""
    rows = {model: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}
    del rows[CallCount]
    for token in rows[ApiToken]:
        del token["last_used_at"]
    return rows


def test_every_operation_refuses_who_is_not_logged_in(people: list[Person]) -> None:
    before = everything()
    for method, path, _ in operations():
        response = getattr(Client(), method)(V1 + path, content_type="application/json")
        assert response.status_code == 401, f"{method} {path}"
        assert response.headers["Content-Type"] == "application/problem+json"
    assert everything() == before


def test_every_operation_that_writes_refuses_a_token_for_reading(
    administrator: User, program: Callable[..., Program], people: list[Person]
) -> None:
    reading = program(administrator, scope="read")
    before = everything()
    for method, path, _ in operations():
        if method != "get":
            assert reading.call(method, path).status_code == 403, f"{method} {path}"
    assert everything() == before


def test_every_operation_refuses_a_role_without_its_verb(
    reader: User, member: User, manager: User, program: Callable[..., Program], people: list[Person]
) -> None:
    programs = [(user, program(user)) for user in (reader, member, manager)]
    before = everything()
    for user, caller in programs:
        for method, path, verb in operations():
            if verb and verb not in VERBS[user.role]:
                assert caller.call(method, path).status_code == 403, f"{user.role} {method} {path}"
    assert everything() == before


def test_a_reader_writes_nothing_but_their_own_things(
    reader: User, program: Callable[..., Program], people: list[Person]
) -> None:
    caller = program(reader)
    before = everything()
    for method, path, _ in operations():
        if method != "get" and not path.startswith(("/me", "/views", "/calendar/feeds")):
            status = caller.call(method, path, {"name": "x", "role": "administrator"}).status_code
            assert status in {200, 403, 404, 422}, f"{method} {path} {status}"
    assert everything() == before


def test_a_revoked_or_wrong_token_opens_nothing(manager: User) -> None:
    for secret in ("", "zolal_wrong", "x" * 5000):
        response = Client(headers={"authorization": f"Bearer {secret}"}).get(f"{V1}/me")
        assert response.status_code == 401


def test_a_browser_session_needs_the_csrf_token_to_write(manager: User, people: list[Person]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(manager)
    assert browser.get(f"{V1}/people").status_code == 200
    address = f"{V1}/people/{people[0].uid}/archive"
    assert browser.post(address, {}, content_type="application/json").status_code == 403
    people[0].refresh_from_db()
    assert people[0].state == "active"


def test_what_a_user_may_not_see_does_not_exist_for_their_token(
    stranger: User, program: Callable[..., Program], people: list[Person], settings_of_visibility: None
) -> None:
    caller = program(stranger)
    assert caller.get("/people").json()["total"] == 0
    assert caller.get(f"/people/{people[0].uid}").status_code == 404
    body = {"first": str(people[0].uid), "second": str(people[1].uid)}
    assert caller.post("/merges/plan", body).status_code == 404
    assert caller.post("/merges", {"keep": body["first"], "absorb": body["second"]}).status_code == 404


@pytest.fixture
def settings_of_visibility(db: None) -> None:
    from zolal.core.models import Setting

    Setting.objects.create(name="visibility.member", value="own")
