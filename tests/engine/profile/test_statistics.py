"""The profile of a column tells what is in it before anybody reads a row."""

import json
import statistics as reference
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.kind import Kind, Parsed
from zolal.engine.profile.statistics import profile_column
from zolal.engine.records import Rule

FAULTS = {"wrong": "value", "form": "format", "odd": "value", "placeholder": "value"}
RULES = (Rule("wrong", "error", "value", ""), Rule("form", "info", "format", ""), Rule("odd", "info", "value", ""))


def profile(
    raw: list[str], *, value: list[str] | None = None, code: list[str] | None = None, measure: str = "text"
) -> dict[str, Any]:
    kind = Kind("k", "K", (), (), lambda cell, context: Parsed(), rules=RULES, measure=measure)
    return profile_column(
        raw=pl.Series("raw", raw, dtype=pl.String),
        value=pl.Series("value", raw if value is None else value, dtype=pl.String),
        code=pl.Series("code", code or [""] * len(raw), dtype=pl.String),
        kind=kind,
        faults=FAULTS,
    )


def test_fill_counts_neither_blanks_nor_placeholders() -> None:
    column = profile(["a", "", "  ", "ندارد"], value=["a", "", "", ""], code=["", "", "", "placeholder"])
    assert (column["rows"], column["filled"], column["fill"], column["placeholders"]) == (4, 1, 0.25, 1)
    assert column["wrong_value"] == 0


def test_wrong_values_and_wrong_forms_are_told_apart() -> None:
    column = profile(["a", "b", "c", "d"], value=["a", "", "c", "d"], code=["", "wrong", "form", "odd"])
    assert (column["wrong_value"], column["wrong_format"], column["valid"]) == (1, 1, 3)
    assert column["valid_share"] == 0.75
    assert column["issues"] == [
        {"code": "form", "fault": "format", "count": 1},
        {"code": "odd", "fault": "value", "count": 1},
        {"code": "wrong", "fault": "value", "count": 1},
    ]


def test_frequent_values_are_those_that_repeat_most_frequent_first() -> None:
    column = profile(["web", "crm", "web", "shop", "crm", "web"])
    assert column["frequent"] == [
        {"value": "web", "count": 3, "share": 0.5},
        {"value": "crm", "count": 2, "share": 0.333333},
    ]
    assert (column["distinct"], column["distinct_share"]) == (3, 0.5)


def test_patterns_count_the_ways_of_writing() -> None:
    patterns = profile(["0912", "۰۹۱۲", "0935"])["patterns"]
    assert patterns["distinct"] == 2
    assert patterns["top"][0] == {"pattern": "9999", "count": 2, "share": 0.666667}


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("average", 22), ("median", 3), ("stdev", 43.62), ("min", 1), ("max", 100), ("q1", 2), ("q3", 4), ("count", 5)],
)
def test_numbers_get_the_figures_a_spreadsheet_gives(figure: str, expected: float) -> None:
    statistics = profile(["1", "2", "3", "4", "100"], measure="number")["statistics"]
    assert statistics["of"] == "value"
    assert statistics[figure] == expected


def test_an_amount_far_from_all_others_is_an_outlier() -> None:
    outliers = profile(["10", "11", "12", "13", "14", "9000", "-500"], measure="number")["outliers"]
    assert outliers["rule"] == "3 × IQR"
    assert outliers["count"] == 2
    assert outliers["examples"] == ["9000", "-500"]


def test_no_outlier_is_claimed_where_nearly_all_values_are_one() -> None:
    assert profile(["5", "5", "5", "5", "9"], measure="number")["outliers"] is None


def test_dates_stay_dates_and_their_spread_is_in_days() -> None:
    statistics = profile(["2024-03-20", "2024-03-22", "2024-03-21"], measure="date")["statistics"]
    assert statistics["average"] == statistics["median"] == "2024-03-21"
    assert (statistics["min"], statistics["max"], statistics["stdev"]) == ("2024-03-20", "2024-03-22", 1)


def test_text_is_measured_by_its_length() -> None:
    statistics = profile(["علی", "رضا", "محمدحسین"])["statistics"]
    assert (statistics["of"], statistics["min"], statistics["max"]) == ("length", 3, 8)


def test_a_category_has_no_average() -> None:
    assert profile(["a", "b"], measure="category")["statistics"] is None


@pytest.mark.parametrize("measure", ["text", "number", "date", "category"])
@pytest.mark.parametrize("raw", [[], ["", ""]])
def test_an_empty_column_has_a_profile_too(raw: list[str], measure: str) -> None:
    column = profile(raw, measure=measure)
    assert (column["fill"], column["statistics"], column["outliers"]) == (0.0, None, None)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=30))
def test_figures_agree_with_the_standard_library(numbers: list[int]) -> None:
    statistics = profile([str(n) for n in numbers], measure="number")["statistics"]
    assert statistics["average"] == pytest.approx(reference.mean(numbers), abs=0.01, rel=1e-3)
    assert statistics["median"] == pytest.approx(reference.median(numbers), abs=0.01, rel=1e-3)
    assert statistics["stdev"] == pytest.approx(reference.stdev(numbers), abs=0.01, rel=1e-3)


@given(st.lists(st.text(max_size=12), max_size=20), st.sampled_from(["text", "number", "date", "category"]))
def test_any_column_gives_json_without_nan(raw: list[str], measure: str) -> None:
    json.dumps(profile(raw, measure=measure), allow_nan=False)
