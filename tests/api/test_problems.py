"""Errors say what was wrong, where, and in the user's language, as problem+json."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.api.conftest import V1, Program
from zolal.accounts.models import ApiToken, User
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
    assert {"keep", "absorb"} == set(response.json()["errors"])


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
    told: dict[str, list[str]] = {}
    for language in ("fa", "en"):
        manager.language = language
        manager.save()
        caller = program(manager)
        told[language] = [
            caller.get("/nowhere/").json()["title"],
            caller.call("put", "/people").json()["title"],
            caller.post("/people", []).json()["detail"],
        ]
    assert told["en"][0] == "There is nothing here."
    assert all(fa != en for fa, en in zip(told["fa"], told["en"], strict=True))


def test_a_stranger_is_answered_in_the_language_they_ask_for() -> None:
    asked = Client(headers={"accept-language": "en"}).get(f"{V1}/me").json()
    assert asked["detail"] == "The token is missing, wrong or revoked. Send “Authorization: Bearer …”."


@pytest.mark.parametrize(
    ("path", "body", "errors"),
    [
        ("/people", {"fields": {"city": 5}}, {"fields.city": "A text is expected here."}),
        ("/people", {"fields": {}, "despite": "perhaps"}, {"despite": "true or false is expected here."}),
        ("/merges/plan", {"first": "x"}, {"second": "This field is missing."}),
        ("/merges/plan", {"type": "dog"}, {"type": "One of these is expected here: 'person', 'company'"}),
        ("/people/bulk", {"do": "edit", "ids": "x"}, {"ids": "A list is expected here."}),
    ],
)
def test_what_was_expected_is_said_by_field(
    manager: User, program: Callable[..., Program], path: str, body: object, errors: dict[str, str]
) -> None:
    manager.language = "en"
    manager.save()
    found = program(manager).post(path, body).json()["errors"]
    assert {field: found[field][0] for field in errors} == errors


def test_too_many_requests_are_told_to_wait(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 3)
    statuses = [api.get("/me").status_code for _ in range(8)]
    assert 429 in statuses


def test_calls_are_counted_over_all_processes(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", 60)
    for _ in range(3):
        statuses = [api.get("/me").status_code for _ in range(25)]
        limits.forget_all()  # as another process would begin
    assert 429 in statuses


def test_a_token_tells_when_it_was_used_last(api: Program, manager: User) -> None:
    api.get("/me")
    first = ApiToken.objects.get(user=manager).last_used_at
    api.get("/me")
    assert first is not None
    assert ApiToken.objects.get(user=manager).last_used_at == first


def test_what_breaks_inside_tells_nothing_of_it(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zolal.api.accounts.rights_of", None)
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
