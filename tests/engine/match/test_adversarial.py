"""Data made to break matching: bounded work, no giant customer, no crash."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.adversarial import CASES, largest
from tests.engine.match.people import features_of
from zolal.engine import clean
from zolal.engine.match.blocking import candidates
from zolal.engine.match.feature import Features
from zolal.engine.match.stored import score, untrained

ROWS = 20_000
KINDS_OF = {
    "نام": "first_name", "نام خانوادگی": "last_name", "موبایل": "mobile", "تلفن": "landline", "شهر": "city",
    "تاریخ تولد": "birth_date", "نشانی": "address", "ایمیل": "email",
}  # fmt: skip
LARGEST = {"one_record": ROWS, "one_block": 2 * ROWS // 100, "nothing": 0}
"""Where one customer really stands on many rows; in all other cases hardly two rows are of one."""


@pytest.mark.parametrize("case", [name for name in CASES if name not in {"long_names", "mixed_scripts"}])
def test_no_giant_customer_comes_of_it(case: str) -> None:
    rows, most = largest(case, ROWS)
    assert rows == ROWS
    assert most <= LARGEST.get(case, 4)


@pytest.mark.parametrize("case", ["long_names", "mixed_scripts"])
def test_odd_names_of_any_length_are_read_and_compared(case: str) -> None:
    assert largest(case, 2_000)[1] <= 2


@pytest.mark.parametrize("case", ["one_name", "name_alone", "one_telephone", "one_block", "numbers_in_a_row"])
def test_the_pairs_compared_grow_with_the_rows_and_not_with_their_square(case: str) -> None:
    def pairs(rows: int) -> int:
        return len(candidates(features_of_case(case, rows)))

    few, many = pairs(3_000), pairs(12_000)
    assert many <= 60 * 12_000
    assert many <= 8 * max(few, 12_000)


def test_a_value_beside_many_names_makes_nobody_one() -> None:
    """Everybody has the same birth date and address, as where a form fills in what nobody typed."""
    found = clean(CASES["one_block"](2_000)).records
    names = found.group_by("entity").agg(pl.struct("first_name", "last_name").n_unique().alias("names"))
    assert names["names"].max() == 1


@pytest.mark.parametrize("cell", ["", " ", "\x00", "\u200c", "-", "x" * 10_000, "\u202e\u2066", "٪" * 3_000, "عliرضا"])
def test_any_cell_in_every_field_is_matched_without_a_crash(cell: str) -> None:
    columns = ("نام", "نام خانوادگی", "موبایل", "ایمیل", "کد ملی", "تاریخ تولد", "نشانی", "شرکت", "شهر")
    found = clean(pl.DataFrame({column: [cell] * 5 for column in columns}))
    assert found.records.height == 5


TEXT = st.text(max_size=40)
RECORD = st.fixed_dictionaries({"first_name": TEXT, "last_name": TEXT, "email": TEXT, "address": TEXT})


@settings(max_examples=30, deadline=None)
@given(st.lists(RECORD, min_size=2, max_size=6))
def test_whatever_stands_there_a_probability_is_a_probability(records: list[dict[str, str]]) -> None:
    features = features_of(records)
    left = np.zeros(len(records) - 1, dtype=np.int64)
    found = score(untrained(10_000), features, left, np.arange(1, len(records))).probability
    assert ((found >= 0) & (found <= 1)).all()


def features_of_case(case: str, rows: int) -> Features:
    """What matching compares of a case."""
    frame = CASES[case](rows)
    return features_of(frame.rename({header: KINDS_OF[header] for header in frame.columns}).to_dicts())
