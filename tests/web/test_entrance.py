"""Coming in: login, links, the first administrator, the language."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.web.conftest import Browse
from zolal.accounts.links import link_for
from zolal.accounts.models import User
from zolal.web.accounts.setup_token import setup_token

pytestmark = pytest.mark.django_db

NEW = "another fine password"


def test_somebody_logs_in_and_lands_at_home(member: User) -> None:
    answer = Client().post(reverse("login"), {"username": member.email, "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == reverse("home")


def test_a_wrong_password_says_no_more_than_that(member: User) -> None:
    known = Client().post(reverse("login"), {"username": member.email, "password": "wrong"})
    unknown = Client().post(reverse("login"), {"username": "nobody@example.com", "password": "wrong"})
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_a_part_of_a_page_sends_the_whole_page_to_login() -> None:
    answer = Client().get(reverse("people"), headers={"HX-Request": "true"}, follow=True)
    assert answer["HX-Redirect"].startswith(reverse("login"))


def test_the_language_is_chosen_before_login() -> None:
    client = Client()
    client.post(reverse("language"), {"language": "en", "next": reverse("login")})
    assert 'lang="en" dir="ltr"' in client.get(reverse("login")).content.decode()


def test_the_language_switch_leads_nowhere_else() -> None:
    answer = Client().post(reverse("language"), {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_one_time_link_works_once(member: User) -> None:
    path = link_for(member).path
    assert Client().get(path).status_code == 200
    answer = Client().post(path, {"password": NEW, "again": NEW})
    assert answer.status_code == 302
    assert Client().get(path).status_code == 410
    member.refresh_from_db()
    assert member.check_password(NEW)


def test_a_mistyped_second_password_is_told_at_its_field(member: User) -> None:
    answer = Client().post(link_for(member).path, {"password": NEW, "again": "other"})
    assert answer.status_code == 422
    assert "again" in answer.context["form"].errors


def test_the_first_administrator_comes_by_the_printed_link(db: None) -> None:
    typed = {"name": "مریم", "email": "m@example.com", "password": NEW, "again": NEW}
    assert Client().post(reverse("setup", args=["wrong"]), typed).status_code == 404
    assert Client().post(reverse("setup", args=[setup_token()]), typed).status_code == 302
    assert User.objects.get().role == "administrator"
    assert Client().get(reverse("setup", args=[setup_token()])).status_code == 404


def test_digits_and_colours_are_one_s_own(browse: Browse, member: User) -> None:
    client = browse(member)
    client.post(reverse("preferences"), {"name": "سارا", "language": "en", "digits": "latin", "theme": "dark"})
    page = client.get(reverse("profile")).content.decode()
    assert 'data-theme="dark"' in page
    assert 'lang="en"' in page


def test_a_new_password_keeps_this_device_logged_in(browse: Browse, member: User) -> None:
    client = browse(member)
    answer = client.post(reverse("password"), {"current": PASSWORD, "password": NEW, "again": NEW}, follow=True)
    assert answer.status_code == 200
    assert client.get(reverse("profile")).status_code == 200
