"""The room of what bad data costs."""

from __future__ import annotations

import json
import re

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.people.models import Person
from zolal.quality.costs import prices

pytestmark = pytest.mark.django_db

SAID = {
    "row": ["0"],
    "name-0": "دوباره‌کاری",
    "amount-0": "۱۵۰٬۰۰۰",
    "times-0": "2",
    "classes-0": ["incomplete", "inactive"],
}


def test_prices_are_set_and_the_cost_leads_to_the_records(browse: Browse, administrator: User, sara: Person) -> None:
    client = browse(administrator)
    assert client.get(reverse("cost")).status_code == 200
    assert client.post(reverse("cost"), SAID).status_code == 302
    (price,) = prices()
    assert (price.name, price.rials, price.times) == ("دوباره‌کاری", 1_500_000, 2)
    assert client.get(reverse("cost-export")).status_code == 200
    assert client.post(reverse("cost"), {"row": ["0"]}).status_code == 302
    assert prices() == []


def test_what_was_typed_stays_with_the_reason(browse: Browse, administrator: User, member: User) -> None:
    answer = browse(administrator).post(reverse("cost"), {**SAID, "amount-0": "a lot"})
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.content.decode()
    assert "مبلغ" in answer.content.decode()
    assert browse(member).post(reverse("cost"), SAID).status_code == 403
    assert browse(member).get(reverse("cost"), {"type": "company"}).status_code == 200


@pytest.mark.parametrize(("unit", "typed"), [("toman", "150,000"), ("rial", "1,500,000")])
def test_prices_and_costs_are_told_in_the_unit_that_was_chosen(
    unit: str, typed: str, browse: Browse, administrator: User, sara: Person
) -> None:
    administrator.language, administrator.digits, administrator.money = "en", "latin", unit
    administrator.save(update_fields=["language", "digits", "money"])
    client = browse(administrator)
    enter(record_type="person", fields={"given_name": "علی"}, by=administrator)
    client.post(reverse("cost"), {**SAID, "amount-0": typed, "classes-0": ["incomplete"]})
    (price,) = prices()
    assert price.rials == 1_500_000
    page = client.get(reverse("cost")).content.decode()
    assert f"{unit}s a year" in page
    assert f'value="{typed}"' in page
    [drawn] = re.findall(r'<script id="cost" type="application/json">(.*?)</script>', page)
    one = price.yearly // (10 if unit == "toman" else 1)
    assert all(value % one == 0 for value in json.loads(drawn)["series"][0]["values"])
    assert f"{one:,}" in page
