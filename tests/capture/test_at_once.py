"""A double click creates one record, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from zolal.accounts.models import User
from zolal.capture.actions.entries import Entered, enter
from zolal.people.models import Person

FIELDS = {"family_name": "محمدی", "mobile": "09121234567"}


@pytest.mark.django_db(transaction=True)
def test_the_same_entry_sent_several_times_at_once_is_one_record(member: User) -> None:
    def enter_once(_number: int) -> Entered:
        try:
            return enter(record_type="person", fields=FIELDS, by=member)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        entered = list(pool.map(enter_once, range(4)))
    assert [one.record is not None for one in entered].count(True) == 1
    assert all(one.candidates for one in entered if one.record is None)
    assert Person.objects.count() == 1
