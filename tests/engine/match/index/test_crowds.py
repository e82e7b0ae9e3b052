"""A value that stands beside many names on file is many people's, as soon as it is on file."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.engine.match.people import FAMILY, GIVEN
from zolal.engine.match.features import build
from zolal.engine.match.index.crowds import crowds
from zolal.engine.match.index.part import Part
from zolal.engine.match.index.signs import signs
from zolal.engine.match.said import Said
from zolal.engine.match.single import Single
from zolal.engine.match.stored import score, untrained

SWITCHBOARD, HOME = "+982188881234", "+982177771234"
KINDS = {"first_name": "first_name", "last_name": "last_name", "phone": "phone"}


def part_of(rows: list[dict[str, str]]) -> Part:
    return Part.of(np.arange(len(rows)), signs(build(pl.DataFrame(rows), KINDS, jalali=True)))


def colleagues(count: int) -> list[dict[str, str]]:
    return [
        {"first_name": GIVEN[at % 20], "last_name": FAMILY[at // 20 % 20], "phone": SWITCHBOARD} for at in range(count)
    ]


def test_a_switchboard_is_known_by_the_names_beside_it_in_all_parts() -> None:
    rows = colleagues(120)
    found = crowds([part_of(rows[:60]), part_of(rows[60:])], {"landline": Said(rows[0]).of("landline"), "mobile": []})
    assert list(found) == ["landline"]
    assert np.exp(*found["landline"].values()) == pytest.approx(120 / 4 / 120)


def test_one_customer_on_many_rows_is_no_crowd() -> None:
    rows = [{"first_name": "علی", "last_name": "محمدی", "phone": HOME}] * 40
    assert crowds([part_of(rows)], {"landline": Said(rows[0]).of("landline")}) == {}


def test_one_and_many_think_alike_of_a_crowd() -> None:
    rows = colleagues(120)
    features = build(pl.DataFrame(rows), KINDS, jalali=True)
    said = [Said(row, jalali=True) for row in rows]
    plain = untrained(10_000)
    known = plain.crowded(crowds([part_of(rows)], {"landline": said[0].of("landline")}))
    # The first and the twenty-first have one given name, the first and the second one family name.
    left, right = np.array([0, 0]), np.array([20, 1])
    many = score(known, features, left, right).probability
    few = [Single.of(known).probability(said[0], said[other]) for other in (20, 1)]
    assert many == pytest.approx(few)
    assert (many < score(plain, features, left, right).probability / 10).all()
