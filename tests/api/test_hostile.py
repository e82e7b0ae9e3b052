"""Requests that make no sense get an answer that does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.conftest import Program
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.core.ledger import record_type
from zolal.people.models import ContactPoint, Person

pytestmark = pytest.mark.django_db

HUGE = 10**30


@pytest.fixture
def boss(program: Callable[..., Program], administrator: User) -> Program:
    return program(administrator)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/people", {"fields": {"employees": "5"}}),
        ("/companies/check", {"fields": {"birth_date": "1"}}),
        ("/choices/tags", {"name": "x", "colour": "x" * 50}),
        ("/choices/categories", {"name": "x", "colour": '"><script>'}),
        ("/users", {"name": "x" * 200, "email": "x@example.com"}),
        ("/people", {"fields": {"family_name": "9" * 5_000}, "despite": "perhaps"}),
    ],
)
def test_what_is_wrong_is_told_by_field(path: str, body: dict[str, Any], boss: Program) -> None:
    answer = boss.post(path, body)
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    "path",
    [
        f"/quality/issues?after={'9' * 5_000}",
        f"/people?quality.from={'9' * 5_000}",
        "/people?" + "&".join(f"city.contains=a{number}" for number in range(4_000)),
        f"/people?size={HUGE}",
    ],
)
def test_no_number_and_no_list_of_conditions_is_too_much(path: str, boss: Program) -> None:
    assert boss.get(path).status_code in {200, 422}


def test_what_is_typed_as_a_number_without_end_is_kept_as_a_fault(boss: Program) -> None:
    made = boss.post("/companies", {"fields": {"name": "آریا", "employees": "9" * 5_000}})
    assert made.status_code == 201
    assert made.json()["record"]["faults"]["employees"]


def test_history_is_no_way_to_write_anything_else(api: Program, people: list[Person]) -> None:
    mine, theirs = people[2], people[0]
    point = ContactPoint.objects.get(person=theirs)
    stolen = {"kind": "mobile", "value": "0", "key": "", "label": "", "position": 0}
    before = record_type("person").facts([mine.pk, theirs.pk])
    for fact, value in ((f"point:{point.pk}", stolen), ("absorbed_into", theirs.pk), ("state", "x"), ("owner", HUGE)):
        assert api.post(f"/people/{mine.uid}/facts", {"fact": fact, "value": value}).status_code == 422
    assert record_type("person").facts([mine.pk, theirs.pk]) == before


def test_a_file_can_be_read_again_with_everything_found_by_itself(api: Program) -> None:
    file = SimpleUploadedFile("a.csv", "نام خانوادگی;شهر\nمحمدی;یزد\n".encode())
    made = api.client.post("/api/v1/imports", {"type": "person", "file": file}).json()
    run_all()
    for body, status in (({"delimiter": ","}, 200), ({"automatic": True}, 200), ({"header_row": HUGE}, 422)):
        assert api.post(f"/imports/{made['id']}/reading", body).status_code == status
        run_all()
    assert api.get(f"/imports/{made['id']}").json()["columns"][0]["header"] == "نام خانوادگی"
