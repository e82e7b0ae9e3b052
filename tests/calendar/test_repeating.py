"""What repeats is planned anew when it is done, and one undo takes both back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.calendar.conftest import Plan
from zolal.accounts.models import User
from zolal.activities.actions.activities import cancel, edit, finish, reopen
from zolal.activities.models import Activity
from zolal.calendar.months import Month
from zolal.calendar.repeating import next_day
from zolal.core.ledger import undo
from zolal.engine.persian.calendar import from_jalali

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


@pytest.mark.parametrize(
    ("day", "repeat", "every", "follows"),
    [
        ("1405/07/01", "daily", 3, "1405/07/04"),
        ("1405/07/01", "weekly", 2, "1405/07/15"),
        ("1405/07/10", "monthly", 3, "1405/10/10"),
        ("1405/06/31", "monthly", 6, "1405/12/29"),
        ("1405/07/10", "last_day", 1, "1405/07/30"),
        ("1405/07/30", "last_day", 1, "1405/08/30"),
        ("1405/11/30", "last_day", 1, "1405/12/29"),
        ("1405/07/30", "last_day", 2, "1405/09/30"),
        ("1405/07/10", "yearly", 1, "1406/07/10"),
        ("1403/12/30", "yearly", 1, "1404/12/29"),
        ("1405/07/10", "yearly", 2, "1407/07/10"),
    ],
)
def test_the_day_that_follows(day: str, repeat: str, every: int, follows: str) -> None:
    first, after = (from_jalali(*map(int, text.split("/"))) for text in (day, follows))
    assert next_day(first, repeat, first, every) == after


def test_what_comes_every_second_week_goes_on_so(member: User, put: Plan) -> None:
    today = timezone.localdate()
    task = put("task", today, repeat="weekly", repeat_every=2)
    finish(activity=task, outcome="done", by=member)
    assert _open() == [(today + timedelta(days=14), True)]
    assert Activity.objects.get(done_at=None).repeat_every == 2
    with pytest.raises(ValidationError):
        edit(activity=task, given={"repeat_every": 100}, by=member)
