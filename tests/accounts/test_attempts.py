"""Passwords cannot be tried out by writing the same address another way."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from zolal.accounts.models import User

pytestmark = pytest.mark.django_db


def test_other_letters_for_the_same_address_give_no_more_tries(member: User) -> None:
    client = Client()
    spellings = [member.email.upper(), f" {member.email}", member.email.title(), member.email]
    for attempt in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("login"), {"username": spellings[attempt % 4], "password": "wrong"})
    client.post(reverse("login"), {"username": member.email.upper(), "password": PASSWORD})
    assert "_auth_user_id" not in client.session
