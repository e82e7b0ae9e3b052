"""Every address, as every role and as nobody: whoever may not, changes nothing."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.resolvers import get_resolver

from tests.walk import views
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.accounts.permissions import VERBS
from zolal.people.models import Person
from zolal.web.policy import OPEN, SIGNED_IN, policy_of

pytestmark = pytest.mark.django_db

ROLES = ("administrator", "strategist", "manager", "member", "reader")


def _screens() -> list[tuple[str, URLPattern]]:
    found = [(where, one) for where, one in views(get_resolver().url_patterns) if not where.startswith("api/")]
    return [(where, one) for where, one in found if one.callback.__module__.startswith("zolal.web")]


def _addresses(uid: uuid.UUID) -> list[tuple[str, str]]:
    """(policy, address) of every screen, with somebody's identity where one is asked for."""
    texts = {"token": "t", "uidb64": "u", "name": "city", "number": "1", "tab": "new", "verdict": "new"}
    found = []
    for _where, one in _screens():
        kinds = {name: type(converter).__name__ for name, converter in one.pattern.converters.items()}
        known = {"UUIDConverter": uid, "IntConverter": 1}
        given = {name: known.get(kind, texts.get(name, "x")) for name, kind in kinds.items()}
        found.append((str(policy_of(one.callback)), reverse(one.name, kwargs=given)))
    return found


def _database() -> dict[str, list[tuple]]:
    """Everything that is stored, but for who is logged in."""
    models = [model for model in apps.get_models() if model is not Session and not model._meta.label.startswith("axes")]
    return {model._meta.label: sorted(map(repr, model._default_manager.values_list())) for model in models}


def test_every_view_says_who_may_call_it() -> None:
    verbs = set().union(*VERBS.values()) | {OPEN, SIGNED_IN}
    undeclared = [where for where, one in _screens() if policy_of(one.callback) not in verbs]
    assert undeclared == []


def test_nobody_gets_in_without_login(sara: Person) -> None:
    before = _database()
    for policy, address in _addresses(sara.uid):
        if policy == OPEN:
            continue
        for answer in (Client().get(address), Client().post(address, {"do": "delete", "uid": str(sara.uid)})):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(reverse("login")), address
    assert _database() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_without_the_verb_changes_nothing(
    role: str, browse: Browse, sara: Person, request: pytest.FixtureRequest
) -> None:
    user: User = request.getfixturevalue(role)
    client = browse(user)
    before = _database()
    for policy, address in _addresses(sara.uid):
        if policy in {OPEN, SIGNED_IN} or policy in VERBS[user.role]:
            continue
        for answer in (client.get(address), client.post(address, {"do": "delete", "uid": str(sara.uid)})):
            assert answer.status_code in {403, 405}, address
    assert _database() == before


@pytest.mark.parametrize("role", ROLES)
def test_looking_changes_nothing(role: str, browse: Browse, sara: Person, request: pytest.FixtureRequest) -> None:
    client = browse(request.getfixturevalue(role))
    before = _database()
    for _policy, address in _addresses(sara.uid):
        if address != reverse("login"):
            assert client.get(address).status_code < 500, address
    assert _database() == before
