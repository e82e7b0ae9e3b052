"""What the score weighs is the company's to say, and so are the fields its goals need."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import run_now
from zolal.core.models import Job
from zolal.people.models import Person
from zolal.quality.actions.aims import choose_aims
from zolal.quality.actions.ratings import rate
from zolal.quality.queries.aims import aims, preview
from zolal.quality.weights import Aims

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
EVEN = {"completeness": 45, "validity": 35, "uniqueness": 10, "freshness": 10, "accuracy": 10}


def person(record_id: int) -> Person:
    return Person.objects.get(pk=record_id)


def test_what_the_goals_need_is_scored_apart(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI, email="a@example.com")
    assert person(ali).scores["goal"] == 100  # the essential fields, as long as nobody says otherwise
    assert (person(ali).quality or 0) < 100
    choose_aims(record_type="person", weights=EVEN, goal=["birth_date"], by=administrator)
    assert run_now(Job.objects.get(task="quality.reassess")).state == Job.State.DONE
    assert person(ali).scores["goal"] < 60


def test_other_weights_give_another_score_after_the_job_and_a_preview_before(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    before = person(ali).quality
    wanted = {**EVEN, "completeness": 0, "uniqueness": 0, "freshness": 0}
    seen = preview(user=administrator, record_type="person", wanted=Aims(wanted, []))
    assert (seen.records, seen.now["all"].mean, seen.then["all"].mean) == (1, before, 100)
    choose_aims(record_type="person", weights=wanted, goal=[], by=administrator)
    choose_aims(record_type="person", weights={**wanted, "validity": 5}, goal=[], by=administrator)
    run_now(Job.objects.get(task="quality.reassess"))  # one job for both
    assert person(ali).quality == 100


def test_values_that_hold_raise_the_score_only_where_somebody_checked(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI)
    before = person(ali)
    assert "accuracy" not in before.scores["parts"]
    rate(
        record_type="person",
        record_id=ali,
        field="city",
        value="تهران",
        verdict="confirmed",
        method="visit",
        by=administrator,
    )
    after = person(ali)
    assert after.scores["parts"]["accuracy"] == 1
    assert (after.quality or 0) > (before.quality or 0)


@pytest.mark.parametrize(
    ("weights", "goal", "name"),
    [
        ({**EVEN, "validity": 101}, [], "weights"),
        ({**EVEN, "validity": -1}, [], "weights"),
        ({"validity": 1}, [], "weights"),
        ({**EVEN, "completeness": 0, "validity": 0, "uniqueness": 0}, [], "weights"),
        (EVEN, ["shoe_size"], "goal"),
        (EVEN, ["email", "email"], "goal"),
    ],
)
def test_what_cannot_be_weighed_is_refused(
    administrator: User, weights: dict[str, int], goal: list[str], name: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        choose_aims(record_type="person", weights=weights, goal=goal, by=administrator)
    assert set(refused.value.message_dict) == {name}
    assert not Job.objects.exists()


def test_only_an_administrator_chooses_and_only_who_may_read_settings_tries(strategist: User, member: User) -> None:
    with pytest.raises(NotAllowed):
        choose_aims(record_type="person", weights=EVEN, goal=[], by=strategist)
    assert aims(user=strategist, record_type="person").weights == EVEN
    with pytest.raises(NotAllowed):
        preview(user=member, record_type="person", wanted=Aims(EVEN, []))
