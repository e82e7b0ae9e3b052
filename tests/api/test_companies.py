"""Companies by the API."""

from __future__ import annotations

import pytest

from tests.api.conftest import Program
from zolal.people.models import Company

pytestmark = pytest.mark.django_db


def test_a_company_is_found_edited_and_exported(api: Program, companies: list[Company]) -> None:
    assert api.get("/companies").json()["total"] == 2
    assert api.get("/choices/companies?q=پار").json()[0]["name"] == "پارس"
    address = f"/companies/{companies[0].uid}"
    assert api.patch(address, {"version": 1, "fields": {"city": "یزد"}}).status_code == 200
    file = api.post("/companies/export", {"form": "csv", "query": "city=یزد"})
    assert file.status_code == 200
    assert "یزد" in b"".join(file.streaming_content).decode()
