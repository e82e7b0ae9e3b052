"""Counting and fitting in the background end with everything counted, also after a kill."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_now
from zolal.stewardship.actions.fit import add_indicator
from zolal.stewardship.models import FieldProfile, Fit

pytestmark = pytest.mark.django_db


def test_all_fields_of_people_and_companies_are_counted(enter: Callable[..., int]) -> None:
    enter(given_name="سارا", city="یزد")
    with transaction.atomic():
        job = enqueue("stewardship.profile")
    assert run_now(job).state == "done"
    told = FieldProfile.objects.get(record_type="person", field="city").figures
    assert (told["fill"], told["frequent"]) == (1, [])
    assert FieldProfile.objects.filter(record_type="company").exists()


def test_fitting_goes_on_where_it_was(enter: Callable[..., int], strategist: User) -> None:
    first, second = enter(given_name="سارا", city="یزد"), enter(given_name="علی", city="یزد")
    add_indicator(record_type="person", name="شهر ما", query="city=یزد", points=10, by=strategist)
    with transaction.atomic():
        job = enqueue("stewardship.fit", record_type="person")
    job.checkpoint = {"after": first, "done": 1}
    job.save()
    assert run_now(job).result == {"records": 2}
    assert list(Fit.objects.values_list("record_id", flat=True)) == [second]
