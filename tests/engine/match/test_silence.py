"""Whether a record tells a field at all: said of one field, where it says who somebody is."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match.blocking import candidates
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.feature import Features
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, logits
from zolal.engine.match.promising import promising
from zolal.engine.match.rescore_stored import TOLD_BY_ONE, Judged, said
from zolal.engine.match.resolve import resolve
from zolal.engine.match.said import Said
from zolal.engine.match.silence import FARTHEST, Silence
from zolal.engine.match.single import Single
from zolal.engine.match.stored import Stored, score, stored, untrained

FIRMS = [f"{one} {other}" for one in ("آریا", "پارس", "کیان", "سپهر", "البرز") for other in ("صنعت", "تجارت", "سازه")]


def customers(people: int, *, employed: float) -> list[Record]:
    """Everybody entered twice, some fields left out each time; who has an employer mostly tells it."""
    dice = random.Random(4)
    found = []
    for one in town(people, seed=11):
        firm = dice.choice(FIRMS) if dice.random() < employed else ""
        for _ in range(2):
            told = {kind: text for kind, text in one.items() if kind.endswith("name") or dice.random() < 0.6}
            found.append({**told, "company": firm if dice.random() < 0.9 else ""})
    return found


def learnt(records: list[Record]) -> tuple[Features, Model]:
    features = features_of(records)
    return features, resolve(features, same=0.95, ask=0.5).model


@cache
def employed() -> tuple[Features, Model]:
    return learnt(customers(1_500, employed=0.5))


def test_who_has_no_employer_never_tells_one() -> None:
    _, model = employed()
    assert model.silence is not None
    assert model.silence.field == "company"
    assert -FARTHEST <= model.silence.one < -0.7
    assert 0.3 < model.silence.neither <= FARTHEST


def test_where_a_field_is_left_out_by_chance_silence_says_nothing() -> None:
    _, model = learnt(customers(1_500, employed=1.0))
    assert model.silence is None


@pytest.mark.parametrize("people", [0, 3, 30])
def test_few_records_teach_nothing_of_it(people: int) -> None:
    _, model = learnt(customers(people, employed=0.5))
    assert model.silence is None


ALI: Record = {"first_name": "علی", "last_name": "محمدی", "city": "تهران", "mobile": "09121111111"}
TWICE = {**ALI, "mobile": ""}
AT_ARYA = {"company": "آریا صنعت"}


@pytest.fixture(scope="module")
def kept() -> Stored:
    features, model = employed()
    return Stored.from_bytes(stored(model, features).to_bytes())


def chance(model: Stored, one: Record, other: Record) -> float:
    return float(score(model, features_of([one, other]), np.array([0]), np.array([1])).probability[0])


def test_that_one_record_alone_tells_it_speaks_against_and_that_neither_does_for_them(kept: Stored) -> None:
    neither = chance(kept, {**ALI, "company": ""}, {**TWICE, "company": ""})
    one = chance(kept, {**ALI, **AT_ARYA}, {**TWICE, "company": ""})
    both = chance(kept, {**ALI, **AT_ARYA}, {**TWICE, **AT_ARYA})
    assert one < neither < both


def test_records_without_the_field_do_not_tell_it(kept: Stored) -> None:
    assert chance(kept, ALI, TWICE) == chance(kept, {**ALI, "company": ""}, {**TWICE, "company": ""})
    assert chance(kept, ALI, TWICE) > chance(kept.of_told_only, ALI, TWICE)


def test_who_may_not_have_been_asked_is_judged_by_what_is_told(kept: Stored) -> None:
    told_only = kept.of_told_only
    assert told_only.of_told_only is told_only
    one = chance(told_only, {**ALI, **AT_ARYA}, {**TWICE, "company": ""})
    neither = chance(told_only, {**ALI, "company": ""}, {**TWICE, "company": ""})
    assert one == pytest.approx(neither)


@pytest.mark.parametrize("firms", [({}, {}), (AT_ARYA, {}), (AT_ARYA, AT_ARYA)])
def test_alone_as_among_others_with_steps_that_add_up(kept: Stored, firms: tuple[Record, Record]) -> None:
    records = [{"company": "", **ALI, **firms[0]}, {"company": "", **TWICE, **firms[1]}]
    features = features_of(records)
    scores = score(kept, features, np.array([0]), np.array([1]))
    keys = [
        {
            name: feature.values[feature.first[row]]
            for name, feature in features.by_name.items()
            if feature.first[row] >= 0
        }
        for row in range(2)
    ]
    single = Single.of(kept)
    one, other = (Said({**each, "first_name": each["given"], "last_name": each["family"]}) for each in keys)
    assert single.probability(one, other) == pytest.approx(scores.probability[0], abs=1e-9)
    alone, together = single.evidence(one, other), scores.evidence(np.array([0]))[0]
    assert [part[:2] for part in alone] == [part[:2] for part in together]
    assert [part[2] for part in alone] == pytest.approx([part[2] for part in together], abs=0.011)
    odds = sum(float(str(part[2])) for part in together)
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(scores.probability[0], abs=0.02)


def test_an_answer_keeps_who_told_what(kept: Stored) -> None:
    features = features_of([{**ALI, "company": ""}, {**TWICE, **AT_ARYA}, {**TWICE, "company": ""}])
    scores = score(kept, features, np.array([0, 0]), np.array([1, 2]))
    answers = said(scores)
    assert [sorted(str(one[TOLD_BY_ONE][0]).split()) for one in answers] == [["company", "mobile"], ["mobile"]]
    logits = np.log(scores.probability / (1 - scores.probability))
    assert Judged.of(answers).logits(kept) == pytest.approx(logits, abs=5e-3)
    earlier = [{name: about for name, about in one.items() if name != TOLD_BY_ONE} for one in answers]
    assert Judged.of(earlier).logits(kept) == pytest.approx(Judged.of(answers).logits(kept.of_told_only))


def test_no_pair_that_reaches_the_odds_is_lost() -> None:
    features, model = employed()
    numbers = candidates(features)
    left, right = np.divmod(numbers, features.size)
    everything = compared(features, chosen(features), left, right)
    assert model.silence is not None
    reached = logits(model, features, everything) >= 0.0
    found = promising(model, features, numbers, 0.0, np.empty(0, dtype=np.int64))
    assert {*numbers[reached].tolist()} <= {*(found.left * features.size + found.right).tolist()}


def test_a_model_before_any_data_knows_nothing_of_it() -> None:
    assert untrained(10_000).silence is None
    assert Silence("company", -1.0, 0.5).by(2) == 0.0
