"""The demo company's calendar is filled, once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.calendar.conftest import Enter
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.calendar import demo
from zolal.calendar.queries.day import my_day
from zolal.calendar.queries.visits import stops
from zolal.calendar.queries.whose import ME, Whose

pytestmark = pytest.mark.django_db


def test_a_seller_finds_a_full_day(administrator: User, member: User, enter: Enter) -> None:
    for name in ("سارا", "مریم", "علی"):
        number = {"kind": "mobile", "value": "1", "key": f"+98912{len(name):07}", "label": "", "position": 0}
        enter(given_name=name, points=[number])
    demo.load()
    count = Activity.objects.count()
    demo.load()
    assert Activity.objects.count() == count
    found = my_day(member)
    assert found.today
    assert found.late
    assert found.calls
    assert any(one.km for one in stops(member, Whose(ME, user=member), timezone.localdate()))
