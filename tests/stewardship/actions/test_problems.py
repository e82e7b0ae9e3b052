"""What keeps the data from being good is told, talked over and ended."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.quality.conftest import Enter
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.stewardship.actions.problems import change_problem, note_problem, report_problem
from zolal.stewardship.forgetting import forget
from zolal.stewardship.models import Problem
from zolal.stewardship.queries.problems import problem_by_uid, problems, tally

pytestmark = pytest.mark.django_db


def test_a_member_reports_and_their_mistake_is_undone(member: User) -> None:
    told = report_problem(kind="rework", title="نشانی‌ها دوباره تایپ شد", hours=6, by=member)
    assert told.problem.state == Problem.State.OPEN
    undo_action(action=told.action, by=member)
    assert not Problem.objects.exists()


def test_a_reader_may_not_report(reader: User) -> None:
    with pytest.raises(NotAllowed):
        report_problem(kind="rework", title="x", by=reader)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "other"}, "kind"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"hours": -1}, "hours"),
        ({"about": "field", "key": "nothing"}, "key"),
        ({"about": "person", "key": "not a uid"}, "key"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(member: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        report_problem(**{"kind": "rework", "title": "x", "by": member, **wrong})
    assert list(refused.value.message_dict) == [field]


def test_whoever_ends_a_problem_says_how(member: User) -> None:
    problem = report_problem(kind="side", title="x", by=member).problem
    with pytest.raises(ValidationError) as refused:
        change_problem(problem=problem, state="solved", by=member)
    assert list(refused.value.message_dict) == ["solution"]
    ended = change_problem(problem=problem, state="solved", solution="Given up.", by=member).problem
    assert (ended.ended_by, ended.is_ended) == (member, True)
    again = change_problem(problem=ended, state="open", by=member).problem
    assert (again.ended_by, again.ended_at) == (None, None)


def test_others_talk_but_do_not_end_it(member: User, stranger: User, manager: User) -> None:
    problem = report_problem(kind="obstacle", title="x", by=member).problem
    note_problem(problem=problem, text="Here too.", by=stranger)
    with pytest.raises(NotAllowed):
        change_problem(problem=problem, state="working", by=stranger)
    assert change_problem(problem=problem, state="working", by=manager).problem.state == "working"


def test_a_record_is_linked_only_for_who_sees_it(member: User, stranger: User, enter: Enter) -> None:
    record_id = enter(given_name="سارا", owner=member.pk, team=member.team_id)
    Setting.objects.create(name="visibility.member", value="own")
    uid = str(Person.objects.get(pk=record_id).uid)
    problem = report_problem(kind="rework", title="x", about="person", key=uid, by=member).problem
    assert problem_by_uid(member, problem.uid).record is not None
    assert problem_by_uid(stranger, problem.uid).record is None
    with pytest.raises(ValidationError):
        report_problem(kind="rework", title="x", about="person", key=uid, by=stranger)


def test_somebody_erased_is_linked_no_more(member: User, enter: Enter) -> None:
    record_id = enter(given_name="سارا")
    uid = str(Person.objects.get(pk=record_id).uid)
    problem = report_problem(kind="rework", title="x", about="person", key=uid, by=member).problem
    forget("person", [record_id], {})
    problem.refresh_from_db()
    assert (problem.about, problem.record_id) == ("", None)


def test_the_log_is_counted_by_kind_and_month(member: User) -> None:
    report_problem(kind="rework", title="a", hours=2, by=member)
    done = report_problem(kind="rework", title="b", hours=3, brought_nothing=True, by=member).problem
    change_problem(problem=done, state="dropped", solution="No.", by=member)
    counted = tally(member)
    assert counted.by_kind == {"rework": (2, 1, 5.0)}
    assert counted.by_month == {("rework", counted.months[-1]): 2}
    assert counted.brought_nothing == 1
    assert problems(member, month=counted.months[-1]).count() == 2
    assert problems(member, month=counted.months[0]).count() == 0
    assert list(problems(member, state="ended")) == [done]
