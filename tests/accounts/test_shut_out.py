"""Who was shut out is out, and does not come back in by what they had before."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from zolal.accounts.actions.tokens import create_token, token_of
from zolal.accounts.actions.users import deactivate_user, invite_user, reactivate_user
from zolal.accounts.models import Role, User

pytestmark = pytest.mark.django_db


def test_sessions_and_tokens_from_before_stay_dead_when_somebody_is_let_in_again(
    member: User, administrator: User
) -> None:
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    secret = create_token(user=member, name="t").secret
    deactivate_user(user=member, by=administrator)
    assert token_of(secret) is None
    reactivate_user(user=member, by=administrator)
    assert token_of(secret) is None
    assert client.get(reverse("people")).status_code == 302


def test_nobody_elses_session_ends(member: User, manager: User, administrator: User) -> None:
    client = Client()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    deactivate_user(user=member, by=administrator)
    assert client.get(reverse("people")).status_code == 200


@pytest.mark.parametrize("field", ["name", "email"])
def test_what_no_column_holds_is_refused_by_field(field: str, administrator: User) -> None:
    given = {"name": "نو", "email": "new@example.com"} | {field: "x" * 300 + "@example.com"}
    with pytest.raises(ValidationError) as refused:
        invite_user(**given, role=Role.MEMBER, by=administrator)
    assert field in refused.value.message_dict
