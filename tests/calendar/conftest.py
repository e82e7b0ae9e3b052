"""Customers, and things planned with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.activities.actions.activities import plan
from zolal.activities.models import Activity
from zolal.calendar import clock
from zolal.core import ledger
from zolal.people.models import Company, Person
from zolal.people.points import numbered

Enter = Callable[..., Person | Company]
Plan = Callable[..., Activity]


@pytest.fixture
def enter(administrator: User) -> Enter:
    """Create one record of these facts."""

    def create(record_type: str = "person", **facts: Any) -> Person | Company:  # noqa: ANN401 - JSON
        with transaction.atomic():
            action = ledger.act(kind=f"{record_type}.create", by=administrator)
            pk = ledger.create(action, record_type, numbered([facts]))[0]
        return (Person if record_type == "person" else Company).objects.get(pk=pk)

    return create


@pytest.fixture
def put(member: User) -> Plan:
    """Plan something of a kind at a time of a day (none: for the whole day); of nobody it has a title."""

    def planned(kind: str, day: date, at: str = "", *, by: User | None = None, **given: Any) -> Activity:  # noqa: ANN401
        found = time.fromisoformat(at) if at else None
        moment = clock.at(day, found) if found else clock.begin_of(day)
        named = {} if "person" in given or "company" in given else {"title": "کار"}
        given = {"at": moment, "all_day": not found, **named, **given}
        return plan(kind=kind, given=given, by=by or member).activity

    return planned


def moment(text: str) -> datetime:
    """ "2026-11-30 10:30", where the company is."""
    day, _blank, at = text.partition(" ")
    return clock.at(date.fromisoformat(day), time.fromisoformat(at))
