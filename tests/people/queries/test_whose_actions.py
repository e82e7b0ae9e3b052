"""The ledger tells nobody of customers they may not see."""

from __future__ import annotations

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.core.ledger import act
from zolal.core.models import Setting
from zolal.people.queries.actions import readable_actions

pytestmark = pytest.mark.django_db


def names(user: User) -> set[str]:
    return {str(action.about["name"]) for action in readable_actions(user)}


def test_whoever_sees_some_customers_reads_of_what_was_done_by_those_who_see_the_same(
    manager: User, member: User, stranger: User
) -> None:
    for by in (manager, member, stranger):
        with transaction.atomic():
            act(kind="merge", by=by, about={"name": by.email})
    assert names(manager) == {manager.email, member.email, stranger.email}
    Setting.objects.create(name="visibility.manager", value="team")
    assert names(manager) == {manager.email, member.email}
    Setting.objects.update_or_create(name="visibility.manager", defaults={"value": "own"})
    assert names(manager) == {manager.email}
