"""Passwords cannot be tried out, and who was shut out is out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

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


def test_an_account_that_many_addresses_try_is_closed_to_strangers_only(
    member: User, manager: User, settings: Settings
) -> None:
    settings.LOGIN_FAILURES_OF_ACCOUNT = 6
    attempt_from("10.0.0.1", member)
    for number in range(6):
        assert not attempt(member.email, "wrong", address=f"10.1.0.{number}")

    assert not attempt(member.email, PASSWORD, address="10.2.0.1")
    assert attempt(manager.email, PASSWORD, address="10.2.0.1")
    assert attempt(member.email, PASSWORD, address="10.0.0.1")  # where the user has logged in before


def test_an_address_that_tries_many_accounts_is_shut_out(member: User, settings: Settings) -> None:
    settings.LOGIN_FAILURES_OF_ADDRESS = 6
    for number in range(6):
        assert not attempt(f"user{number}@example.com", "wrong", address="10.0.0.9")

    assert not attempt(member.email, PASSWORD, address="10.0.0.9")
    assert attempt(member.email, PASSWORD, address="10.0.0.1")


def attempt_from(address: str, user: User) -> None:
    """A log-in through the page, which the address is remembered by."""
    answer = Client(REMOTE_ADDR=address).post(reverse("login"), {"username": user.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_behind_a_proxy_addresses_are_told_apart(member: User, settings: Settings) -> None:
    settings.LOGIN_FAILURES_OF_ADDRESS, settings.PROXIES = 3, 1
    for number in range(3):
        through_proxy(f"user{number}@example.com", "wrong", "6.6.6.6, 10.0.0.9")

    assert through_proxy(member.email, PASSWORD, "10.0.0.9") == 429  # what it says of itself does not count
    assert through_proxy(member.email, PASSWORD, "10.0.0.1") == 302


def test_an_unknown_proxy_is_not_closed_to_the_whole_company(member: User, settings: Settings) -> None:
    settings.LOGIN_FAILURES_OF_ADDRESS = 3
    for number in range(5):
        through_proxy(f"user{number}@example.com", "wrong", "10.0.0.9")

    assert through_proxy(member.email, PASSWORD, "10.0.0.1") == 302


def through_proxy(email: str, password: str, told: str) -> int:
    """The status of a log-in whose address the proxy of this machine tells."""
    client = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=told)
    return client.post(reverse("login"), {"username": email, "password": password}).status_code
