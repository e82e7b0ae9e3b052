from __future__ import annotations

import numpy as np
import pytest

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match import resolve
from zolal.engine.match.blocking import candidates
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.feature import Features
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, logits
from zolal.engine.match.promising import promising
from zolal.engine.match.stored import model_of, stored, untrained
from zolal.engine.match.training import train
from zolal.engine.persian.letters import digits

NO_ROWS = np.empty(0, dtype=np.int64)


def written_twice(people: list[Record]) -> list[Record]:
    """Everybody again, each with another slip: a digit, names turned round, one name left out, parted elsewhere …"""
    again = []
    for place, record in enumerate(people):
        first, last = record["first_name"], record["last_name"]
        slips: list[Record] = [
            {"mobile": digits(record["mobile"])[:-1] + "7"},
            {"first_name": last, "last_name": first},
            {"first_name": "", "last_name": first},
            {"last_name": ""},
            {"first_name": first + last[:2], "last_name": last[2:]},
            {"email": record["email"].replace("gmail", "yahoo"), "mobile": ""},
            {"address": " ".join(reversed(record["address"].split(" ")))},
            {"birth_date": "", "landline": "", "last_name": last + "ی"},
            {"city": "", "email": "x" + record["email"]},
        ]
        again.append({**record, **slips[place % len(slips)]})
    return again


@pytest.fixture(scope="module")
def features() -> Features:
    people = town(900)
    return features_of([*people, *written_twice(people)], jalali=True)


def learnt(features: Features) -> Model:
    left, right = np.divmod(candidates(features), features.size)
    comparisons = chosen(features)
    return train(features, comparisons, compared(features, comparisons, left, right))


@pytest.mark.parametrize("way", ["learnt", "stored", "untrained"])
@pytest.mark.parametrize("chance", [0.05, 0.5, 0.99])
def test_no_pair_that_reaches_the_odds_is_lost(features: Features, way: str, chance: float) -> None:
    model = learnt(features)
    if way != "learnt":
        model = model_of(stored(model, features) if way == "stored" else untrained(features.size), features)
    least, numbers = resolve.log_odds(chance), candidates(features)
    everything = compared(features, model.comparisons, *np.divmod(numbers, features.size))
    reach = everything[logits(model, features, everything) >= least]
    found = promising(model, features, numbers, least, NO_ROWS)
    found = found[logits(model, features, found) >= least]
    assert found.left.tolist() == reach.left.tolist()
    assert found.right.tolist() == reach.right.tolist()
    assert found.levels.tolist() == reach.levels.tolist()


def test_most_pairs_are_put_aside(features: Features) -> None:
    numbers = candidates(features)
    assert len(promising(learnt(features), features, numbers, 0.0, NO_ROWS)) < len(numbers) / 4


def test_a_pair_that_somebody_judged_stays_whatever_it_says(features: Features) -> None:
    far = np.array([0 * features.size + 1])
    model = learnt(features)
    assert len(promising(model, features, far, 0.0, NO_ROWS)) == 0
    assert len(promising(model, features, far, 0.0, far)) == 1
