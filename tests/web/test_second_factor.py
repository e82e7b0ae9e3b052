"""The second factor on the screens: set up, asked for, demanded, taken away."""

from __future__ import annotations

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.web.conftest import Browse
from zolal.accounts.actions.second_factor import confirm_second_factor, offer_second_factor
from zolal.accounts.links import link_for
from zolal.accounts.models import SecondFactor, User
from zolal.accounts.queries.second_factor import has_second_factor
from zolal.core.models import Setting

pytestmark = pytest.mark.django_db


def first_code(user: User) -> str:
    return pyotp.TOTP(SecondFactor.objects.get(user=user).secret).now()


def next_code(user: User) -> str:
    factor = SecondFactor.objects.get(user=user)
    return pyotp.TOTP(factor.secret).at(30 * (factor.step + 1))


@pytest.fixture
def recovery(member: User) -> list[str]:
    secret = offer_second_factor(user=member).secret
    return confirm_second_factor(user=member, code=pyotp.TOTP(secret).now())


def logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def password_shown(user: User, to: str = "") -> Client:
    client = Client()
    answer = client.post(reverse("login"), {"username": user.email, "password": PASSWORD, "next": to})
    assert answer["Location"] == reverse("login-code")
    assert not logged_in(client)
    return client


def test_somebody_sets_it_up_by_a_picture_and_keeps_the_codes(browse: Browse, member: User) -> None:
    client = browse(member)
    client.post(reverse("second-factor-offer"))
    page = client.get(reverse("second-factor")).content.decode()
    assert "<svg" in page
    assert member.second_factor.secret in page
    assert client.post(reverse("second-factor-confirm"), {"code": "1"}).status_code == 422
    shown = client.post(reverse("second-factor-confirm"), {"code": first_code(member)})
    assert len(shown.context["codes"]) == 10
    assert has_second_factor(member)


def test_the_password_alone_does_not_let_in(member: User, recovery: list[str]) -> None:
    client = password_shown(member, to=reverse("companies"))
    assert client.get(reverse("people")).status_code == 302
    assert client.post(reverse("login-code"), {"code": "000"}).status_code == 422
    assert not logged_in(client)
    answer = client.post(reverse("login-code"), {"code": next_code(member)})
    assert answer["Location"] == reverse("companies")
    assert logged_in(client)


def test_a_recovery_code_lets_in(member: User, recovery: list[str]) -> None:
    client = password_shown(member)
    client.post(reverse("login-code"), {"code": recovery[3]})
    assert logged_in(client)


def test_a_one_time_link_does_not_go_around_it(member: User, recovery: list[str]) -> None:
    client, new = Client(), "another fine password"
    answer = client.post(link_for(member).path, {"password": new, "again": new})
    assert answer["Location"] == reverse("login-code")
    assert not logged_in(client)


def test_the_code_is_asked_of_nobody_without_a_password(member: User, recovery: list[str]) -> None:
    assert Client().get(reverse("login-code"))["Location"] == reverse("login")
    client = password_shown(member)
    member.set_password("another fine password")
    member.save()
    assert client.post(reverse("login-code"), {"code": recovery[0]})["Location"] == reverse("login")


def test_who_owes_one_sets_it_up_before_anything_else(member: User) -> None:
    Setting.objects.create(name="login.second_factor", value="all")
    client = Client()
    client.post(reverse("login"), {"username": member.email, "password": PASSWORD})
    assert client.get(reverse("people"))["Location"] == reverse("second-factor")
    assert client.get("/api/v1/people").status_code == 403
    client.post(reverse("second-factor-offer"))
    client.post(reverse("second-factor-confirm"), {"code": first_code(member)})
    assert client.get(reverse("people")).status_code == 200


def test_who_must_have_one_cannot_work_on_without(browse: Browse, member: User, recovery: list[str]) -> None:
    Setting.objects.create(name="login.second_factor", value="all")
    client = browse(member)
    client.post(reverse("second-factor-remove"), {"code": recovery[0]})
    assert client.get(reverse("people"))["Location"] == reverse("second-factor")


def test_an_administrator_takes_it_away(browse: Browse, administrator: User, member: User, recovery: list[str]) -> None:
    browse(administrator).post(reverse("user-second-factor-reset", args=[member.uid]))
    assert not has_second_factor(member)


def test_who_is_locked_out_is_told_how_long(member: User) -> None:
    client = Client()
    for _ in range(9):
        answer = client.post(reverse("login"), {"username": member.email, "password": "wrong"})
    assert answer.status_code == 429
    assert reverse("login") in answer.content.decode()
