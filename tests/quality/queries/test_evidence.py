"""A pair, explained to a person."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.quality.models import Pair
from zolal.quality.queries.evidence import in_words, waterfall
from zolal.quality.queries.supposed import wishes

pytestmark = pytest.mark.django_db

SIMA = {"given_name": "سیما", "family_name": "محمدی", "city": "یزد"}


@pytest.fixture
def pair(enter: Enter) -> Pair:
    enter(**SIMA, birth_date="1985-03-21")
    enter(**SIMA | {"given_name": "Sima"}, mobile="09121234567")
    return Pair.objects.get()


def test_the_steps_lead_from_any_two_records_to_the_probability_of_the_pair(pair: Pair) -> None:
    found = waterfall("person", pair.evidence, pair.probability)
    assert found.starts_at < 0.001
    assert [step.before for step in found.steps] == pytest.approx([found.start, *(s.after for s in found.steps[:-1])])
    assert found.steps[-1].probability == pytest.approx(pair.probability, abs=0.01)
    assert {"given_name", "family_name", "city"} <= {step.name for step in found.steps}


def test_evidence_of_old_that_says_no_start_is_led_to_the_probability_too() -> None:
    found = waterfall("person", [["mobile", "equal", 9.8], ["city", "differs", -1.9]], 0.9)
    assert found.steps[-1].probability == pytest.approx(0.9)
    assert waterfall("person", [], 0.9).starts_at == pytest.approx(0.9)


def test_the_sentence_is_in_the_language_of_the_reader(pair: Pair) -> None:
    with override("en"):
        assert in_words("person", pair.evidence, pair.probability).startswith("Same")
    with override("fa"):
        assert "نام" in in_words("person", pair.evidence, pair.probability)


def test_what_is_missing_is_what_would_settle_it(pair: Pair, administrator: User) -> None:
    Pair.objects.filter(pk=pair.pk).update(probability=0.8)
    pair.refresh_from_db()
    found = wishes(pair, user=administrator)
    assert {one.field: one.lacking for one in found.certain}["mobile"] == "first"
    assert all(one.equal and one.probability >= 0.95 for one in found.certain)
    assert {one.field for one in found.out} >= {"national_id"}
    assert all(not one.equal and one.probability < 0.6 for one in found.out)
    assert not {"city", "family_name"} & {one.field for one in (*found.certain, *found.out)}


def test_a_decided_pair_asks_nothing(pair: Pair, administrator: User) -> None:
    pair.decision = Pair.Decision.NOT_SAME
    found = wishes(pair, user=administrator)
    assert (found.certain, found.nearest, found.out) == ((), (), ())


def test_companies_are_asked_for_what_companies_have(enter: Enter, administrator: User) -> None:
    enter("company", name="شرکت آریا صنعت", phone="02188881234")
    enter("company", name="Arya Sanat Co.", phone="02188881234")
    pair = Pair.objects.get()
    said = {name: level for name, level, _ in pair.evidence if level}
    assert said == {"name": "same sound", "phone": "equal"}
    found = wishes(pair, user=administrator)
    asked = {one.field for one in (*found.certain, *found.nearest, *found.out)}
    assert "legal_id" in asked
    assert asked <= {"legal_id", "url", "mobile", "city", "province", "address", "postal_code"}
