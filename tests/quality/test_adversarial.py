"""Data made to break the search for duplicates: answers stay few and quick to find, and nothing crashes."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.match.people import FAMILY, GIVEN
from tests.quality.conftest import Enter, facts_of
from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.people.points import numbered
from zolal.quality.keys import keys_of
from zolal.quality.matching import match
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db

MANY = 400
SWITCHBOARD = "02188881234"
ODD = ["", " ", "\u200c", "-", "x" * 10_000, "ع" * 10_000, "\u202e\u2066", "عliرضا", "a\x01b\x1f", "'; --", "%_%"]


def settle(by: User, people: list[dict[str, str]]) -> None:
    """Many people at once, as an import writes them."""
    with transaction.atomic():
        action = act(kind="person.create", by=by)
        create(action, "person", numbered([facts_of(person) for person in people]))


def colleagues(count: int) -> list[dict[str, str]]:
    """People with names of their own behind one telephone."""
    return [
        {
            "given_name": GIVEN[at % 20],
            "family_name": f"{FAMILY[at // 20 % 20]} {'ابپتج'[at // 400 % 5]}",
            "phone": SWITCHBOARD,
        }
        for at in range(count)
    ]


def test_a_telephone_of_hundreds_is_a_switchboard_and_nobody(administrator: User) -> None:
    settle(administrator, colleagues(MANY))
    assert Pair.objects.count() <= MANY
    newcomer = {"given_name": "شیرین", "family_name": "بهاری", "phone": SWITCHBOARD}
    (answer,) = match("person", [keys_of("person", newcomer)])
    assert not answer.sure
    assert len(answer.ask) <= 50


def test_family_names_behind_a_switchboard_are_no_pairs(administrator: User) -> None:
    settle(administrator, [{"family_name": FAMILY[at % 20], "phone": SWITCHBOARD} for at in range(MANY)])
    assert Pair.objects.count() <= MANY


def test_two_namesakes_with_neighbouring_mobiles_are_asked_about_and_not_taken_for_one(administrator: User) -> None:
    ali = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580"}
    settle(administrator, [ali])
    (answer,) = match("person", [keys_of("person", {**ali, "mobile": "09122002581"})])
    assert not answer.sure
    assert len(answer.ask) == 1


def test_hundreds_of_one_name_are_hundreds_of_people(administrator: User) -> None:
    named = {"given_name": "علی", "family_name": "محمدی"}
    settle(administrator, [{**named, "mobile": f"0912{at:07}"} for at in range(MANY)])
    assert Pair.objects.count() <= MANY
    (answer,) = match("person", [keys_of("person", named)])
    assert not answer.sure


def test_asking_of_many_costs_no_more_questions_than_asking_of_few(administrator: User) -> None:
    asked = [keys_of("person", {"given_name": "شیرین", "family_name": "بهاری", "phone": SWITCHBOARD})]
    settle(administrator, colleagues(20))
    match("person", asked)
    with CaptureQueriesContext(
        connection,
    ) as few:
        match("person", asked)
    settle(administrator, colleagues(MANY))
    match("person", asked)
    with CaptureQueriesContext(connection) as many:
        match("person", asked)
    assert len(many) <= len(few) + 2


@pytest.mark.parametrize("text", ODD)
def test_any_text_may_be_asked_about_and_kept(enter: Enter, text: str) -> None:
    fields = {"given_name": text[:100], "family_name": text[:100], "city": text[:50]}
    enter(**{name: value for name, value in fields.items() if value})
    keys = keys_of("person", {"given_name": text, "family_name": text, "mobile": text, "email": text, "address": text})
    assert len(match("person", [keys, keys])) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), min_size=5, max_size=5))
def test_every_question_has_an_answer(texts: list[str]) -> None:
    names = ("given_name", "family_name", "mobile", "national_id", "birth_date")
    rows = [keys_of("person", dict(zip(names, texts, strict=True))), keys_of("company", {"name": texts[0]})]
    assert len(match("person", rows[:1])) == len(match("company", rows[1:])) == 1


def test_rows_that_all_say_the_same_are_one_question(administrator: User) -> None:
    row = keys_of("person", {"given_name": "علی", "family_name": "محمدی", "mobile": "09121234567"})
    answers = match("person", [row] * 2_000)
    assert [answer.twin for answer in answers[1:3]] == [0, 0]
    assert all(len(answer.beside) <= 30 for answer in answers)
