"""What each role may do, verb by verb: this table is what an administrator is promised."""

from __future__ import annotations

import pytest

from zolal.accounts.models import Role, User
from zolal.accounts.permissions import VERBS, NotAllowed, demand, may

pytestmark = pytest.mark.django_db

READER, MEMBER, MANAGER, STRATEGIST, ADMINISTRATOR = "reader", "member", "manager", "strategist", "administrator"
RANKS = [READER, MEMBER, MANAGER, STRATEGIST, ADMINISTRATOR]

# Each verb, and the first role in the order above that may do it.
FROM = {
    "records.read": READER,
    "quality.read": READER,
    "views.save": READER,
    "deals.read": READER,
    "invoices.read": READER,
    "deals.write": MEMBER,
    "deals.bulk": MANAGER,
    "deals.delete": MANAGER,
    "deals.export": MANAGER,
    "pipelines.edit": STRATEGIST,
    "goals.read": READER,
    "records.create": MEMBER,
    "records.edit": MEMBER,
    "records.archive": MEMBER,
    "records.merge": MEMBER,
    "pairs.decide": MEMBER,
    "imports.run": MEMBER,
    "issues.decide": MEMBER,
    "values.rate": MEMBER,
    "records.share": MEMBER,
    "deputies.choose": MEMBER,
    "signals.write": MEMBER,
    "activities.write": MEMBER,
    "problems.report": MEMBER,
    "fields.propose": MEMBER,
    "goals.report": MEMBER,
    "samples.run": MANAGER,
    "goals.write": MANAGER,
    "maintenance.run": MANAGER,
    "products.edit": MANAGER,
    "invoices.write": MEMBER,
    "invoices.issue": MANAGER,
    "payments.write": MANAGER,
    "channels.write": MANAGER,
    "stewardship.plan": STRATEGIST,
    "fields.decide": STRATEGIST,
    "goals.plan": STRATEGIST,
    "fields.manage": STRATEGIST,
    "records.export": MANAGER,
    "records.delete": MANAGER,
    "records.bulk": MANAGER,
    "ledger.read": MANAGER,
    "ledger.undo": MANAGER,
    "settings.read": STRATEGIST,
    "settings.write": ADMINISTRATOR,
    "users.manage": ADMINISTRATOR,
    "records.erase": ADMINISTRATOR,
    "webhooks.manage": ADMINISTRATOR,
}


def test_every_role_and_every_verb_is_in_the_table() -> None:
    assert set(RANKS) == set(Role.values) == set(VERBS)
    assert set(FROM) == frozenset().union(*VERBS.values())


@pytest.mark.parametrize("role", RANKS)
@pytest.mark.parametrize("verb", FROM)
def test_a_role_may_exactly_what_the_table_says(role: str, verb: str) -> None:
    user = User(role=role)
    allowed = RANKS.index(role) >= RANKS.index(FROM[verb])

    assert may(user, verb) == allowed
    if allowed:
        demand(user, verb)
    else:
        with pytest.raises(NotAllowed):
            demand(user, verb)


@pytest.mark.parametrize("role", RANKS)
@pytest.mark.parametrize("verb", FROM)
def test_who_was_shut_out_may_nothing(role: str, verb: str) -> None:
    assert not may(User(role=role, is_active=False), verb)


def test_nobody_may_what_nobody_knows() -> None:
    assert not any(may(User(role=role), "records.everything") for role in RANKS)
    assert not may(User(role="owner"), "records.read")
