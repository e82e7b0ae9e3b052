"""Out of a bulk list one picks the contacts that are of use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.core.jobs import enqueue, run_now
from zolal.core.models import Job, Setting
from zolal.people.actions.bulk import archive_records
from zolal.people.models import Person
from zolal.people.queries.lists import Filter, Wish, matching_ids
from zolal.stewardship.actions.fit import add_indicator, drop_indicator
from zolal.stewardship.fitting import renew
from zolal.stewardship.models import Fit
from zolal.stewardship.queries.fit import indicators, spread

pytestmark = pytest.mark.django_db


def points() -> dict[int, int]:
    return dict(Fit.objects.values_list("record_id", "points"))


def renewed() -> None:
    with transaction.atomic():
        renew("person", list(Person.objects.values_list("pk", flat=True)))


def found(user: User, operator: str, number: str) -> set[int]:
    wish = Wish("person", filters=(Filter("fit", operator, (number,)),))
    return set(matching_ids(user=user, wish=wish))


@pytest.fixture
def indicated(strategist: User) -> None:
    add_indicator(record_type="person", name="شهر ما", query="city=یزد", points=10, by=strategist)
    add_indicator(record_type="person", name="بی تلفن", query="mobile.empty=1", points=-5, by=strategist)


@pytest.mark.usefixtures("indicated")
def test_points_add_up_and_lists_are_filtered_by_them(enter: Callable[..., int], member: User) -> None:
    best = enter(given_name="الف", city="یزد", mobile="09121234567")
    good = enter(given_name="ب", city="یزد")
    bad = enter(given_name="پ", city="شیراز")
    plain = enter(given_name="ت", city="شیراز", mobile="09351234567")
    assert points() == {best: 10, good: 5, bad: -5}
    assert found(member, "at least", "5") == {best, good}
    assert found(member, "at least", "0") == {best, good, plain}
    assert found(member, "at most", "-1") == {bad}
    assert found(member, "at most", "۰") == {bad, plain}


@pytest.mark.usefixtures("indicated")
def test_counting_all_anew_names_no_record_by_itself(enter: Callable[..., int], administrator: User) -> None:
    """Thousands of ids in a statement took most of its time; a part is asked for from its first to its last record."""
    first, gone, last = (enter(given_name=name, city="یزد") for name in "ابپ")
    archive_records(record_type="person", ids=[gone], by=administrator)
    Fit.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        run_now(enqueue("stewardship.fit"))
    assert points() == {first: 5, last: 5}
    assert not [one["sql"] for one in asked if "fit" in one["sql"] and f"{first}, {last}" in one["sql"]]
    assert not [one["sql"] for one in asked if 'people_person"."id" IN' in one["sql"]]


@pytest.mark.usefixtures("indicated")
def test_points_follow_every_write(enter: Callable[..., int], administrator: User) -> None:
    one = enter(given_name="پ", city="شیراز")
    with transaction.atomic():
        action = ledger.act(kind="person.edit", by=administrator)
        ledger.write(action, "person", {one: {"city": "یزد"}})
    assert points() == {one: 5}
    undo_action(action=action, by=administrator)
    assert points() == {one: -5}


def test_an_indicator_counts_all_records_in_the_background_and_can_be_undone(
    enter: Callable[..., int], strategist: User
) -> None:
    one = enter(given_name="پ", city="یزد")
    said = {"record_type": "person", "name": "شهر ما", "query": "city=یزد", "points": 10}
    indicator = add_indicator(**said, by=strategist)
    assert Job.objects.filter(task="stewardship.fit").exists()
    renewed()
    assert points() == {one: 10}
    action = drop_indicator(indicator=indicator, by=strategist)
    renewed()
    assert points() == {}
    undo_action(action=action, by=strategist)
    renewed()
    assert points() == {one: 10}


@pytest.mark.usefixtures("indicated")
def test_nobody_counts_whom_they_may_not_see(enter: Callable[..., int], member: User) -> None:
    enter(given_name="پ", city="یزد")
    Setting.objects.create(name="visibility.member", value="own")
    assert spread(user=member, record_type="person").points == []
    assert [one.count for one in indicators(user=member, record_type="person")] == [0, 0]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"points": 0}, "points"),
        ({"points": 101}, "points"),
        ({"query": ""}, "query"),
        ({"query": "shoe=43"}, "query"),
        ({"query": "birth_date.from=never"}, "query"),
        ({"query": "fit.from=3"}, "query"),
        ({"name": " "}, "name"),
    ],
)
def test_what_makes_no_sense_is_refused(strategist: User, said: dict[str, object], field: str) -> None:
    good = {"record_type": "person", "name": "شهر ما", "query": "city=یزد", "points": 10}
    with pytest.raises(ValidationError) as refused:
        add_indicator(**{**good, **said}, by=strategist)
    assert field in refused.value.message_dict


def test_members_do_not_name_indicators(member: User) -> None:
    with pytest.raises(NotAllowed):
        add_indicator(record_type="person", name="شهر ما", query="city=یزد", points=10, by=member)
