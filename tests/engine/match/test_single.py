"""One record against another alone: what a million pairs at once would say, and nothing else."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.match.people import Record, town
from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell
from zolal.engine.match.features import build
from zolal.engine.match.index.signs import signs, signs_of_one
from zolal.engine.match.resolve import resolve
from zolal.engine.match.said import Said
from zolal.engine.match.single import Single
from zolal.engine.match.stored import Stored, score, stored, untrained

PERSON = (
    "first_name", "last_name", "mobile", "phone", "email", "national_id", "birth_date", "company", "city", "province",
    "address", "postal_code",
)  # fmt: skip
COMPANY = ("company_name", "company_id", "mobile", "phone", "domain", "city", "address", "postal_code")
MORE = {
    "national_id": ["0499370899", "0790419904", "0499370898", ""],
    "postal_code": ["1234567891", "1234567981", ""],
    "company": ["آریا صنعت", "شرکت آریا صنعت پارس", "کیان تجارت", ""],
    "province": ["تهران", "یزد", ""],
    "phone": ["02188881234", "88881234", "09352222222", ""],
}
MISSPELT = {
    "first_name": ["علیرضا", "علی رضا", "Alireza", "محمد", "علیرصا", "Ali", "رضا"],
    "last_name": ["محمدی", "Mohammadi", "محمذی", "علی محمدی", "محمدی تهرانی", "Mohamadi"],
    "mobile": ["09122002580", "09122002508", "09352222222"],
    "email": ["ali.mohammadi@gmail.com", "ali.mohamadi@gmail.com", "ali.mohammadi@yahoo.com", "ali@b.ir"],
    "birth_date": ["1364/01/05", "1364/05/01", "1364/01/06", "1363/01/05", "1364/11/25"],
    "city": ["تهران", "شهرری", "شهر ری"],
    "address": ["خیابان ولیعصر پلاک ۱۲ واحد ۳", "ولیعصر پلاک ۱۲", "بلوار ولیعصر کوچه لاله پلاک ۱۲"],
}


def keys_of(record: Record) -> Record:
    """Keys by kind; a mobile or an e-mail may be two, joined."""
    parsed = {kind: [parse_cell(KINDS[kind], one).key for one in text.split("|")] for kind, text in record.items()}
    return {kind: " | ".join(filter(None, keys)) for kind, keys in parsed.items()}


def messy(dice: random.Random) -> Record:
    said = dict(dice.choice(PEOPLE))
    said["phone"] = said.pop("landline")
    for kind, choices in (*MORE.items(), *MISSPELT.items()):
        if dice.random() < 0.6:
            said[kind] = dice.choice(choices)
        if kind in ("mobile", "email", "national_id") and dice.random() < 0.2:
            said[kind] = f"{said.get(kind, choices[0])}|{dice.choice(choices)}"
    if dice.random() < 0.1:
        said["first_name"], said["last_name"] = said["last_name"], said["first_name"]
    kept = {kind: text for kind, text in said.items() if text and dice.random() < 0.8}
    if dice.random() < 0.1:
        kept |= {"first_name": "", "last_name": f"{said['first_name']} {said['last_name']}"}
    return keys_of(kept)


PEOPLE = town(40)


@cache
def models() -> list[Stored]:
    people = [keys_of(person) for person in town(1_500)]
    twins = [{**person, "email": ""} for person in people[:200]]
    frame = pl.DataFrame([{kind: one.get(kind, "") for kind in PERSON} for one in (*people, *twins)])
    features = build(frame, {kind: kind for kind in PERSON}, jalali=True)
    return [untrained(10_000), stored(resolve(features, same=0.95, ask=0.6).model, features)]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_pair_alone_has_the_probability_it_has_among_others(seed: int) -> None:
    dice = random.Random(seed)
    records = [messy(dice) for _ in range(12)]
    frame = pl.DataFrame([{kind: one.get(kind, "") for kind in PERSON} for one in records])
    features = build(frame, {kind: kind for kind in PERSON}, jalali=True)
    left, right = np.triu_indices(len(records), 1)
    said = [Said(record, jalali=True) for record in records]
    for model in models():
        scores = score(model, features, left, right)
        single, told = Single.of(model), scores.evidence(np.arange(len(left)))
        names = [comparison.field for comparison in scores.model.comparisons]
        for at, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
            levels = single.levels(said[one], said[other])
            assert [levels.get(name, 0) for name in names] == scores.pairs.levels[at].tolist()
            assert single.probability(said[one], said[other]) == pytest.approx(scores.probability[at], abs=1e-9)
            if scores.probability[at]:
                alone, together = single.evidence(said[one], said[other]), told[at]
                assert [part[:2] for part in alone] == [part[:2] for part in together]
                assert [part[2] for part in alone] == pytest.approx([part[2] for part in together], abs=0.011)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_a_record_alone_has_the_signs_it_has_among_others(seed: int) -> None:
    dice = random.Random(seed)
    records = [messy(dice) for _ in range(4)]
    frame = pl.DataFrame([{kind: one.get(kind, "") for kind in PERSON} for one in records])
    together = signs(build(frame, {kind: kind for kind in PERSON}, jalali=True))
    for row, record in enumerate(records):
        alone = signs_of_one(Said(record, jalali=True))
        assert sorted(alone.hashes[0].tolist()) == sorted(filter(None, together.hashes[row].tolist()))
        assert alone.traits[0].tolist() == together.traits[row].tolist()


def test_companies_too_are_judged_alone_as_among_others() -> None:
    names = ["اریا صنعت", "اریا صنعت پارس", "کیان تجارت", "کیان"]
    records = [
        {
            "company_name": names[row % 4],
            "company_id": ["10380284790", "10100239813", ""][row % 3],
            "phone": ["+982188881234", ""][row % 2],
            "domain": ["arya.ir", "kian.ir | arya.ir", ""][row // 2 % 3],
        }
        for row in range(12)
    ]
    frame = pl.DataFrame([{kind: one.get(kind, "") for kind in COMPANY} for one in records])
    features = build(frame, {kind: kind for kind in COMPANY}, jalali=True)
    left, right = np.triu_indices(len(records), 1)
    model = untrained(10_000)
    single = Single.of(model)
    said = [Said(record, jalali=True) for record in records]
    alone = [single.probability(said[one], said[other]) for one, other in zip(left, right, strict=True)]
    assert alone == pytest.approx(score(model, features, left, right).probability.tolist(), abs=1e-9)
