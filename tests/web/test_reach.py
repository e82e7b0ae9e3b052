"""Every page and every operation, by somebody whose role reaches their own, their team's or no record: nothing of the
others is told, and nothing of them changes."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from tests.walk import operations, screens
from zolal.accounts.actions.roles import Wanted, change_role, create_role
from zolal.accounts.actions.tokens import create_token
from zolal.accounts.actions.users import change_user
from zolal.accounts.models import ApiToken, User
from zolal.api import limits
from zolal.api.models import CallCount, IdempotencyKey
from zolal.capture.actions.entries import enter
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

NAMES = {"own": "خودی‌زاده", "team": "همتیمی‌زاده", "other": "بیگانه‌زاده"}
UNWATCHED = (Session, CallCount, IdempotencyKey, ApiToken)


@pytest.fixture
def owned(administrator: User, member: User, manager: User, stranger: User) -> dict[str, Person]:
    """A person of the member, one of a colleague of the team, one of another team."""
    found = {}
    for whose, owner in (("own", member), ("team", manager), ("other", stranger)):
        fields = {"given_name": "نمونه", "family_name": NAMES[whose], "owner": owner.email, "team": owner.team.name}
        found[whose] = enter(record_type="person", fields=fields, by=administrator, despite=True).record
    return found


BESIDE = ("activities.write", "signals.write", "values.rate", "problems.report", "records.share")
"""What may be written about somebody whom one only sees."""


def _with_role(member: User, administrator: User, reaches: dict[str, str]) -> User:
    """The member as a copy of the strategist, who may nearly everything, with these reaches on people."""
    role = create_role(name="محدود", copied_from="strategist", by=administrator)
    everything = {**dict.fromkeys(BESIDE, False), "records.erase": True, "settings.write": True}
    change_role(key=role.key, wanted=Wanted(reaches={"person": reaches}, verbs=everything), by=administrator)
    change_user(user=member, role=role.key, team=member.team, by=administrator)
    return User.objects.get(pk=member.pk)


def _clients(user: User) -> tuple[Client, Client]:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    token = create_token(user=user, name="t", scope="write").secret
    return client, Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)


def _everything() -> dict[type[Model], list[tuple]]:
    models = [model for model in apps.get_models() if model not in UNWATCHED]
    return {model: list(model._base_manager.order_by("pk").values_list()) for model in models}


UNSEEN = {"own": ("team", "other"), "team": ("other",), "none": ("own", "team", "other")}


@pytest.mark.parametrize("reach", UNSEEN)
def test_nothing_is_told_of_who_is_out_of_reach(
    administrator: User, member: User, owned: dict[str, Person], reach: str
) -> None:
    user, unseen = _with_role(member, administrator, {"see": reach}), UNSEEN[reach]
    limits.forget_all()
    client, program = _clients(user)
    uids: list[UUID] = [owned[whose].uid for whose in unseen]
    told = []
    for sender, addresses in ((client, screens(lambda _name: uids)), (program, operations(lambda _name: uids))):
        for address in addresses:
            answer = sender.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            text = body.decode("utf-8", "replace")
            told += [(address, answer.status_code)] if answer.status_code >= 500 else []
            told += [(address, whose) for whose in unseen if NAMES[whose] in text]
    assert told == []
    listed = client.get(reverse("people")).content.decode()
    assert {whose for whose in NAMES if NAMES[whose] in listed} == NAMES.keys() - set(unseen)


@pytest.mark.parametrize("reaches", [{"see": "own"}, {"change": "own", "delete": "own"}])
def test_nothing_changes_of_who_is_out_of_reach(
    administrator: User, member: User, owned: dict[str, Person], reaches: dict[str, str]
) -> None:
    user = _with_role(member, administrator, reaches)
    limits.forget_all()
    client, program = _clients(user)
    uids = [owned["other"].uid]
    before = _everything()
    posted = {"do": "delete", "uid": str(uids[0]), "city": "یزد", "version": "1", "with": f"user:{user.uid}"}
    for address in screens(lambda _name: uids, with_identity=True):
        assert client.post(address, posted).status_code < 500, address
    for method in ("POST", "PATCH", "PUT", "DELETE"):
        body = {"version": 1, "fields": {"city": "یزد"}, "user": str(user.uid), "fact": "city", "value": "یزد"}
        for address in operations(lambda _name: uids, method):
            if str(uids[0]) in address:
                answer = program.generic(method, address, json.dumps(body), "application/json")
                assert answer.status_code in {204, *range(400, 500)}, address
    now = _everything()
    assert {model.__name__ for model in now if now[model] != before[model]} == set()
