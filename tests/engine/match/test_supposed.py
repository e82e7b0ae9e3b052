"""What would make a pair certain, or rule it out: the answer is the score of a pair that says so."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.match.people import Record, features_of
from zolal.engine.match.stored import score, untrained
from zolal.engine.match.supposed import Supposed, supposed

FIELDS = ("given", "family", "mobile", "email", "national_id", "birth_date", "province", "city")
ALI: Record = {"first_name": "علی", "last_name": "محمدی", "city": "تهران", "mobile": "09122002580"}
ALI_AGAIN: Record = {"first_name": "Ali", "last_name": "Mohammadi", "city": "تهران", "birth_date": "1365/01/02"}
KEPT = untrained(10_000)


def asked(one: Record, other: Record) -> dict[tuple[str, bool], Supposed]:
    found = supposed(KEPT, features_of([one, other]), 0, 1, FIELDS)
    return {(judged.field, judged.equal): judged for judged in found}


def probability(one: Record, other: Record) -> float:
    return float(score(KEPT, features_of([one, other]), np.array([0]), np.array([1])).probability[0])


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("mobile", {"mobile": "09122002580"}),
        ("birth_date", {"birth_date": "1365/01/02"}),
        ("given", {"first_name": "علی"}),
    ],
)
def test_a_field_supposed_equal_scores_as_a_record_that_has_it(field: str, change: Record) -> None:
    found = asked(ALI, ALI_AGAIN)[field, True]
    both = [{**record, **change} for record in (ALI, ALI_AGAIN)]
    assert found.probability == pytest.approx(probability(*both))


def test_a_field_supposed_to_differ_scores_as_one_that_does() -> None:
    found = asked(ALI, ALI_AGAIN)["mobile", False]
    assert found.probability == pytest.approx(probability(ALI, {**ALI_AGAIN, "mobile": "09357777771"}))


def test_what_neither_has_may_be_asked_for_too() -> None:
    found = asked(ALI, ALI_AGAIN)
    assert found["email", True].now == ""
    assert found["email", True].probability > probability(ALI, ALI_AGAIN) > found["email", False].probability


def test_two_national_ids_would_be_two_people() -> None:
    assert asked(ALI, ALI_AGAIN)["national_id", False].probability == 0


def test_what_is_settled_is_not_asked_again_nor_what_follows_from_it() -> None:
    found = asked(ALI, ALI_AGAIN)
    assert ("city", True) not in found
    assert not {("province", True), ("province", False)} & found.keys()


def test_the_records_themselves_stay_as_they_are() -> None:
    features = features_of([ALI, ALI_AGAIN])
    before = {name: feature.codes.copy() for name, feature in features.by_name.items()}
    supposed(KEPT, features, 0, 1, FIELDS)
    assert all(np.array_equal(features[name].codes, codes) for name, codes in before.items())


def test_two_of_whom_only_given_names_are_known_may_be_asked_for_the_rest() -> None:
    one, other = ({name: value for name, value in record.items() if name != "last_name"} for record in (ALI, ALI_AGAIN))
    assert ("family", True) in asked(one, other)
