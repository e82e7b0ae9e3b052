"""What is learnt from the data alone: how telling a likeness is, and who are only namesakes or of one household."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from tests.engine.match.people import FAMILY, GIVEN, Record, features_of, town
from zolal.engine.match.model import Model
from zolal.engine.match.namesakes import BOTH_EQUAL
from zolal.engine.match.resolve import Resolution, resolve


def entered(people: Sequence[Record], times: int, keeping: float, seed: int) -> list[Record]:
    """Everybody entered several times, each time with some of their fields only."""
    dice = random.Random(seed)
    return [
        {kind: text for kind, text in one.items() if kind.endswith("name") or dice.random() < keeping}
        for one in people
        for _ in range(times)
    ]


def matched(records: Sequence[Record], ask: float = 0.5) -> Resolution:
    return resolve(features_of(records), same=0.95, ask=ask)


def chance_of(model: Model, field: str, level: int) -> float:
    """How often strangers agree so far."""
    column = [comparison.field for comparison in model.comparisons].index(field)
    return float(np.exp(model.strangers[column, level]))


def test_a_value_is_as_rare_as_the_people_who_bear_it_however_often_each_is_entered() -> None:
    people = town(150)
    once, often = (matched(entered(people, times, 0.8, 3)).model for times in (2, 10))
    assert chance_of(often, "birth_date", 5) < 3 * chance_of(once, "birth_date", 5)


def test_records_of_one_person_that_say_little_each_are_found_where_everybody_is_entered_often() -> None:
    people = town(100)
    found = matched(entered(people, 10, 0.5, 5))
    sizes = np.bincount(found.owner, minlength=1_000)
    assert np.mean(sizes[found.owner]) > 9
    assert all(len({row // 10 for row in np.flatnonzero(found.owner == one)}) == 1 for one in set(found.owner.tolist()))


def namesakes(people: int) -> list[Record]:
    """Strangers of few names, whose e-mails are made of them."""
    dice = random.Random(8)
    found = []
    for number, one in enumerate(town(people, seed=9)):
        given, family = dice.randrange(len(GIVEN)), dice.randrange(len(FAMILY))
        email = f"name{given}.family{family}@{dice.choice(['gmail.com', 'yahoo.com', 'chmail.ir'])}"
        named = {**one, "first_name": GIVEN[given], "last_name": FAMILY[family], "email": email}
        found.append(named)
        if number % 5 == 0:
            found.append({**named, "address": "", "email": ""})
    return found


def test_an_email_made_of_the_name_proves_little_among_namesakes() -> None:
    model = matched(namesakes(2_500)).model
    assert model.emails is not None
    same_local_part = 3
    of_one_family, _, _, of_one_name = np.exp(model.emails[:, same_local_part])
    assert of_one_name > 0.2 > of_one_family
    assert chance_of(model, "email", same_local_part) < 0.01


def test_namesakes_with_one_email_are_not_taken_for_one_person() -> None:
    records = namesakes(2_500)
    found = matched(records)
    right = [
        records[a]["mobile"] == records[b]["mobile"] for a, b in zip(found.pairs.left, found.pairs.right, strict=True)
    ]
    assert np.mean(right) > 0.95


@pytest.mark.parametrize("field", ["given", "email", "birth_date", "national_id"])
def test_a_household_is_learnt_by_what_it_shares_and_by_nothing_else(field: str) -> None:
    model = matched([*town(300), *({**one, "national_id": ""} for one in town(50))]).model
    fields = [comparison.field for comparison in model.comparisons]
    if field in fields:
        column = fields.index(field)
        assert np.array_equal(model.household[column], model.strangers[column])


def test_close_emails_of_namesakes_are_counted_though_they_are_no_candidates() -> None:
    """Of a common name too many bear it for all of them to be compared."""
    dice = random.Random(6)
    people = [
        {**one, "first_name": "علی", "last_name": "محمدی", "email": f"ali.mohammadi{dice.randrange(10)}@gmail.com"}
        for one in town(1_500, seed=5)
    ]
    model = matched([*people, *town(500, seed=6), *({**one, "landline": ""} for one in people[:200])]).model
    assert model.emails is not None
    close = 2
    assert np.exp(model.emails[BOTH_EQUAL - 1, close]) > 0.5


def test_households_are_as_many_as_their_homes_tell_though_few_are_seen() -> None:
    """Two of a family tell their home each time out of two; of most of them nothing brings the two together."""
    dice = random.Random(2)
    homes = ("landline", "address")
    records = []
    for one, other in zip(town(900, seed=21), town(900, seed=22), strict=True):
        family = {**other, **{kind: one[kind] for kind in ("last_name", *homes)}}
        records += [{**each, **{kind: "" for kind in homes if dice.random() < 0.5}} for each in (one, family)]
    model = matched(records).model
    count = len(records)
    households = float(np.exp(model.shares[1])) * count * (count - 1) / 2
    assert 600 < households < 1_400
