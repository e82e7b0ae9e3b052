"""Errors say what was wrong, where, and in the user's language, as problem+json."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from tests.api.conftest import V1, Program
from zolal.accounts.models import User
from zolal.api import limits
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_an_unknown_address_and_a_wrong_method_are_problems(api: Program) -> None:
    for response, status in ((api.get("/nowhere"), 404), (api.call("put", "/people"), 405)):
        assert response.status_code == status
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status
    assert "POST" in api.call("put", "/people").headers["Allow"]


def test_a_body_of_the_wrong_shape_names_the_field(api: Program) -> None:
    response = api.post("/merges", {"keep": "nonsense"})
    assert response.status_code == 422
    assert {"given.keep", "given.absorb"} <= set(response.json()["errors"])


def test_a_body_that_is_no_json_is_refused(api: Program) -> None:
    response = api.client.post(f"{V1}/merges", "{", content_type="application/json")
    assert response.status_code == 400


def test_a_body_that_is_too_large_is_refused(api: Program, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = api.post("/people", {"fields": {"note": "x" * 2000}})
    assert response.status_code == 413


def test_a_bad_filter_names_itself(api: Program) -> None:
    response = api.get("/people?colour=red")
    assert response.status_code == 422
    assert "colour" in str(response.json()["errors"])


def test_problems_speak_the_language_of_the_user(
    manager: User, program: Callable[..., Program], people: list[Person]
) -> None:
    titles = set()
    for language in ("fa", "en"):
        manager.language = language
        manager.save()
        titles.add(program(manager).get("/nowhere/").headers["Content-Type"])
    assert titles == {"application/problem+json"}


def test_too_many_requests_are_told_to_wait(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 3)
    statuses = [api.get("/me").status_code for _ in range(8)]
    assert 429 in statuses
    cache.clear()


def test_what_breaks_inside_tells_nothing_of_it(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zolal.api.accounts.VERBS", None)
    response = api.get("/me")
    assert response.status_code == 500
    assert "NoneType" not in response.content.decode()


def test_the_document_is_public_and_names_no_other_host() -> None:
    response = Client().get(f"{V1}/openapi.json")
    assert response.status_code == 200
    document = response.json()
    assert document["openapi"].startswith("3.1")
    for noun in ("people", "companies", "imports", "duplicates", "merges", "quality"):
        assert any(path.startswith(f"{V1}/{noun}") for path in document["paths"])


def test_the_page_of_the_document_obeys_the_content_security_policy() -> None:
    response = Client().get(f"{V1}/docs")
    text = response.content.decode()
    assert response.status_code == 200
    assert "http://" not in text
    assert "https://" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert all("src=" in tag or "application/json" in tag for tag in text.split("<script")[1:])
