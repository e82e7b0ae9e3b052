from __future__ import annotations

import zlib

import numpy as np
import orjson
import polars as pl
import pytest

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match.features import build
from zolal.engine.match.resolve import resolve
from zolal.engine.match.stored import Stored, score, stored, untrained

ALI = {"first_name": "علی", "last_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
ALI_AGAIN = {"first_name": "Ali", "last_name": "Mohammadi", "mobile": "0912 200 2580", "city": "تهران"}


@pytest.fixture(scope="module")
def trained() -> Stored:
    people = town(3_000)
    twins = [{**person, "email": ""} for person in people[:400]]
    features = features_of([*people, *twins])
    return stored(resolve(features, same=0.95, ask=0.6).model, features)


def probability(kept: Stored, one: Record, other: Record) -> float:
    features = features_of([one, other])
    return float(score(kept, features, np.array([0]), np.array([1])).probability[0])


def test_a_model_read_back_from_its_bytes_says_the_same(trained: Stored) -> None:
    again = Stored.from_bytes(trained.to_bytes())
    assert again == trained
    assert probability(again, ALI, ALI_AGAIN) == probability(trained, ALI, ALI_AGAIN) > 0.95


def test_two_records_get_the_same_probability_alone_and_among_thousands(trained: Stored) -> None:
    people = town(3_000, seed=2)
    slips = [{**person, "mobile": "", "first_name": person["first_name"][:-1]} for person in people[:300]]
    records = [*people, *slips]
    left, right = np.arange(300), np.arange(3_000, 3_300)
    together = score(trained, features_of(records), left, right).probability
    alone = [probability(trained, people[row], slips[row]) for row in range(0, 300, 37)]
    assert together[::37].tolist() == alone


def test_a_frequent_name_says_less_than_a_rare_one(trained: Stored) -> None:
    frequent = {"first_name": "علی", "last_name": "محمدی", "city": "تهران"}
    rare = {"first_name": "گشتاسب", "last_name": "خوانساری‌پور", "city": "تهران"}
    assert probability(trained, frequent, frequent) < probability(trained, rare, rare)


def test_without_a_model_a_common_given_name_says_less_than_a_rare_one() -> None:
    common, rare = ({"first_name": name, "last_name": "خوانساری"} for name in ("محمد", "گشتاسب"))
    kept = untrained(10_000)
    assert probability(kept, common, common) < probability(kept, rare, rare)


def test_without_a_model_name_and_mobile_are_enough_and_a_name_alone_is_not() -> None:
    kept = untrained(10_000)
    named = {"first_name": "علی", "last_name": "محمدی"}
    assert probability(kept, ALI, ALI_AGAIN) > 0.95
    assert probability(kept, named, named) < 0.6


def test_two_valid_national_ids_are_two_people_whatever_else_agrees(trained: Stored) -> None:
    one, other = {**ALI, "national_id": "0499370899"}, {**ALI, "national_id": "0790419904"}
    assert probability(trained, one, other) == 0.0


def test_two_valid_legal_ids_are_two_companies() -> None:
    def of(first: str, second: str) -> float:
        keys = pl.DataFrame(
            {"company_name": ["اریا صنعت"] * 2, "company_id": [first, second], "phone": ["+982188881234"] * 2}
        )
        features = build(keys, {name: name for name in keys.columns})
        return float(score(untrained(10_000), features, np.array([0]), np.array([1])).probability[0])

    assert of("10380284790", "10380284790") > 0.95
    assert of("10380284790", "") > 0.6
    assert of("10380284790", "10100239813") == 0.0


def test_the_evidence_names_field_level_and_weight_strongest_first_and_adds_up(trained: Stored) -> None:
    scores = score(trained, features_of([ALI, ALI_AGAIN]), np.array([0]), np.array([1]))
    (evidence,) = scores.evidence(np.array([0]))
    assert evidence[0][:2] == ["mobile", "equal"]
    weights = [abs(part[2]) for part in evidence if part[1]]
    assert weights == sorted(weights, reverse=True)
    assert [part[0] for part in evidence if not part[1]] == ["start", "household"]
    assert 1 / (1 + np.exp(-sum(part[2] for part in evidence))) == pytest.approx(scores.probability[0], abs=0.01)


def test_a_model_of_a_release_that_knew_of_no_scripts_can_still_be_read(trained: Stored) -> None:
    plain = orjson.loads(zlib.decompress(trained.to_bytes()))
    same = plain["names"][0][0]
    plain["names"], plain["emails"] = same, [plain["emails"][0], plain["emails"][3]]
    read = Stored.from_bytes(zlib.compress(orjson.dumps(plain)))
    # What it knew holds for names in any script.
    assert [way[0] for way in read.names] == [tuple(map(tuple, same))] * 3
    assert len(read.emails) == len(trained.emails)
    assert probability(read, ALI, ALI_AGAIN) > 0.95
