"""A program that calls the API with a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from zolal.accounts.actions.tokens import create_token
from zolal.accounts.models import User
from zolal.api import limits
from zolal.core.ledger import act, create
from zolal.people.models import Company, Person
from zolal.people.points import numbered

V1 = "/api/v1"


class Program:
    """Speaks JSON with the token of a user."""

    def __init__(self, user: User, scope: str = "write") -> None:
        self.client = Client(
            headers={"authorization": f"Bearer {create_token(user=user, name='t', scope=scope).secret}"}
        )

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:  # noqa: ANN401
        """The response; `path` is what follows the version."""
        send = getattr(self.client, method)
        if method == "get":
            return send(V1 + path, headers=headers)
        return send(V1 + path, body if body is not None else {}, content_type="application/json", headers=headers)

    def get(self, path: str) -> Any:  # noqa: ANN401
        return self.call("get", path)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:  # noqa: ANN401
        return self.call("post", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:  # noqa: ANN401
        return self.call("patch", path, body, **headers)

    def delete(self, path: str) -> Any:  # noqa: ANN401
        return self.call("delete", path)


@pytest.fixture(autouse=True)
def _nobody_has_called_yet() -> None:
    limits.forget_all()


@pytest.fixture
def program() -> Callable[..., Program]:
    return Program


@pytest.fixture
def api(manager: User) -> Program:
    """A program of a manager that may write."""
    return Program(manager)


@pytest.fixture
def people(manager: User) -> list[Person]:
    """Two records of one person, and another person."""
    rows = [
        {"given_name": "علی", "family_name": "محمدی", "points": [_mobile("09121234567")]},
        {"given_name": "علی", "family_name": "محمدی", "city": "یزد", "points": [_mobile("09351234567")]},
        {"given_name": "مریم", "family_name": "رضایی", "city": "تهران"},
    ]
    return list(Person.objects.filter(pk__in=_created(manager, "person", rows)).order_by("pk"))


@pytest.fixture
def companies(manager: User) -> list[Company]:
    return list(Company.objects.filter(pk__in=_created(manager, "company", [{"name": "پارس"}, {"name": "کویر"}])))


def _mobile(value: str) -> dict[str, str]:
    return {"kind": "mobile", "value": value, "key": f"+98{value[1:]}"}


def _created(user: User, record_type: str, rows: list[dict[str, Any]]) -> list[int]:
    with transaction.atomic():
        return create(act(kind=f"{record_type}.create", by=user), record_type, numbered(rows))
