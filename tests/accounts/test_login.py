"""Passwords cannot be tried out, and who was shut out is out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory

from tests.conftest import PASSWORD
from zolal.accounts.actions.users import deactivate_user
from zolal.accounts.models import User

pytestmark = pytest.mark.django_db


def attempt(email: str, password: str, address: str = "10.0.0.1") -> bool:
    request: HttpRequest = RequestFactory().post("/", REMOTE_ADDR=address)
    try:
        return authenticate(request, username=email, password=password) is not None
    except PermissionDenied:
        return False


def test_the_e_mail_is_read_in_any_case(member: User) -> None:
    assert attempt(member.email.upper(), PASSWORD)


def test_too_many_tries_close_the_door_even_to_the_right_password(member: User, manager: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert not attempt(member.email, "wrong")

    assert not attempt(member.email, PASSWORD)
    assert attempt(manager.email, PASSWORD)  # a colleague in the same office
    assert attempt(member.email, PASSWORD, address="10.0.0.2")  # the user at home


def test_a_few_wrong_tries_do_no_harm(member: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        attempt(member.email, "wrong")

    assert attempt(member.email, PASSWORD)


def test_shutting_out_ends_the_sessions(member: User, administrator: User) -> None:
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    deactivate_user(user=member, by=administrator)
    request = RequestFactory().get("/")
    request.session = client.session

    from django.contrib.auth import get_user

    assert not get_user(request).is_authenticated
