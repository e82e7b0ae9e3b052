"""A customer is asked for one thing at a time, the most useful first, and not too often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from zolal.accounts.actions.settings import change_setting
from zolal.accounts.models import User
from zolal.people.actions.erase import erase_record
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS
from zolal.quality.actions.merges import merge_records
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.actions.reports import plan_report
from zolal.stewardship.models import Question
from zolal.stewardship.queries.questions import asking

pytestmark = pytest.mark.django_db

Enter = Callable[..., Person | Company]


@pytest.fixture(name="enter")
def _enter(enter: Callable[..., int]) -> Enter:
    """A record of these values."""

    def entered(record_type: str = "person", **fields: str) -> Person | Company:
        return MODELS[record_type].objects.get(pk=enter(record_type, **fields))

    return entered


def asked_for(user: User, record: Person | Company) -> str:
    found = asking(user=user, record=record).question
    return found.field.name if found else ""


def test_what_is_essential_and_missing_is_asked_first(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا", family_name="کریمی", email="s@example.com")
    assert asked_for(member, sara) in {"mobile", "phone"}


def test_a_field_that_a_report_needs_comes_before_one_that_none_needs(
    enter: Enter, member: User, strategist: User
) -> None:
    shop = enter("company", name="پخش البرز")
    before = asked_for(member, shop)
    said = {"record_type": "company", "name": "اندازه‌ها", "decision": "به چه شرکتی چه بفروشیم؟"}
    for number in range(9):
        plan_report(**{**said, "name": f"اندازه‌ها {number}"}, fields=["employees"], by=strategist)
    assert (before != "employees", asked_for(member, shop)) == (True, "employees")


def test_three_questions_a_month_are_enough(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا", family_name="کریمی")
    for _time in range(3):
        field = asked_for(member, sara)
        note_question(record=sara, field=field, outcome="unanswered", by=member)
    found = asking(user=member, record=sara)
    assert (found.budget.left, found.question) == (0, None)
    assert found.budget.free_at is not None
    assert found.budget.free_at > timezone.now() + timedelta(days=29)


def test_the_budget_is_free_again_after_its_days_and_who_declined_is_left_alone(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا", family_name="کریمی")
    field = asked_for(member, sara)
    note_question(record=sara, field=field, outcome="declined", by=member)
    Question.objects.update(at=timezone.now() - timedelta(days=40))
    assert asking(user=member, record=sara).budget.asked == 0
    assert asked_for(member, sara) not in {field, ""}


def test_an_administrator_may_forbid_questions(enter: Enter, administrator: User) -> None:
    sara = enter(given_name="سارا", family_name="کریمی")
    change_setting(name="questions.most", value=0, by=administrator)
    found = asking(user=administrator, record=sara)
    assert (found.question, found.budget.free_at) == (None, None)


def test_what_the_absorbed_was_asked_counts_too(enter: Enter, administrator: User) -> None:
    sara, twin = enter(given_name="سارا", family_name="کریمی"), enter(given_name="سارا", family_name="کریمی")
    note_question(record=twin, field="email", outcome="unanswered", by=administrator)
    merge_records(record_type="person", keep_id=sara.pk, absorb_id=twin.pk, by=administrator)
    sara.refresh_from_db()
    assert asking(user=administrator, record=sara).budget.asked == 1


def test_questions_to_somebody_erased_are_forgotten(enter: Enter, administrator: User) -> None:
    sara = enter(given_name="سارا", family_name="کریمی")
    note_question(record=sara, field="email", outcome="unanswered", by=administrator)
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not Question.objects.exists()


@pytest.mark.parametrize(("field", "outcome"), [("shoe_size", "answered"), ("email", "shrugged")])
def test_nonsense_is_refused(enter: Enter, member: User, field: str, outcome: str) -> None:
    with pytest.raises(ValidationError):
        note_question(record=enter(given_name="سارا"), field=field, outcome=outcome, by=member)
