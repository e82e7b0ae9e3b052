"""Which pairs are looked at: all that a shared value may join, and not many more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import polars as pl
import pytest

from tests.engine.match.people import Record, features_of, town
from zolal.engine.match.blocking import candidates
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build

Pair = tuple[int, int]


def looked_at(features: Features) -> list[Pair]:
    """The candidates as pairs of rows, in the order they come in."""
    return [divmod(number, features.size) for number in candidates(features).tolist()]


def columns(**keys: Sequence[str]) -> Features:
    """Features of a tall table, from keys that are at hand already."""
    return build(pl.DataFrame(keys), {kind: kind for kind in keys})


def sharing(values: Sequence[str]) -> set[Pair]:
    """All pairs of rows that bear the same value."""
    rows: Mapping[str, list[int]] = defaultdict(list)
    for row, value in enumerate(values):
        rows[value].append(row)
    return {pair for bearers in rows.values() for pair in combinations(bearers, 2)}


@pytest.mark.parametrize("rows", [0, 1, 2, 40])
def test_in_a_small_file_everybody_is_compared_with_everybody(rows: int) -> None:
    assert looked_at(features_of(town(rows) or [{"first_name": ""}][:rows])) == list(combinations(range(rows), 2))


@pytest.mark.parametrize("kind", ["mobile", "email", "national_id", "id_number", "sheba"])
def test_two_rows_with_one_number_are_always_compared(kind: str) -> None:
    bearers = [f"{kind}{row % 300}" for row in range(900)]
    names = [f"نام{row}" for row in range(900)]
    assert sharing(bearers) <= {*looked_at(columns(**{kind: bearers, "last_name": names}))}


def test_one_of_two_mobiles_is_enough() -> None:
    strangers = town(600)
    both: Record = {"mobile": "09121111111 / 09352222222"}
    features = features_of([*strangers, both, {"mobile": "09352222222"}, {"phone": "09121111111"}])
    assert {(600, 601), (600, 602)} <= {*looked_at(features)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"mobile": "09121111111"}, {"mobile": "09121111112"}),  # a digit wrong at the end
        ({"mobile": "09121111111"}, {"mobile": "09171111111"}),  # or at the beginning
        ({"birth_date": "1365/03/12"}, {"birth_date": "1365/03/12"}),
        ({"email": "ali.m@gmail.com"}, {"email": "ali.m@yahoo.com"}),
        ({"landline": "02188881234"}, {"landline": "021-88881234"}),
        ({"address": "خیابان آزادی پلاک ۱۲، واحد ۳"}, {"address": "خ آزادی پ 12"}),
        ({"company": "شرکت آریا صنعت"}, {"company": "آریا صنعت (سهامی خاص)"}),
    ],
)
def test_a_name_in_either_script_and_one_more_thing_in_common(one: Record, other: Record) -> None:
    persian, latin = {"first_name": "علی", "last_name": "محمدی"}, {"first_name": "Ali", "last_name": "Mohammadi"}
    swapped = {"first_name": "محمدی", "last_name": "علی"}
    pairs = {*looked_at(features_of([*town(600), {**persian, **one}, {**latin, **other}, {**swapped, **other}]))}
    assert {(600, 601), (600, 602)} <= pairs


def test_five_thousand_namesakes_still_meet_by_their_birth_date() -> None:
    rows = range(5_000)
    days = [f"{1930 + n % 50}-{n // 50 % 12 + 1:02}-{n // 600 + 1:02}" for n in range(2_500)]
    birth = [*days, *days]
    features = columns(
        first_name=["علی"] * 5_000,
        last_name=["محمدی"] * 5_000,
        city=[f"شهر{row}" for row in rows],
        birth_date=birth,
    )
    pairs = looked_at(features)
    assert sharing(birth) <= {*pairs}
    assert len(pairs) < 100 * 5_000


def test_a_number_of_the_whole_shop_does_not_hide_those_who_share_more() -> None:
    mobiles = ["+989120000000"] * 2_000
    births = [f"{1900 + row // 2 % 100}-01-{row // 200 + 1:02}" for row in range(2_000)]
    features = columns(mobile=mobiles, birth_date=births, last_name=[f"نام{row}" for row in range(2_000)])
    assert sharing(births) <= {*looked_at(features)}


def test_no_pair_comes_twice_and_nobody_is_compared_with_himself() -> None:
    pairs = looked_at(features_of([*town(700), *town(200), *town(50)]))
    assert pairs == sorted({*pairs})
    assert all(left < right for left, right in pairs)
    assert {(row, 700 + row) for row in range(200)} <= {*pairs}


def test_a_row_is_compared_with_a_handful_of_others() -> None:
    assert len(looked_at(features_of(town(8_000)))) < 40 * 8_000


def test_rows_that_say_nothing_have_nothing_in_common_with_anybody() -> None:
    pairs = looked_at(features_of([*town(600), *[{"mobile": "ندارد", "email": "-"}] * 20]))
    assert max(right for _, right in pairs) < 600
