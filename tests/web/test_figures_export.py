"""The dashboard's figures go out, and lead to the records behind them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_figures_are_a_workbook_and_lead_to_records(browse: Browse, administrator: User, sara: Person) -> None:
    client = browse(administrator)
    answer = client.get(reverse("quality-export"))
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"PK")
    page = client.get(reverse("quality")).content.decode()
    assert "?source=customers.xlsx" in page
    assert "fact=city" in page
    assert client.get(reverse("people"), {"source": "customers.xlsx"}).status_code == 200
