"""An administrator reads on one page who may do what, and makes roles there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.actions.roles import create_role
from zolal.accounts.models import User
from zolal.accounts.permissions import VERBS
from zolal.accounts.queries.roles import every_role, known_role
from zolal.web.users.roles import WORDS

pytestmark = pytest.mark.django_db


def test_every_verb_is_explained() -> None:
    assert set(WORDS) == set().union(*VERBS.values())


def test_the_matrix_says_which_records_a_role_sees(browse: Browse, administrator: User, member: User) -> None:
    page = browse(administrator).get(reverse("roles"), headers={"Accept-Language": "fa"}).content.decode()

    assert page.count("<tr>") >= len(WORDS)
    assert browse(member).get(reverse("roles")).status_code == 403


def test_two_roles_are_compared_by_what_differs(browse: Browse, administrator: User) -> None:
    page = browse(administrator).get(reverse("roles"), {"one": "member", "other": "manager"}).content.decode()
    assert str(WORDS["ledger.read"]) in page
    assert str(WORDS["values.rate"]) not in page


def test_a_role_is_copied_changed_and_deleted(browse: Browse, administrator: User) -> None:
    client = browse(administrator)
    client.post(reverse("role-add"), {"name": "فروشنده", "from": "member"})
    key = next(role.key for role in every_role() if not role.shipped)
    page = client.get(reverse("role", args=[key])).content.decode()
    assert all(part in page for part in ('name="reach:person:change"', 'name="verb:imports.run" checked'))
    seen = known_role(key).stamp
    chosen = {"seen": seen, "name": "فروشنده", "sees": "team", "verbs": "1", "reach:person:change": "own"}
    client.post(reverse("role-change", args=[key]), chosen)
    rights = known_role(key).rights
    assert (rights.sees, rights.reach("person", "change"), rights.may("imports.run")) == ("team", "own", False)
    client.post(reverse("role-change", args=[key]), {**chosen, "sees": "all"})
    assert known_role(key).rights.sees == "team"
    client.post(reverse("role-delete", args=[key]))
    assert all(role.shipped for role in every_role())


def test_somebody_gets_an_own_role_for_a_time(browse: Browse, administrator: User, member: User) -> None:
    made = create_role(name="مشاور", copied_from="strategist", by=administrator)
    place = {"role": made.key, "team": "", "until": "1500/01/01", "after": "reader"}
    browse(administrator).post(reverse("user-change", args=[member.uid]), place)
    member.refresh_from_db()
    assert (member.role, str(member.role_until), member.role_after) == (made.key, "2121-03-21", "reader")
