"""All numbers on one page: sums that agree with the days, beside the period before, of what one may see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.strategy.conftest import Did
from zolal.accounts.measures import sources
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue, run_all
from zolal.core.models import Setting
from zolal.stewardship.months import Month
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.counting import add_up
from zolal.strategy.models import MeasureDay, MeasureMonth
from zolal.strategy.periods import Period, current
from zolal.strategy.queries.numbers import Numbers, numbers
from zolal.strategy.queries.team_week import team_week
from zolal.strategy.totals import totals

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MONTH = current("month", TODAY)


def _count() -> None:
    enqueue("strategy.count")
    assert [job.error for job in run_all() if job.error] == []


def _now(found: Numbers, name: str) -> int | None:
    return next((one.now for _section, lines in found.sections for one in lines if one.measure.name == name), None)


def test_a_month_beside_as_many_days_of_the_one_before(strategist: User, member: User, did: Did) -> None:
    early = MONTH.shift(-1)
    did(member, TODAY, 6)
    did(member, TODAY, 2, outcome="busy")
    did(member, early.first, 4)
    if early.first + (TODAY - MONTH.first) < early.last:
        did(member, early.last, 50)  # later in the month than today is in this one
    goal = create_goal(by=strategist, name="g", measure="calls_made", target=80, period=MONTH)
    _count()
    found = numbers(strategist, MONTH)
    lines = {one.measure.name: one for _section, several in found.sections for one in several}
    calls = lines["calls_made"]
    assert (calls.now, calls.before, calls.change, calls.tone) == (8, 4, 1.0, "good")
    assert calls.goal is not None
    assert calls.goal.goal == goal
    assert calls.trend[-1] == 8
    assert lines["calls_answered_share"].now == 7_500
    assert "visits_made" not in lines  # nothing of it anywhere: not shown
    assert [(one.name, row["calls_made"]) for one, row in found.people.rows] == [(member.name, 8)]
    assert [(one.name, row["calls_made"]) for one, row in found.teams.rows] == [("sales", 8)]


@pytest.mark.parametrize(("scope", "seen", "people"), [("all", 6, 2), ("team", 4, 1), ("own", None, 0)])
def test_everybody_sees_the_numbers_of_what_they_see(
    scope: str, seen: int | None, people: int, cast: dict[str, User], did: Did
) -> None:
    manager, member, stranger = cast["manager"], cast["member"], cast["stranger"]
    Setting.objects.create(name="visibility.manager", value=scope)
    did(member, TODAY, 4)
    did(stranger, TODAY, 2)
    _count()
    found = numbers(manager, MONTH)
    assert _now(found, "calls_made") == seen
    assert len(found.people.rows) == people
    assert bool(found.teams.rows) == (scope == "all")
    if scope == "team":
        for narrowed in ({"person": stranger}, {"team": stranger.team}):
            with pytest.raises(NotAllowed):
                numbers(manager, MONTH, **narrowed)
    if scope == "all":
        assert _now(numbers(manager, MONTH, person=stranger), "calls_made") == 2
        assert _now(numbers(manager, MONTH, team=member.team), "calls_made") == 4


def test_a_member_is_not_shown_what_others_did(member: User, stranger: User, did: Did) -> None:
    did(stranger, TODAY, 3)
    did(member, TODAY, 1)
    _count()
    assert [one for one, _row in numbers(member, MONTH).people.rows] == [member]
    with pytest.raises(NotAllowed):
        numbers(member, MONTH, person=stranger)
    assert [one.user for one in team_week(member).members] == [member]


def test_a_week_of_the_team(manager: User, member: User, did: Did) -> None:
    did(member, TODAY, 3)
    did(member, TODAY, 1, kind="visit", outcome="held")
    own: dict[str, Any] = {"scope": "person", "owner": member, "period": MONTH}
    goal = create_goal(by=manager, name="g", measure="calls_made", target=5, **own)
    _count()
    week = {one.user: one for one in team_week(manager).members}
    assert (week[member].done["calls_made"], week[member].done["visits_made"]) == (3, 1)
    assert [seen.goal for seen in week[member].goals] == [goal]
    assert week[manager].done == {}


DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 1))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(DAYS, st.integers(1, 9)), max_size=12), ends=st.tuples(DAYS, DAYS))
def test_months_and_days_together_are_the_days(db: None, rows: list[tuple[date, int]], ends: tuple[date, date]) -> None:
    first, last = sorted(ends)
    for model in (MeasureDay, MeasureMonth):
        model.objects.all().delete()
    MeasureDay.objects.bulk_create(MeasureDay(measure="calls_made", day=day, value=value) for day, value in rows)
    add_up({Month.of(day) for day, _value in rows}, next(one for one in sources() if one.name == "activities"))
    want = sum(value for day, value in rows if first <= day <= last)
    assert totals(["calls_made"], first, last).get(("calls_made",), 0) == want


def test_a_level_is_what_there_is_on_the_last_day(strategist: User) -> None:
    for back, judged, points in ((40, 10, 70_000), (1, 20, 160_000)):
        day = TODAY - timedelta(days=back)
        MeasureDay.objects.create(measure="records_judged", day=day, value=judged)
        MeasureDay.objects.create(measure="quality_points", day=day, value=points)
    assert _now(numbers(strategist, Period("free", TODAY - timedelta(days=5), TODAY)), "quality") == 8_000
    assert (
        _now(numbers(strategist, Period("free", TODAY - timedelta(days=50), TODAY - timedelta(days=40))), "quality")
        == 7_000
    )
