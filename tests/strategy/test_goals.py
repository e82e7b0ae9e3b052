"""Goals of the business, of teams and of people: who sets and sees them, how far they are, that they stay true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.strategy.conftest import Did
from zolal.accounts.actions.roles import Wanted, change_role
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import Stale, undo
from zolal.core.models import Action
from zolal.core.settings import DEFAULTS
from zolal.strategy.actions.check_ins import check_in, drop_check_in
from zolal.strategy.actions.goals import change_goal, close_goal, copy_goals, create_goal, delete_goal, reopen_goal
from zolal.strategy.models import CheckIn, Goal, GoalFigure
from zolal.strategy.periods import current
from zolal.strategy.queries.goals import goal_page, goals, mine, tree

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MONTH = current("month", TODAY)
CALLS: dict[str, Any] = {"name": "۱۰۰ تماس", "measure": "calls_made", "target": 100, "period": MONTH}
REVENUE: dict[str, Any] = {
    "name": "افزایش درآمد", "measure": "reported", "counts": "درآمد", "unit": "rial", "period": current("year", TODAY),
}  # fmt: skip


def _count() -> None:
    enqueue("strategy.count")
    assert [job.error for job in run_all() if job.error] == []


def _figure(goal: Goal) -> tuple[int | None, int | None]:
    found = GoalFigure.objects.get(goal=goal)
    return found.value, found.target


def test_a_goal_of_the_business_a_team_and_a_person_move_with_what_is_done(
    strategist: User, manager: User, member: User, stranger: User, did: Did
) -> None:
    business = create_goal(by=strategist, name="خدمات بهتر", why="s", measure="beneath", period=MONTH)
    team = create_goal(by=manager, **CALLS, scope="team", team=manager.team, parent=business)
    own = create_goal(by=member, **{**CALLS, "target": 10}, scope="person", owner=member, parent=team)
    did(member, TODAY, 5)
    did(stranger, TODAY, 7)
    _count()
    assert _figure(own) == (5, 10)
    assert _figure(team) == (5, 100)
    assert _figure(business) == (500, 10_000)  # five per cent of a team goal that is its only one
    (root,) = tree(goals(strategist))
    assert [one.goal for one in root.beneath] == [team]
    assert [one.goal for one in root.beneath[0].beneath] == [own]
    assert [one.goal for one in mine(member)] == [own]


def test_ten_per_cent_more_than_last_month_is_counted_from_last_month(strategist: User, member: User, did: Did) -> None:
    did(member, MONTH.first - timedelta(days=3), 40)
    did(member, TODAY, 11)
    _count()
    more = {"aim": "growth", "growth": 1_000, "target": None}
    goal = create_goal(by=strategist, **{**CALLS, **more})
    assert (_figure(goal), GoalFigure.objects.get().base) == ((11, 44), 40)
    typed = change_goal(goal=goal, by=strategist, base_kind="typed", base=20)
    assert _figure(typed) == (11, 22)
    assert {hint.code for hint in goal_page(strategist, goal.uid).hints} == {"no_why", "no_owner"}


def test_what_nobody_counts_is_reported(strategist: User, member: User) -> None:
    """+50 % revenue over a year of which the books are elsewhere."""
    goal = create_goal(
        by=strategist, **REVENUE, aim="growth", growth=5_000, base=4_000, owner=member, weight=3, why="w"
    )
    assert _figure(goal) == (0, 6_000)
    said = check_in(goal=goal, by=member, value=1_500, outlook="unsure", note="بازار کند است")
    check_in(goal=goal, by=strategist, value=1_000)
    assert _figure(goal) == (2_500, 6_000)
    undo(action=said, by=member)
    assert _figure(goal) == (1_000, 6_000)
    drop_check_in(said=CheckIn.objects.get(), by=strategist)
    assert _figure(goal) == (0, 6_000)
    counted = create_goal(by=strategist, **CALLS)
    with pytest.raises(ValidationError):
        check_in(goal=counted, by=strategist, value=5)


def test_a_closed_goal_keeps_its_figures(manager: User, member: User, did: Did) -> None:
    goal = create_goal(by=manager, **CALLS, scope="team", team=manager.team)
    did(member, TODAY, 4)
    _count()
    closing = close_goal(goal=goal, by=manager)
    did(member, TODAY, 4)
    _count()
    assert _figure(goal) == (4, 100)
    with pytest.raises(ValidationError):
        change_goal(goal=goal, by=manager, target=1)
    undo(action=closing, by=manager)
    assert _figure(goal) == (8, 100)
    close_goal(goal=goal, by=manager)
    reopen_goal(goal=goal, by=manager)
    Goal.objects.update(starts_on=TODAY - timedelta(days=60), ends_on=TODAY - timedelta(days=8))
    _count()
    goal.refresh_from_db()
    assert goal.closed_on == TODAY  # a week after its end by itself


def test_goals_go_on_in_the_next_period(strategist: User) -> None:
    above = create_goal(by=strategist, name="n", measure="beneath", period=MONTH)
    below = create_goal(by=strategist, **CALLS, parent=above)
    made = copy_goals(goals=[below, above], by=strategist, growth=1_000)
    copied = {one.earlier_id: one for one in made}
    assert (copied[below.pk].target, copied[below.pk].parent) == (110, copied[above.pk])
    assert copied[below.pk].starts_on == MONTH.shift(1).first
    with pytest.raises(ValidationError):
        copy_goals(goals=[above], by=strategist)
    undo(action=Action.objects.get(kind="goal.copy"), by=strategist)
    assert Goal.objects.count() == 2
    with pytest.raises(ValidationError):
        delete_goal(goal=above, by=strategist)
    gone = delete_goal(goal=below, by=strategist)
    undo(action=gone, by=strategist)
    assert _figure(below) == (0, 100)


def test_who_sets_goals_for_whom(strategist: User, manager: User, member: User, reader: User, stranger: User) -> None:
    team, person = {**CALLS, "scope": "team"}, {**CALLS, "scope": "person"}
    for by, given in (
        (reader, {**person, "owner": reader}),
        (member, {**person, "owner": reader}),
        (member, {**team, "team": member.team}),
        (manager, CALLS),
        (manager, {**team, "team": stranger.team}),
        (manager, {**person, "owner": stranger}),
    ):
        with pytest.raises(NotAllowed):
            create_goal(by=by, **given)
    assert not Goal.objects.exists()
    assert not Action.objects.exists()
    theirs = create_goal(by=strategist, **team, team=stranger.team)
    for tried in (close_goal, reopen_goal, delete_goal):
        with pytest.raises(NotAllowed):
            tried(goal=theirs, by=manager)
    with pytest.raises(NotAllowed):  # nobody takes a goal over by making it their own
        change_goal(goal=theirs, by=member, scope="person", owner=member)
    with pytest.raises(NotAllowed):
        check_in(goal=theirs, by=member, note="x")


def test_who_sees_the_team_plans_for_the_team(administrator: User, strategist: User, stranger: User) -> None:
    change_role(key=strategist.role, wanted=Wanted(reaches={"person": {"see": "team"}}), by=administrator)
    by = User.objects.get(pk=strategist.pk)
    for given in (CALLS, {**CALLS, "scope": "team", "team": stranger.team}):
        with pytest.raises(NotAllowed):
            create_goal(by=by, **given)
    assert create_goal(by=by, **CALLS | {"scope": "team", "team": by.team}).team == by.team


@pytest.mark.parametrize("scope", ["all", "team", "own"])
def test_who_sees_which_goals(scope: str, cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    strategist, manager, member = cast["strategist"], cast["manager"], cast["member"]
    reader, stranger = cast["reader"], cast["stranger"]
    monkeypatch.setitem(DEFAULTS, "visibility.manager", scope)
    monkeypatch.setitem(DEFAULTS, "visibility.member", scope)
    for name, whose in (
        ("company", {}),
        ("sales", {"scope": "team", "team": member.team}),
        ("service", {"scope": "team", "team": stranger.team}),
        ("member", {"scope": "person", "owner": member}),
        ("reader", {"scope": "person", "owner": reader}),
        ("stranger", {"scope": "person", "owner": stranger}),
    ):
        create_goal(by=strategist, **{**CALLS, **whose, "name": name})
    everything = {"company", "sales", "service", "member", "reader", "stranger"}
    led = {"all": everything, "team": {"sales", "member", "reader"}, "own": {"sales"}}
    assert {one.goal.name for one in goals(manager)} == led[scope]
    assert {one.goal.name for one in goals(member)} == {"sales", "member"} | ({"company"} if scope == "all" else set())
    assert {one.goal.name for one in goals(strategist)} == everything


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"), ({"target": None}, "target"), ({"target": -5}, "target"),
        ({"target": 10**18}, "target"),
        ({"measure": "moods"}, "measure"), ({"measure": "tasks_due"}, "measure"), ({"period": "week:1"}, "period"),
        ({"scope": "team"}, "team"), ({"scope": "person"}, "owner"), ({"weight": 0}, "weight"),
        ({"aim": "growth"}, "growth"), ({"aim": "growth", "growth": 1_000, "base_kind": "typed"}, "base"),
        ({"measure": "reported", "counts": ""}, "counts"),
    ],
)  # fmt: skip
def test_what_makes_no_goal_is_told_at_its_field(strategist: User, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        create_goal(by=strategist, **{**CALLS, **wrong})
    assert field in refused.value.message_dict
    assert not Goal.objects.exists()


def test_nobody_is_overwritten_and_no_goal_stands_beneath_itself(strategist: User) -> None:
    goal = create_goal(by=strategist, **CALLS)
    below = create_goal(by=strategist, **{**CALLS, "name": "b", "parent": goal})
    change_goal(goal=goal, by=strategist, version=1, target=200)
    with pytest.raises(Stale):
        change_goal(goal=goal, by=strategist, version=1, target=300)
    with pytest.raises(ValidationError):
        change_goal(goal=goal, by=strategist, parent=below)


def test_many_goals_are_read_with_as_few_questions_as_few(
    strategist: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    create_goal(by=strategist, **CALLS)
    with django_assert_max_num_queries(10) as few:
        tree(goals(strategist))
    for number in range(6):
        create_goal(by=strategist, **{**CALLS, "name": str(number)})
    with django_assert_max_num_queries(len(few)):
        assert len(goals(strategist)) == 7
