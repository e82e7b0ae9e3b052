"""Which value survives when the records of one customer say different things."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields import KINDS
from zolal.engine.merge.survive import survivors

KIND_NAMES = ("first_name", "last_name", "mobile", "email", "city", "date")
Record = dict[str, str]


def merged(
    records: Sequence[Record], owner: Sequence[int], newest: Sequence[str] | None = None
) -> list[dict[str, object]]:
    names = dict.fromkeys([*(name for record in records for name in record)])
    values = pl.DataFrame({n: [r.get(n, "") for r in records] for n in names}, schema=dict.fromkeys(names, pl.String))
    dates = pl.Series(newest, dtype=pl.String) if newest else None
    kinds = {name: name if name in KINDS else name.removesuffix("_2") for name in names}
    return survivors(values, kinds, np.array(owner, dtype=np.int64), dates).to_dicts()


def one_of(kind: str, *cells: str, newest: Sequence[str] | None = None) -> object:
    """What survives when all the cells belong to one customer."""
    (customer,) = merged([{kind: cell} for cell in cells], [0] * len(cells), newest)
    return customer[kind]


def test_what_most_records_say_survives() -> None:
    assert one_of("city", "تهران", "مشهد", "مشهد") == "مشهد"
    assert one_of("city", "تهران", "مشهد", "مشهد", newest=["2024-01-01", "", ""]) == "مشهد"


def test_of_equally_frequent_values_the_newest_survives() -> None:
    assert one_of("city", "تهران", "مشهد", newest=["2020-05-01", "2023-01-01"]) == "مشهد"
    assert one_of("city", "تهران", "مشهد", newest=["2020-05-01", ""]) == "تهران"


def test_of_equally_new_values_the_most_complete_survives() -> None:
    short, long = "خیابان آزادی", "خیابان آزادی، کوچه لاله، پلاک ۱۲"
    assert one_of("address", short, long) == long
    assert one_of("address", short, long, newest=["2020-05-01"] * 2) == long


def test_else_the_first_survives() -> None:
    assert one_of("city", "قم", "ری") == "قم"


def test_a_missing_value_never_beats_one_that_is_there() -> None:
    assert one_of("city", "", "", "قم", newest=["2024-01-01", "2024-01-01", ""]) == "قم"
    assert one_of("city", "", "") == ""


@pytest.mark.parametrize("latin_first", [True, False])
def test_a_persian_name_goes_before_a_latin_one(latin_first: bool) -> None:
    latin, persian = {"first_name": "Ali", "last_name": "Mohammadi"}, {"first_name": "علی", "last_name": "محمدی"}
    records = [latin, latin, persian] if latin_first else [persian, latin, latin]
    (customer,) = merged(records, [0, 0, 0])
    assert (customer["first_name"], customer["last_name"]) == ("علی", "محمدی")


def test_the_parts_of_a_name_come_from_one_record() -> None:
    swapped = [("علی", "رضا"), ("رضا", "علی"), ("علی", "رضایی"), ("رضا", "علی")]
    (customer,) = merged([{"first_name": first, "last_name": last} for first, last in swapped], [0] * 4)
    assert (customer["first_name"], customer["last_name"]) == ("رضا", "علی")


def test_a_whole_name_goes_before_half_of_one() -> None:
    half, whole = {"first_name": "علیرضا", "last_name": ""}, {"first_name": "Ali", "last_name": "Rezaei"}
    (customer,) = merged([half, half, whole], [0, 0, 0])
    assert (customer["first_name"], customer["last_name"]) == ("Ali", "Rezaei")


@pytest.mark.parametrize("kind", ["mobile", "landline", "phone", "email", "sheba", "code"])
def test_every_way_to_reach_a_customer_survives(kind: str) -> None:
    assert one_of(kind, "a", "b", "", "a | c") == "a | b | c"


def test_the_number_that_most_records_bear_comes_first() -> None:
    assert one_of("mobile", "09121111111", "09352222222", "09352222222") == "09352222222 | 09121111111"


def test_customers_keep_their_order_and_their_own_values() -> None:
    records = [{"city": "قم"}, {"city": "یزد"}, {"city": "قم"}, {"city": "رشت"}]
    assert merged(records, [0, 1, 0, 1]) == [{"city": "قم", "rows": 2}, {"city": "یزد", "rows": 2}]


def test_two_columns_of_a_kind_stay_two() -> None:
    records = [{"address": "الف", "address_2": "ب"}, {"address": "الف", "address_2": ""}]
    assert merged(records, [0, 0]) == [{"address": "الف", "address_2": "ب", "rows": 2}]


def test_nothing_comes_of_nothing() -> None:
    assert merged([], []) == []


CELL = st.sampled_from(["", "", "a", "b", "ab", "علی", "علیرضا", "a | b"])


@st.composite
def grouped(draw: st.DrawFn) -> tuple[list[Record], list[int]]:
    records = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(KIND_NAMES, CELL)), min_size=1, max_size=8))
    owner: list[int] = []
    for row in range(len(records)):
        owner.append(draw(st.sampled_from([row, *owner])))
    return records, owner


@given(grouped())
def test_one_row_a_customer_and_every_input_row_is_counted(case: tuple[list[Record], list[int]]) -> None:
    records, owner = case
    customers = merged(records, owner)
    assert [customer["rows"] for customer in customers] == [owner.count(row) for row in dict.fromkeys(owner)]
    assert {*customers[0]} == {*KIND_NAMES, "rows"}


@given(grouped())
def test_nothing_is_invented_and_no_field_gets_lost(case: tuple[list[Record], list[int]]) -> None:
    records, owner = case
    for first, customer in zip(dict.fromkeys(owner), merged(records, owner), strict=True):
        members = [record for record, of in zip(records, owner, strict=True) if of == first]
        names = {(member["first_name"], member["last_name"]) for member in members}
        assert (customer["first_name"], customer["last_name"]) in names
        for kind in ("city", "date"):
            said = {member[kind] for member in members}
            assert customer[kind] in said
            assert customer[kind] or said == {""}
        for kind in ("mobile", "email"):
            single = {part for member in members for part in member[kind].split(" | ")} - {""}
            assert sorted(str(customer[kind]).split(" | ")) == (sorted(single) or [""])


@given(grouped())
def test_customers_merged_again_stay_as_they_are(case: tuple[list[Record], list[int]]) -> None:
    once = [{kind: str(customer[kind]) for kind in KIND_NAMES} for customer in merged(*case)]
    assert merged(once, range(len(once))) == [{**customer, "rows": 1} for customer in once]


@given(grouped(), st.data())
def test_the_order_of_the_customers_does_not_change_what_survives(
    case: tuple[list[Record], list[int]], data: st.DataObject
) -> None:
    """Members of a customer keep their order: the first of equals survives."""
    records, owner = case
    customers = data.draw(st.permutations([*dict.fromkeys(owner)]))
    rows = [row for customer in customers for row, of in enumerate(owner) if of == customer]
    moved = [rows.index(owner[row]) for row in rows]
    again = merged([records[row] for row in rows], moved)
    found = dict(zip(dict.fromkeys(owner), merged(records, owner), strict=True))
    assert again == [found[customer] for customer in customers]
