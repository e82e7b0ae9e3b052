"""What is measured is counted by day, stays true when the past is changed, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.strategy.conftest import Did
from zolal.accounts.measures import measures
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import act, undo, write
from zolal.core.models import Action
from zolal.strategy.models import CountAgain, MeasureDay, MeasureMonth

pytestmark = pytest.mark.django_db


def _sum(model: type[MeasureDay | MeasureMonth], measure: str, user: User | None = None) -> int:
    rows = model.objects.filter(measure=measure)
    return sum((rows.filter(owner=user) if user else rows).values_list("value", flat=True))


def _count(task: str = "strategy.count") -> None:
    enqueue(task)
    assert [job.error for job in run_all() if job.error] == []


def test_calls_are_counted_for_who_made_them_on_their_day(member: User, stranger: User, did: Did) -> None:
    today = timezone.localdate()
    did(member, today, 3)
    did(member, today - timedelta(days=40), 2, outcome="not_answered")
    did(stranger, today, 1)
    _count()
    assert _sum(MeasureDay, "calls_made") == _sum(MeasureMonth, "calls_made") == 6
    assert (_sum(MeasureDay, "calls_made", member), _sum(MeasureDay, "calls_answered", member)) == (5, 3)
    _count()
    assert _sum(MeasureDay, "calls_made") == 6


def test_a_day_gone_by_is_counted_again_when_it_was_changed(member: User, did: Did) -> None:
    today = timezone.localdate()
    first, second = did(member, today - timedelta(days=30), 2)
    _count()
    assert not CountAgain.objects.exists()
    with transaction.atomic():
        write(act(kind="activity.change", by=member), "activity", {first: {"outcome": "busy"}})
        moved = act(kind="activity.change", by=member)
        at = timezone.localtime().replace(hour=8)
        write(moved, "activity", {second: {"at": at}})
    _count("strategy.count_now")
    old, new = MeasureDay.objects.filter(measure="calls_made").order_by("day").values_list("day", "value")
    assert (old, new) == ((today - timedelta(days=30), 1), (today, 1))
    assert _sum(MeasureDay, "calls_answered") == 1
    undo(action=moved, by=member)
    _count("strategy.count_now")
    assert MeasureDay.objects.get(measure="calls_made").value == 2


def test_people_count_for_who_brought_them_unless_it_was_undone(member: User) -> None:
    from zolal.capture.actions.entries import enter

    enter(record_type="person", fields={"given_name": "سارا", "mobile": "09121234567"}, by=member)
    _count()
    assert _sum(MeasureDay, "people_added", member) == 1
    assert _sum(MeasureDay, "records_judged") == 1
    undo(action=Action.objects.get(kind="person.create"), by=member)
    _count("strategy.count_now")
    assert _sum(MeasureDay, "people_added", member) == 0


def test_every_share_is_made_of_measures_that_are_counted() -> None:
    known = measures()
    assert [name for one in known.values() for name in one.of or () if known[name].of] == []
