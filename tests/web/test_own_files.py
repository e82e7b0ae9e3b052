"""A file is handed in where the other fields are typed, and taken home by whoever may see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zolal.accounts.models import RoleRights, User
from zolal.core.models import Setting
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import OwnFile, Person

FIELD = "own:contract"


@pytest.fixture(autouse=True)
def field(administrator: User) -> None:
    create_custom_field(record_type="person", kind="file", label_fa="قرارداد", key="contract", by=administrator)


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pdf(content: bytes = b"%PDF-1", name: str = "قرارداد.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def taken(client: Client, record: Person) -> Any:  # noqa: ANN401 - a response
    return client.get(reverse("person-file", args=[record.uid, FIELD]))


def test_it_comes_with_a_new_record_and_is_replaced_and_taken_away_on_its_page(member: User, stranger: User) -> None:
    seller = as_(member)
    form = {"given_name": "سارا", "despite": "1", "incomplete": "1", FIELD: pdf()}
    assert 'type="file"' in seller.get(reverse("person-new")).content.decode()
    assert seller.post(reverse("person-new"), form).status_code == 302
    record = Person.objects.get()
    assert "قرارداد.pdf" in seller.get(reverse("person", args=[record.uid])).content.decode()
    assert "قرارداد.pdf" in seller.get(reverse("people"), {"columns": f"name,{FIELD}"}).content.decode()

    answer = taken(seller, record)
    assert b"".join(answer.streaming_content) == b"%PDF-1"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"

    address = reverse("person-field", args=[record.uid, FIELD])
    refused = seller.post(address, {FIELD: pdf(name="page.html"), "version": record.version})
    assert refused.status_code == 422
    assert "قرارداد.pdf" in refused.content.decode(), "what is there stays"
    assert seller.post(address, {FIELD: pdf(b"%PDF-2"), "version": record.version}).status_code == 200
    assert b"".join(taken(seller, record).streaming_content) == b"%PDF-2"
    told = seller.get(reverse("person-timeline", args=[record.uid])).content.decode()
    assert str(OwnFile.objects.latest("pk").uid) not in told

    Setting.objects.create(name="visibility.member", value="own")
    assert taken(as_(stranger), record).status_code == 404
    record.refresh_from_db()
    assert seller.post(address, {"version": record.version}).status_code == 200
    assert taken(seller, record).status_code == 404


def test_what_waits_for_a_word_keeps_its_file_and_a_check_keeps_none(member: User) -> None:
    seller = as_(member)
    seller.post(reverse("person-check"), {"given_name": "سارا", FIELD: pdf()})
    assert not OwnFile.objects.exists()
    asked = seller.post(reverse("person-new"), {"given_name": "سارا", FIELD: pdf()})
    assert asked.status_code == 422, "something essential is missing"
    waiting = OwnFile.objects.get()
    text = f"{waiting.uid} {waiting.size} {waiting.name}"
    assert f'value="{text}" checked' in asked.content.decode()
    seller.post(reverse("person-new"), {"given_name": "سارا", FIELD: text, "incomplete": "1", "despite": "1"})
    assert Person.objects.get().own == {"contract": text}


def test_a_role_from_which_the_field_is_hidden_gets_no_file(administrator: User, manager: User) -> None:
    admin = as_(administrator)
    admin.post(reverse("person-new"), {"given_name": "سارا", "despite": "1", "incomplete": "1", FIELD: pdf()})
    record = Person.objects.get()
    assert b"".join(taken(as_(manager), record).streaming_content) == b"%PDF-1"
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"person": {FIELD: "hidden"}})
    assert taken(as_(manager), record).status_code == 404
