"""The OpenAPI document is whole, so that clients can be made from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from tests.api.conftest import V1

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict[str, Any]:
    return Client().get(f"{V1}/openapi.json").json()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_every_operation_has_a_name_of_its_own_a_tag_and_a_summary(document: dict[str, Any]) -> None:
    names = Counter(operation["operationId"] for _, _, operation in operations(document))
    assert [name for name, many in names.items() if many > 1] == []
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
    for path, method, operation in operations(document):
        assert operation["tags"], f"{method} {path}"
        assert operation["summary"], f"{method} {path}"
        assert operation["security"], f"{method} {path}"


def test_every_operation_tells_what_it_answers_and_its_problems(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        answers = operation["responses"]
        (done,) = (status for status in answers if status.startswith("2"))
        if done != "204" and not path.endswith(("/export", ".csv", "/pdf", "/files/{uid}", "/files/{name}")):
            assert "schema" in answers[done].get("content", {}).get("application/json", {}), f"{method} {path}"
        assert {"401", "403", "429"} <= answers.keys()
        for status in answers.keys() & {"401", "403", "404", "409", "422", "429"}:
            problem = answers[status]["content"]["application/problem+json"]
            assert problem["schema"]["$ref"].endswith("/Problem")
            assert problem["example"]["status"] == int(status)
            assert answers[status]["description"]


def test_every_parameter_of_an_address_is_described(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        told = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert told == set(re.findall(r"\{(\w+)\}", path)), f"{method} {path}"


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert set(references(document)) <= document["components"]["schemas"].keys()


def references(part: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].removeprefix("#/components/schemas/")
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from references(one)


def test_no_two_schemas_share_a_name() -> None:
    names = Counter(one.__name__ for one in descendants(Schema) if one.__module__.startswith("zolal.api"))
    assert [name for name, many in names.items() if many > 1] == []


def descendants(kind: type) -> set[type]:
    return {found for one in kind.__subclasses__() for found in {one, *descendants(one)}}
