"""In which script names are written: that counts once, for both names together."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match.compare import CLOSE_NAME, SAME_SOUND
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.feature import Features
from zolal.engine.match.model import Model
from zolal.engine.match.namesakes import NAMES
from zolal.engine.match.resolve import resolve
from zolal.engine.match.stored import score, stored
from zolal.engine.match.written import EQUAL, LATIN, OWN, SAME, TWO, Scripts, near_in_ways, ways

GIVEN = {"علی": "Ali", "رضا": "Reza", "حسین": "Hossein", "زهرا": "Zahra", "مریم": "Maryam", "سارا": "Sara"}
FAMILY = {"محمدی": "Mohammadi", "احمدی": "Ahmadi", "کریمی": "Karimi", "جعفری": "Jafari", "صادقی": "Sadeghi"}
SCRIPTS = {"first_name": GIVEN, "last_name": FAMILY}


@cache
def learnt() -> tuple[Features, Model]:
    """Of 3,000 people one in ten writes in Latin letters. Every fifth is entered again, half of them in the other
    script, most of them without a telephone."""
    dice = random.Random(11)
    records = []
    for number, one in enumerate(town(3_000, seed=3)):
        person = {**one, **{kind: dice.choice(list(names)) for kind, names in SCRIPTS.items()}}
        latin = dice.random() < 0.1
        records.append(in_latin(person) if latin else person)
        if number % 5 == 0:
            again = {**person, "mobile": person["mobile"] if dice.random() < 0.3 else ""}
            records.append(in_latin(again) if latin != (dice.random() < 0.5) else again)
    features = features_of(records)
    return features, resolve(features, same=0.95, ask=0.5).model


def in_latin(one: Record) -> Record:
    return {**one, **{kind: names[one[kind]] for kind, names in SCRIPTS.items()}}


def odds(one: Record, other: Record) -> float:
    """Log odds of two records to be one, as a stored model gives them."""
    features, model = learnt()
    probability = score(stored(model, features), features_of([one, other]), np.array([0]), np.array([1])).probability
    return float(np.log(probability[0] / (1 - probability[0])))


def test_it_is_told_of_records_by_both_names() -> None:
    one = {"first_name": "علی", "last_name": "محمدی"}
    features = features_of([one, one, in_latin(one), in_latin(one), {**one, "first_name": "Ali"}])
    left, right = np.array([0, 2, 0, 0, 2]), np.array([1, 3, 2, 4, 4])
    assert ways(features, left, right).tolist() == [OWN, LATIN, TWO, OWN, TWO]


def test_how_strangers_write_is_counted_over_all_records() -> None:
    features, _ = learnt()
    found = Scripts.of(features, np.arange(features.size), near_in_ways(features, chosen(features)))
    latin = float(np.exp(found.people[LATIN]))
    assert 0.1 < latin < 0.2
    assert np.exp(found.ways) == pytest.approx([(1 - latin) ** 2, latin**2, 2 * latin * (1 - latin)])


def test_names_in_two_scripts_are_hardly_ever_nearly_equal_by_chance() -> None:
    features, _ = learnt()
    near = near_in_ways(features, chosen(features))
    for name in range(len(NAMES)):
        assert near[name, TWO, CLOSE_NAME] < 0


ALI = {"first_name": "علی", "last_name": "محمدی", "city": "تهران", "mobile": "09121111111"}
ELSEWHERE = {**ALI, "city": "یزد", "mobile": "09352222222"}


def test_the_rarity_of_a_script_counts_once_for_two_names_that_are_equal_in_it() -> None:
    """Both names taken by themselves, two who write in Latin letters would gain the rarity of the script twice."""
    features, _ = learnt()
    rarity = -float(np.log(np.mean(features["family"].values.latin[features["family"].first])))
    assert odds(in_latin(ALI), in_latin(ELSEWHERE)) - odds(ALI, ELSEWHERE) < rarity + 0.5


@pytest.mark.parametrize("way", [OWN, LATIN, TWO])
def test_namesakes_in_another_city_with_another_mobile_are_not_held_likely(way: int) -> None:
    one, other = ((ALI, ELSEWHERE), (in_latin(ALI), in_latin(ELSEWHERE)), (ALI, in_latin(ELSEWHERE)))[way]
    assert odds(one, other) < -4


def test_names_of_one_person_in_two_scripts_agree_by_their_sound() -> None:
    _, model = learnt()
    assert model.names is not None
    same = model.names[:, SAME]
    assert same[TWO, SAME_SOUND, SAME_SOUND] > same[TWO, EQUAL, EQUAL]
    assert same[OWN, EQUAL, EQUAL] > same[OWN, SAME_SOUND, SAME_SOUND]
