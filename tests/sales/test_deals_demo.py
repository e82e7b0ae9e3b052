"""A visitor of the demo company finds half a year of deals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zolal.sales import deals_demo
from zolal.sales.models import Deal, StageVisit

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("administrator", "member")
def test_deals_of_every_state_are_there_once(enter: Callable[..., int]) -> None:
    enter(given_name="سارا", family_name="کریمی")
    enter("company", name="آریا")
    deals_demo.load()
    deals_demo.load()
    assert Deal.objects.count() == deals_demo.MANY
    assert set(Deal.objects.values_list("status", flat=True)) == {"open", "won", "lost"}
    assert StageVisit.objects.filter(went_on=True).exists()
    assert Deal.objects.filter(next_activity_at__isnull=False).exists()
