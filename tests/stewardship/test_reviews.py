"""Methods are reviewed again and again: questions, findings, decisions, and the next date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.models import Action
from zolal.stewardship.actions.reviews import decide_in_review, finish_decision, plan_review, write_findings
from zolal.stewardship.models import Review, ReviewDecision
from zolal.stewardship.months import Month
from zolal.stewardship.queries.reviews import overdue, review_list

pytestmark = pytest.mark.django_db


def _review(by: User, lead: User, **other: object) -> Review:
    return plan_review(**{"title": "پاییز", "planned_on": timezone.localdate(), "lead": lead, "by": by, **other})


def _found(review: Review) -> list[dict[str, str]]:
    return [{**one, "finding": "فرم کاغذی" if not place else ""} for place, one in enumerate(review.questions)]


def test_a_review_asks_about_all_three_areas(strategist: User) -> None:
    review = _review(strategist, strategist)
    assert {one["area"] for one in review.questions} == set(Review.Area.values)


def test_whoever_leads_it_holds_it_and_the_next_one_is_planned(strategist: User, member: User) -> None:
    review = _review(strategist, member, every=3)
    assert overdue(member) == 1
    with pytest.raises(ValidationError):
        write_findings(review=review, questions=review.questions, held=True, by=member)
    held = write_findings(review=review, questions=_found(review), summary="خوب", held=True, by=member)
    assert held.held_on == timezone.localdate()
    assert overdue(member) == 0
    following = Review.objects.get(previous=review)
    assert Month.of(following.planned_on) == Month.of(timezone.localdate()).plus(3)
    assert not any(one["finding"] for one in following.questions)
    with pytest.raises(ValidationError):
        write_findings(review=held, questions=_found(review), by=member)


def test_a_review_that_is_held_once_has_no_next_one(strategist: User) -> None:
    review = _review(strategist, strategist, every=0)
    write_findings(review=review, questions=_found(review), held=True, by=strategist)
    assert Review.objects.count() == 1


def test_a_decision_has_somebody_who_is_told_when_it_is_late(strategist: User, member: User, manager: User) -> None:
    review = _review(strategist, strategist)
    due_on = timezone.localdate() + timedelta(days=3)
    decision = decide_in_review(review=review, text="فرم تازه", responsible=member, due_on=due_on, by=strategist)
    assert overdue(member) == 0
    ReviewDecision.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert overdue(member) == 1
    with pytest.raises(NotAllowed):
        finish_decision(decision=decision, by=manager)
    finish_decision(decision=decision, by=member)
    assert overdue(member) == 0
    assert review_list(manager).open == []
    assert [(one.decided, one.done) for one in review_list(manager).coming] == [(1, 1)]


def test_others_read_but_do_not_write(strategist: User, manager: User, reader: User) -> None:
    with pytest.raises(NotAllowed):
        _review(manager, manager)
    review = _review(strategist, strategist)
    assert list(review_list(reader).coming) == [review]
    with pytest.raises(NotAllowed):
        write_findings(review=review, questions=_found(review), by=manager)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"every": 25}, "every"),
        ({"questions": []}, "questions"),
        ({"questions": [{"area": "other", "question": "?"}]}, "questions"),
        ({"questions": [{"area": "update", "question": " "}]}, "questions"),
        ({"planned_on": None}, "planned_on"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(strategist: User, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _review(strategist, strategist, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_a_review_held_by_mistake_is_open_again_and_the_next_one_is_gone(strategist: User) -> None:
    review = _review(strategist, strategist)
    write_findings(review=review, questions=_found(review), held=True, by=strategist)
    assert Review.objects.count() == 2

    undo_action(action=Action.objects.latest("pk"), by=strategist)

    review.refresh_from_db()
    assert review.held_on is None
    assert not any(one["finding"] for one in review.questions)
    assert [*Review.objects.all()] == [review]
