"""What bad data costs, by prices that an administrator set."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.quality.actions.costs import set_prices
from zolal.quality.actions.ratings import rate
from zolal.quality.costs import Price, prices, yearly
from zolal.quality.queries.costs import cost

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "email": "a@example.com", "city": "تهران"}
MESSAGE = Price("message", 1_500, 12, ("invalid",), ("mobile",))
REWORK = Price("rework", 900_000, 1, ("incomplete", "duplicate"))


def test_each_class_costs_its_issues_times_the_prices_paid_for_them(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    enter(given_name="سارا", city="یزد")  # without a mobile and an e-mail
    rate(
        record_type="person", record_id=ali, field="mobile", value=ALI["mobile"], verdict="wrong", method="phone",
        by=administrator,
    )  # fmt: skip
    assert cost(user=administrator, record_type="person").total == 0
    set_prices(prices=[MESSAGE, REWORK], by=administrator)
    found = cost(user=administrator, record_type="person")
    assert dict(found.classes) == {"duplicate": 0, "invalid": 18_000, "old": 0, "incomplete": 1_800_000, "inactive": 0}
    assert found.total == 1_818_000
    assert [(one.name, one.fact, one.count, one.rials) for one in found.items] == [
        ("rework", "email", 1, 900_000),
        ("rework", "mobile", 1, 900_000),
        ("message", "mobile", 1, 18_000),
    ]


def test_twice_the_same_customer_costs_too(enter: Enter, administrator: User) -> None:
    enter(**ALI)
    enter(**ALI)
    set_prices(prices=[REWORK], by=administrator)
    assert dict(cost(user=administrator, record_type="person").classes)["duplicate"] == 900_000


def test_nobody_reads_a_sum_of_records_they_may_not_see(enter: Enter, administrator: User, member: User) -> None:
    enter(given_name="سارا")
    Person.objects.update(owner=administrator, team=None)
    set_prices(prices=[REWORK], by=administrator)
    Setting.objects.create(name="visibility.member", value="own")
    assert cost(user=member, record_type="person").total == 0
    assert cost(user=administrator, record_type="person").total > 0


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        (replace(MESSAGE, name=" "), "0.name"),
        (replace(MESSAGE, rials=-1), "0.rials"),
        (replace(MESSAGE, rials="lots"), "0.rials"),  # type: ignore[arg-type]
        (replace(MESSAGE, times=10**9), "0.times"),
        (replace(MESSAGE, classes=()), "0.classes"),
        (replace(MESSAGE, classes=("ugly",)), "0.classes"),
        (replace(MESSAGE, fields=("shoe",)), "0.fields"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(administrator: User, wrong: Price, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        set_prices(prices=[wrong], by=administrator)
    assert set(refused.value.message_dict) == {name}
    assert prices() == []


def test_a_silent_customer_costs_what_the_price_of_the_inactive_says(administrator: User) -> None:
    set_prices(prices=[replace(REWORK, classes=("inactive", "old")), MESSAGE], by=administrator)
    assert yearly("inactive", "last_activity_on") == 900_000


def test_what_was_set_where_the_inactive_are_goes_to_the_other_prices() -> None:
    move = import_module("zolal.quality.migrations.0003_cost_of_the_silent").move
    Setting.objects.create(name="inactive.cost", value=70_000)
    Setting.objects.create(name="cost.prices", value=[MESSAGE.stored()])
    move(apps, None)
    assert [(one.name, one.yearly, one.classes) for one in prices()] == [
        ("message", 18_000, ["invalid"]),
        ("مشتری خاموش", 70_000, ["inactive"]),
    ]
    assert not Setting.objects.filter(name="inactive.cost").exists()


def test_only_an_administrator_sets_prices(strategist: User) -> None:
    with pytest.raises(NotAllowed):
        set_prices(prices=[MESSAGE], by=strategist)
