"""A program acts as a user by a key that is shown once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.tokens import create_token, revoke_token, token_of
from zolal.accounts.actions.users import deactivate_user
from zolal.accounts.models import ApiToken, User
from zolal.accounts.permissions import NotAllowed
from zolal.accounts.queries.users import token_by_uid, tokens_of
from zolal.core.models import Action

pytestmark = pytest.mark.django_db


def test_a_secret_stands_for_its_user_and_is_kept_nowhere(member: User) -> None:
    made = create_token(user=member, name="پشتیبان‌گیر", scope="write")

    found = token_of(made.secret)
    assert found is not None
    assert (found.user, found.scope) == (member, "write")
    rows = [*ApiToken.objects.values(), *Action.objects.values("about")]
    assert not any(made.secret in str(row) for row in rows)


@pytest.mark.parametrize("secret", ["", "zolal_", "zolal_x", "x" * 5_000, "zolal_\x00", "ز"])
def test_a_made_up_secret_is_nobody(member: User, secret: str) -> None:
    create_token(user=member, name="x")

    assert token_of(secret) is None


def test_a_digest_is_no_secret(member: User) -> None:
    assert token_of(create_token(user=member, name="x").token.digest) is None


def test_a_revoked_one_is_dead_at_once(member: User) -> None:
    made = create_token(user=member, name="x")
    revoke_token(token=made.token, by=member)

    assert token_of(made.secret) is None
    assert list(tokens_of(member)) == []


def test_shutting_a_user_out_ends_the_tokens(member: User, administrator: User) -> None:
    made = create_token(user=member, name="x")
    deactivate_user(user=member, by=administrator)

    assert token_of(made.secret) is None
    with pytest.raises(NotAllowed):
        create_token(user=member, name="y")


def test_others_tokens_are_out_of_reach_but_for_administrators(
    member: User, stranger: User, administrator: User
) -> None:
    made = create_token(user=member, name="x")
    with pytest.raises(ApiToken.DoesNotExist):
        token_by_uid(made.token.uid, by=stranger)
    with pytest.raises(NotAllowed):
        revoke_token(token=made.token, by=stranger)
    assert token_of(made.secret) == made.token

    revoke_token(token=token_by_uid(made.token.uid, by=administrator), by=administrator)
    assert token_of(made.secret) is None


@pytest.mark.parametrize("wrong", [{"name": " "}, {"scope": "admin"}])
def test_what_is_wrong_is_said_by_field(member: User, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        create_token(user=member, **{"name": "x", **wrong})

    assert set(refused.value.message_dict) == set(wrong)
