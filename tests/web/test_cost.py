"""The room of what bad data costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.quality.costs import prices

pytestmark = pytest.mark.django_db

SAID = {
    "row": ["0"],
    "name-0": "دوباره‌کاری",
    "rials-0": "۱٬۵۰۰٬۰۰۰",
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
    answer = browse(administrator).post(reverse("cost"), {**SAID, "rials-0": "a lot"})
    assert answer.status_code == 422
    assert 'value="a lot"' in answer.content.decode()
    assert browse(member).post(reverse("cost"), SAID).status_code == 403
    assert browse(member).get(reverse("cost"), {"type": "company"}).status_code == 200
