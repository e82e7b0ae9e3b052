"""Another site cannot make a logged-in browser do anything."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.web.test_policies import _addresses, _database
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

EVIL = "https://evil.example/"


def test_no_address_takes_a_post_without_the_token_of_our_own_page(administrator: User, sara: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    before = _database()
    for _policy, address in _addresses(sara.uid):
        for headers in ({}, {"hx-request": "true"}):
            answer = client.post(address, {"do": "delete", "uid": str(sara.uid)}, headers=headers)
            assert answer.status_code in {403, 405}, address
    assert _database() == before
    assert SESSION_KEY in client.session


def test_nor_does_the_api_with_the_browsers_session(administrator: User, sara: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    before = _database()
    asked = [("post", "/people/bulk"), ("delete", f"/people/{sara.uid}"), ("post", "/users"), ("post", "/me/tokens")]
    for method, path in asked:
        answer = getattr(client, method)(f"/api/v1{path}", "{}", content_type="text/plain")
        assert answer.status_code == 403, path
    assert _database() == before


@pytest.mark.parametrize("address", [EVIL, "//evil.example/", "https:evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_away(address: str, administrator: User) -> None:
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    answers = [
        client.get(reverse("login"), {"next": address}),
        client.post(reverse("language"), {"language": "en", "next": address}),
        client.post(reverse("person-bulk"), {"do": "archive"}, headers={"referer": address}),
    ]
    for answer in answers:
        assert "evil" not in answer.headers.get("Location", ""), address
        assert "javascript" not in answer.headers.get("Location", "")
