"""A visitor finds the rooms of the quality centre furnished."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zolal.stewardship import demo
from zolal.stewardship.models import CollectionPolicy, FieldProfile, FieldProposal, Fit, Report

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("administrator", "member")
def test_the_demo_is_furnished_once(enter: Callable[..., int]) -> None:
    sara = enter(given_name="سارا", city="تهران", mobile="09121234567")
    demo.load()
    demo.load()
    assert (Report.objects.count(), CollectionPolicy.objects.count(), FieldProposal.objects.count()) == (2, 2, 1)
    assert Fit.objects.get(record_id=sara).points == 10
    assert FieldProfile.objects.filter(record_type="person", field="city").exists()
