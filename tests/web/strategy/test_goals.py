"""Goals in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.strategy.actions.goals import create_goal
from zolal.strategy.models import CheckIn, Goal
from zolal.strategy.periods import current

pytestmark = pytest.mark.django_db

MONTH = current("month", timezone.localdate()).code


def _typed(**other: str) -> dict[str, str]:
    given = {
        "name": "تماس",
        "scope": "company",
        "measure": "calls_made",
        "aim": "amount",
        "target": "۱۰۰",
        "weight": "۱",
    }
    return {**given, "period": MONTH, "unit": "count", **other}


def test_a_goal_is_set_from_an_example_reported_and_closed(browse: Browse, strategist: User) -> None:
    lead = browse(strategist)
    page = lead.get(f"{reverse('goal-new')}?template=answered").content.decode()
    assert 'value="85"' in page
    typed = _typed(measure="calls_answered_share", target="۸۵٪", scope="team", team=str(strategist.team_id))
    assert lead.post(reverse("goal-new"), typed).status_code == 302
    goal = Goal.objects.get()
    assert (goal.target, goal.unit, goal.team) == (8_500, "share", strategist.team)
    one = reverse("goal", args=[goal.uid])
    lead.post(reverse("goal-say", args=[goal.uid]), {"note": "خوب است", "outlook": "good"})
    assert "خوب است" in lead.get(one).content.decode()
    lead.post(reverse("check-in-drop", args=[CheckIn.objects.get().uid]))
    lead.post(reverse("goal-close", args=[goal.uid]), {"open": "no"})
    assert lead.post(reverse("goal-say", args=[goal.uid]), {"note": "دیر"}).status_code == 422
    lead.post(reverse("goal-close", args=[goal.uid]), {"open": "yes"})
    assert lead.post(reverse("goal-copy"), {"goal": [str(goal.uid)], "growth": "۱۰"}).status_code == 302
    copy = Goal.objects.get(earlier=goal)
    assert copy.target == 9_350
    lead.post(reverse("goal-delete", args=[copy.uid]))
    assert list(Goal.objects.all()) == [goal]


def test_money_is_typed_in_the_unit_of_the_reader(browse: Browse, strategist: User) -> None:
    typed = _typed(measure="reported", counts="درآمد", unit="rial", target="۵۰۰٬۰۰۰ تومان")
    browse(strategist).post(reverse("goal-new"), typed)
    goal = Goal.objects.get()
    assert goal.target == 5_000_000
    form = browse(strategist).get(reverse("goal-change", args=[goal.uid])).content.decode()
    assert 'value="500,000"' in form


def test_what_was_typed_stays_when_a_goal_is_refused(browse: Browse, strategist: User, member: User) -> None:
    for wrong in ({"target": "زیاد"}, {"target": "2.5"}, {"period": "free"}, {"measure": ""}, {"growth": "x"}):
        answer = browse(strategist).post(reverse("goal-new"), _typed(**wrong))
        assert answer.status_code == 422, wrong
        assert 'value="تماس"' in answer.content.decode()
    assert browse(member).post(reverse("goal-new"), _typed()).status_code == 422  # not theirs to set
    assert not Goal.objects.exists()


def test_two_who_change_a_goal_do_not_overwrite_each_other(browse: Browse, strategist: User) -> None:
    lead = browse(strategist)
    lead.post(reverse("goal-new"), _typed())
    address = reverse("goal-change", args=[Goal.objects.get().uid])
    assert lead.post(address, {**_typed(target="200"), "version": "1"}).status_code == 302
    refused = lead.post(address, {**_typed(target="300"), "version": "1"})
    assert refused.status_code == 422
    assert strategist.name in refused.content.decode().partition("<main")[2].partition("<form")[2]
    assert Goal.objects.get().target == 200


def test_pages_ask_the_database_as_often_for_many_goals_as_for_few(
    browse: Browse, strategist: User, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    given: dict[str, Any] = {"measure": "calls_made", "target": 10, "period": MONTH}
    goal = create_goal(by=strategist, name="a", **given)
    create_goal(by=strategist, name="b", **given, parent=goal)
    pages = [reverse("goals"), reverse("goal", args=[goal.uid])]
    client = browse(strategist)
    with django_assert_max_num_queries(60) as few:
        for page in pages:
            assert client.get(page).status_code == 200
    for number in range(5):
        create_goal(by=strategist, name=str(number), **given, parent=goal)
    with django_assert_max_num_queries(len(few)):
        for page in pages:
            client.get(page)


def test_what_was_done_with_a_goal_is_read_in_the_ledger_and_taken_back(browse: Browse, manager: User) -> None:
    client = browse(manager)
    client.post(reverse("goal-new"), _typed(scope="team", team=str(manager.team_id)))
    client.post(
        reverse("goal-change", args=[Goal.objects.get().uid]),
        _typed(scope="team", team=str(manager.team_id), target="7"),
    )
    changing = Action.objects.get(kind="goal.change")
    page = client.get(reverse("action", args=[changing.uid])).content.decode()
    assert "تماس" in page
    assert client.get(f"{reverse('ledger')}?kind=goal.change").status_code == 200
    client.post(reverse("action-undo", args=[changing.uid]))
    assert Goal.objects.get().target == 100
