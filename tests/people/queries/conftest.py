"""Records for lists, written through the ledger as everything is."""

from __future__ import annotations

from typing import Any, Protocol

import pytest
from django.db import transaction

from zolal.core.ledger import act, create
from zolal.people.models import Company, Person, PersonScore
from zolal.people.points import numbered


class Write(Protocol):
    def __call__(self, *rows: dict[str, Any]) -> list[Any]: ...


def _write(record_type: str, rows: tuple[dict[str, Any], ...]) -> list[int]:
    with transaction.atomic():
        return create(act(kind=f"{record_type}.create", by=None), record_type, numbered(list(rows)))


def judged(person: Person, quality: int | None) -> None:
    """As if the person had been found this good; None: never judged."""
    PersonScore.objects.filter(pk=person.pk).delete()
    if quality is not None:
        PersonScore.objects.create(record=person, quality=quality, scores={})


@pytest.fixture
def people(db: None) -> Write:
    """Write persons; each is {field: value}, with "mobile" and "email" for contact points."""

    def write(*rows: dict[str, Any]) -> list[Person]:
        ids = _write("person", tuple(_with_points(row) for row in rows))
        found = Person.objects.in_bulk(ids)
        return [found[record_id] for record_id in ids]

    return write


@pytest.fixture
def companies(db: None) -> Write:
    def write(*rows: dict[str, Any]) -> list[Company]:
        ids = _write("company", tuple(_with_points(row) for row in rows))
        found = Company.objects.in_bulk(ids)
        return [found[record_id] for record_id in ids]

    return write


def _with_points(row: dict[str, Any]) -> dict[str, Any]:
    points = []
    if mobile := row.get("mobile"):
        points.append({"kind": "mobile", "value": mobile, "key": f"+98{mobile[1:]}", "label": ""})
    if email := row.get("email"):
        points.append({"kind": "email", "value": email, "key": email.lower(), "label": ""})
    facts = {name: value for name, value in row.items() if name not in {"mobile", "email"}}
    return {**facts, "points": points} if points else facts
