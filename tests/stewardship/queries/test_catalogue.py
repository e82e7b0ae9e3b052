"""The catalogue weighs how full fields are by what they are worth, and shows values only to who sees all records."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.stewardship.models import FieldProfile
from zolal.stewardship.profiles import profiles
from zolal.stewardship.queries.catalogue import catalogue, worth_of

pytestmark = pytest.mark.django_db


def counted() -> None:
    from django.utils import timezone

    for field, figures in profiles("person"):
        FieldProfile.objects.create(record_type="person", field=field, figures=figures, at=timezone.now())


def test_what_is_worth_much_weighs_much(enter: Callable[..., int], administrator: User) -> None:
    enter(given_name="سارا", family_name="کریمی")
    nothing = dict.fromkeys(worth_of(administrator, "person"), 0)
    change_setting(name="worth.person", value={**nothing, "given_name": 5, "email": 5}, by=administrator)
    assert catalogue(user=administrator, record_type="person").coverage == 0.5
    change_setting(name="worth.person", value={**nothing, "given_name": 5}, by=administrator)
    assert catalogue(user=administrator, record_type="person").coverage == 1


def test_an_essential_field_is_worth_most_until_somebody_says_otherwise(administrator: User) -> None:
    assert worth_of(administrator, "person")["mobile"] == 5
    assert worth_of(administrator, "person")["anniversary"] == 1


@pytest.mark.parametrize("wrong", [{"city": 6}, {"city": True}, ["city"], {"city": "much"}])
def test_a_worth_is_a_number_from_0_to_5(administrator: User, wrong: object) -> None:
    with pytest.raises(ValidationError):
        change_setting(name="worth.person", value=wrong, by=administrator)


def test_values_are_shown_only_to_who_sees_all_records(enter: Callable[..., int], member: User) -> None:
    enter(given_name="سارا", family_name="کریمی", city="یزد")
    counted()
    assert all(one.figures for one in catalogue(user=member, record_type="person").fields if one.field.name == "city")
    Setting.objects.create(name="visibility.member", value="own")
    found = catalogue(user=member, record_type="person")
    assert (found.at, [one for one in found.fields if one.figures]) == (None, [])
    assert next(one.share for one in found.fields if one.field.name == "city") == 0
