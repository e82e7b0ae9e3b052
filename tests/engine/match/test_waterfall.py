"""From any two records to these two: the steps add up, and each says what it says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.match.people import Record, features_of
from zolal.engine.match.stored import score, untrained
from zolal.engine.match.waterfall import is_housed, spans, waterfall

ALI: Record = {"first_name": "علی", "last_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
HOME: Record = {"landline": "02188881234", "address": "خیابان آزادی کوچه لاله پلاک ۱۲"}
PAIRS = {
    "the same in another spelling": (ALI, {**ALI, "first_name": "Ali", "last_name": "Mohammadi"}),
    "another mobile": (ALI, {**ALI, "mobile": "09357777777"}),
    "a household": ({**ALI, **HOME}, {**ALI, **HOME, "first_name": "مریم", "mobile": ""}),
    "strangers": (ALI, {"first_name": "زهرا", "last_name": "نوروزی", "city": "مشهد"}),
    "nothing": (ALI, {"first_name": "", "last_name": ""}),
}


@pytest.mark.parametrize("name", PAIRS)
def test_start_fields_household_and_what_was_learnt_add_up_to_the_probability(name: str) -> None:
    features = features_of(PAIRS[name])
    scores = score(untrained(10_000), features, np.array([0]), np.array([1]))
    for probability in (scores.probability, np.array([0.42])):
        steps = waterfall(scores.model, features, scores.pairs, probability)
        odds = steps.start + steps.fields.sum(axis=1) + steps.household + steps.learnt
        assert 1 / (1 + math.exp(-odds[0])) == pytest.approx(probability[0])
    learnt = waterfall(scores.model, features, scores.pairs, scores.probability).learnt
    assert learnt == pytest.approx(0, abs=1e-6)


def test_a_shared_home_speaks_for_and_the_household_takes_it_off_again() -> None:
    features = features_of(PAIRS["a household"])
    scores = score(untrained(10_000), features, np.array([0]), np.array([1]))
    steps = waterfall(scores.model, features, scores.pairs, scores.probability)
    fields = dict(zip((c.field for c in scores.model.comparisons), steps.fields[0].tolist(), strict=True))
    assert fields["landline"] > 5
    assert fields["given"] < 0
    assert steps.household[0] < -5
    assert is_housed(steps.household, scores.probability).tolist() == [True]


def test_where_a_rule_decided_nothing_was_learnt() -> None:
    one, other = ({**ALI, "national_id": number} for number in ("0013542419", "0084575948"))
    features = features_of([one, other])
    scores = score(untrained(10_000), features, np.array([0]), np.array([1]))
    assert scores.probability.tolist() == [0.0]
    assert waterfall(scores.model, features, scores.pairs, scores.probability).learnt.tolist() == [0.0]


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=12))
def test_each_bar_begins_where_the_one_before_ends(weights: list[float]) -> None:
    axis, places = spans(weights)
    assert 0 <= axis <= 1
    at = axis
    for (begins, width), weight in zip(places, weights, strict=True):
        assert 0 <= begins <= begins + width <= 1 + 1e-9
        start, end = (begins, begins + width) if weight >= 0 else (begins + width, begins)
        assert start == pytest.approx(at, abs=1e-6) or width == pytest.approx(0, abs=1e-6)
        at = end
