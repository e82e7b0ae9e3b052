"""What repeats is planned anew when it is done, and one undo takes both back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.calendar.conftest import Plan
from zolal.accounts.models import User
from zolal.activities.actions.activities import cancel, edit, finish, reopen
from zolal.activities.models import Activity
from zolal.calendar.months import Month
from zolal.core.ledger import undo

pytestmark = pytest.mark.django_db


def _open() -> list[tuple[date, bool]]:
    rows = Activity.objects.filter(done_at=None, state="active").order_by("at")
    return [(timezone.localtime(one.at).date(), bool(one.all_day)) for one in rows]


def test_a_daily_task_comes_back_tomorrow_as_it_was(member: User, put: Plan) -> None:
    today = timezone.localdate()
    task = put("task", today, title="گزارش", repeat="daily")
    finish(activity=task, outcome="done", by=member)
    assert _open() == [(today + timedelta(days=1), True)]
    fresh = Activity.objects.get(done_at=None)
    assert (fresh.title, fresh.repeat, fresh.owner, fresh.team) == ("گزارش", "daily", member, member.team)


def test_what_was_late_is_not_late_again(member: User, put: Plan) -> None:
    today = timezone.localdate()
    call = put("call", today - timedelta(days=9), "10:00", repeat="weekly")
    finish(activity=call, outcome="answered", by=member)
    assert _open() == [(today + timedelta(days=5), False)]
    assert timezone.localtime(Activity.objects.get(done_at=None).at).hour == 10


def test_a_month_is_a_jalali_month(member: User, put: Plan) -> None:
    last = Month.of(timezone.localdate(), "jalali").last
    task = put("task", last, repeat="monthly")
    finish(activity=task, outcome="done", by=member)
    assert _open() == [(Month.of(last, "jalali").plus(1).last, True)]


def test_one_undo_takes_both_back(member: User, put: Plan) -> None:
    today = timezone.localdate()
    task = put("task", today, repeat="daily")
    done = finish(activity=task, outcome="done", by=member)
    undo(action=done.action, by=member)
    assert _open() == [(today, True)]
    finish(activity=task, outcome="done", by=member)
    reopen(activity=task, by=member)
    finish(activity=task, outcome="done", by=member)
    assert _open() == [(today + timedelta(days=1), True)]  # not twice


def test_what_is_called_off_goes_on_and_what_repeats_no_more_ends(member: User, put: Plan) -> None:
    today = timezone.localdate()
    cancel(activity=put("meeting", today, "10:00", repeat="weekly"), by=member)
    assert _open() == [(today + timedelta(days=7), False)]
    ended = Activity.objects.get(done_at=None)
    edit(activity=ended, given={"repeat": ""}, by=member)
    finish(activity=ended, outcome="not_held", at=timezone.now(), by=member)
    assert _open() == []
