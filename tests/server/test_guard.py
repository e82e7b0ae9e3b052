"""What would fill the disk or break a database is refused with a sentence, on screens and in the API alike."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.api.conftest import Program
from zolal.accounts.models import User

pytestmark = pytest.mark.django_db

HUGE = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
FORM = "multipart/form-data; boundary=x"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_stranger_cannot_fill_the_disk() -> None:
    for address in (reverse("login"), reverse("import-upload"), "/api/v1/imports"):
        assert Client().post(address, b"", content_type=FORM, CONTENT_LENGTH=HUGE).status_code == 413


def test_who_is_logged_in_may_upload_a_large_file_but_not_any(manager: User) -> None:
    client, address = browser(manager), reverse("import-upload")
    assert client.post(address, b"", content_type=FORM, CONTENT_LENGTH=HUGE).status_code != 413
    endless = str(settings.UPLOAD_LIMIT + 2**21)
    assert client.post(address, b"", content_type=FORM, CONTENT_LENGTH=endless).status_code == 413
    assert client.post(reverse("preferences"), b"", content_type=FORM, CONTENT_LENGTH=HUGE).status_code == 413


def test_a_letter_that_no_database_keeps_is_refused_on_the_screens(manager: User) -> None:
    client = browser(manager)
    for address in (reverse("people"), reverse("ledger")):
        assert client.get(address, {"kind": "a\0b", "q": "a\0b"}).status_code == 400
    assert client.post(reverse("person-views"), {"name": "a\0b"}).status_code == 400
    assert client.post(reverse("person-new"), {"fam\0": "x"}).status_code == 400


def test_in_the_api_it_is_replaced_as_in_files(administrator: User) -> None:
    api = Program(administrator)
    made = api.client.post("/api/v1/choices/tags", rb'{"name": "a\u0000b\ud800"}', content_type="application/json")
    assert made.json()["name"] == "a\ufffdb\ufffd"
    assert api.get("/quality/issues?code=a%00b").status_code == 400


@pytest.mark.parametrize("address", ["/login/", "/people/", "/nothing/", "/api/v1/docs", "/api/v1/people", "/healthz"])
def test_every_answer_forbids_foreign_scripts(address: str) -> None:
    answer = Client().get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_with_customers_are_kept_by_no_browser(manager: User) -> None:
    client = browser(manager)
    assert client.get(reverse("people")).headers["Cache-Control"] == "no-store"
    assert "storage" in client.post(reverse("logout")).headers["Clear-Site-Data"]
