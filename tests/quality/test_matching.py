from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.match.people import town
from tests.quality.conftest import Enter
from zolal.quality.keys import keys_of
from zolal.quality.matching import match

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
TYPED = {"given_name": "Ali", "family_name": "Mohammadi", "mobile": "۰۹۱۲ ۲۰۰ ۲۵۸۰"}


def test_somebody_known_is_recognised_in_another_spelling(enter: Enter) -> None:
    ali = enter(**ALI)
    (answer,) = match("person", [keys_of("person", TYPED)])
    assert [candidate.record_id for candidate in answer.sure] == [ali]
    assert answer.sure[0].evidence[0][:2] == ["mobile", "equal"]


def test_a_stranger_is_nobody_we_know(enter: Enter) -> None:
    enter(**ALI)
    (answer,) = match("person", [keys_of("person", {"given_name": "زهرا", "family_name": "نوروزی"})])
    assert not answer.sure
    assert not answer.ask


def test_a_row_that_says_nothing_is_asked_for_nothing(enter: Enter) -> None:
    enter(**ALI)
    assert not match("person", [{}])[0].sure


def test_a_slip_in_a_national_id_is_found_by_the_mobile(enter: Enter) -> None:
    ali = enter(**ALI, national_id="0499370899")
    row = keys_of("person", {**ALI, "national_id": "0499370898"})
    assert match("person", [row])[0].sure[0].record_id == ali


def test_two_valid_national_ids_are_two_people(enter: Enter) -> None:
    enter(**ALI, national_id="0499370899")
    (answer,) = match("person", [keys_of("person", {**ALI, "national_id": "0790419904"})])
    assert not answer.sure
    assert not answer.ask


def test_an_earlier_row_of_the_same_call_is_a_twin() -> None:
    rows = [keys_of("person", {"given_name": "زهرا", "family_name": "نوروزی", "mobile": "09351112233"})]
    rows += [keys_of("person", fields) for fields in (ALI, TYPED)]
    answers = match("person", rows)
    assert [answer.twin for answer in answers] == [None, None, 1]
    assert (answers[2].twin_probability or 0) >= 0.95


def test_the_record_itself_is_no_candidate_when_it_is_edited(enter: Enter) -> None:
    ali = enter(**ALI)
    assert not match("person", [keys_of("person", ALI)], exclude=[ali])[0].sure


def test_archived_people_are_not_asked_about(enter: Enter) -> None:
    enter(**ALI, state="archived")
    assert not match("person", [keys_of("person", ALI)])[0].sure


def test_a_person_is_never_matched_with_a_company(enter: Enter) -> None:
    enter("company", name="آریا صنعت", phone="02188881234")
    (answer,) = match("person", [keys_of("person", {"family_name": "آریا صنعت", "phone": "02188881234"})])
    assert not answer.sure
    assert not answer.ask


def test_a_company_is_known_by_its_name_without_legal_form_and_its_domain(enter: Enter) -> None:
    arya = enter("company", name="شرکت آریا صنعت", email="info@arya-sanat.ir")
    row = keys_of("company", {"name": "آریا صنعت (سهامی خاص)", "url": "https://www.arya-sanat.ir/about"})
    (answer,) = match("company", [row])
    assert [candidate.record_id for candidate in answer.sure] == [arya]


def test_two_valid_legal_ids_are_two_companies(enter: Enter) -> None:
    enter("company", name="آریا صنعت", phone="02188881234", legal_id="10380284790")
    row = keys_of("company", {"name": "آریا صنعت", "phone": "02188881234", "legal_id": "10100239813"})
    (answer,) = match("company", [row])
    assert not answer.sure
    assert not answer.ask


_FIELDS = {"first_name": "given_name", "last_name": "family_name", "landline": "phone"}
TOWN = [{_FIELDS.get(kind, kind): value for kind, value in person.items()} for person in town(60, seed=3)]


@pytest.fixture
def settled(enter: Enter) -> list[int]:
    people = [{**person, "birth_date": "1985-03-21"} for person in TOWN[:25]]
    return [enter(**person) for person in people]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(st.lists(st.sampled_from(range(60)), min_size=2, max_size=30, unique=True))
def test_many_rows_at_once_get_the_answers_that_each_alone_gets(settled: list[int], chosen: list[int]) -> None:
    rows = [keys_of("person", {**TOWN[at], "email": ""} if at % 3 else TOWN[at]) for at in chosen]
    together = match("person", rows)
    for row, answer in zip(rows, together, strict=True):
        (alone,) = match("person", [row])
        assert (answer.sure, answer.ask) == (alone.sure, alone.ask)
