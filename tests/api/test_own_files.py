"""Programs hand files in and take them home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from zolal.accounts.models import User
from zolal.people.actions.custom_fields import create_custom_field

V1 = "/api/v1"


def test_a_file_is_handed_in_written_into_a_field_and_taken_home(
    administrator: User, member: User, program: Callable[..., Any]
) -> None:
    create_custom_field(record_type="person", kind="file", label_fa="قرارداد", key="contract", by=administrator)
    api = program(member)
    file = api.client.post(f"{V1}/files", {"file": SimpleUploadedFile("قرارداد.pdf", b"%PDF-1")})
    assert file.status_code == 201
    entry = {"fields": {"given_name": "سارا", "own:contract": file.json()["id"]}, "despite": True}
    record = api.post("/people", entry).json()["record"]
    told = record["fields"]["own:contract"]
    assert (told["name"], told["size"]) == ("قرارداد.pdf", 6)
    assert b"".join(api.client.get(told["url"]).streaming_content) == b"%PDF-1"

    again = api.post("/people", {**entry, "fields": {**entry["fields"], "given_name": "علی"}})
    assert again.status_code == 422, "it belongs to a record already"
    assert list(again.json()["errors"]) == ["own:contract"]
    refused = api.client.post(f"{V1}/files", {"file": SimpleUploadedFile("page.html", b"<script>")})
    assert refused.status_code == 422
