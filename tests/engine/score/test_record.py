"""A record's quality is a number one can follow."""

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.score import score_records

ESSENTIAL = ("name", "mobile", "email")
FULL = {"first_name": "علی", "mobile": "09121234567", "email": "a@b.ir", "city": "تهران"}


def score(
    record: dict[str, str],
    *,
    severity: dict[str, str] | None = None,
    essential: Sequence[str] = ESSENTIAL,
    duplicate: bool = False,
    age: int | None = None,
) -> dict[str, float]:
    faults = {name: (severity or {}).get(name, "") for name in record}
    scores = score_records(
        values=pl.DataFrame([record]),
        severity=pl.DataFrame([faults]),
        essential=essential,
        duplicate=pl.Series([duplicate]),
        age_days=None if age is None else pl.Series([age]),
    )
    return scores.row(0, named=True)


def without(*names: str, **others: str) -> dict[str, str]:
    return {name: "" if name in names else value for name, value in (FULL | others).items()}


def test_a_full_right_fresh_single_record_is_perfect() -> None:
    assert score(FULL, age=10)["quality"] == 100
    assert score(FULL)["quality"] == 100


def test_an_essential_field_weighs_more_than_any_other() -> None:
    assert score(without("email"))["quality"] < score(without("city"))["quality"] < 100


@pytest.mark.parametrize("name", ["first_name", "last_name", "name", "company"])
def test_any_of_the_names_is_a_name(name: str) -> None:
    assert score({name: "x", "mobile": "1", "email": "e"})["completeness"] == pytest.approx(1)


def test_a_mixed_phone_column_stands_for_the_mobile() -> None:
    assert score({"name": "x", "phone": "1", "email": "e"})["completeness"] == pytest.approx(1)


def test_a_second_mobile_is_no_field_of_its_own() -> None:
    assert score(FULL | {"mobile_2": ""})["completeness"] == pytest.approx(1)
    assert score(without("mobile", mobile_2="09121234567"))["completeness"] == pytest.approx(1)


def test_an_essential_field_the_file_lacks_is_missing() -> None:
    assert score({"name": "x", "mobile": "1"})["completeness"] == pytest.approx(2 / 3)


def test_errors_cost_more_than_warnings_and_notes_nothing() -> None:
    error = score(FULL, severity={"mobile": "error"})["quality"]
    warning = score(FULL, severity={"mobile": "warning"})["quality"]
    assert error < warning < 100
    assert score(FULL, severity={"mobile": "info"})["quality"] == 100


def test_a_wrong_value_is_invalid_not_missing() -> None:
    wrong = score(without("mobile"), severity={"mobile": "error"})
    assert wrong["completeness"] == pytest.approx(1)
    assert wrong["validity"] == pytest.approx(1 - 3 / 10)


@pytest.mark.parametrize(("age", "freshness"), [(0, 1), (365, 1), (3 * 365, 0.5), (5 * 365, 0), (20_000, 0)])
def test_freshness_fades_from_one_year_to_five(age: int, freshness: float) -> None:
    assert score(FULL, age=age)["freshness"] == pytest.approx(freshness)


def test_a_duplicate_is_worth_less() -> None:
    assert score(FULL, duplicate=True)["uniqueness"] == 0
    assert score(FULL, duplicate=True)["quality"] < 100


def test_an_empty_record_is_worth_next_to_nothing() -> None:
    assert score(dict.fromkeys(FULL, ""))["quality"] == 11  # it is unique, that is all


def test_a_record_can_be_scored_without_essential_fields() -> None:
    assert score(without("city"), essential=())["completeness"] == pytest.approx(0.75)


@given(
    st.fixed_dictionaries({name: st.sampled_from(["", "x"]) for name in FULL}),
    st.fixed_dictionaries({name: st.sampled_from(["", "info", "warning", "error"]) for name in FULL}),
    st.booleans(),
    st.one_of(st.none(), st.integers(-100, 10_000)),
)
def test_quality_stays_between_0_and_100(
    record: dict[str, str], severity: dict[str, str], duplicate: bool, age: int | None
) -> None:
    scores = score(record, severity=severity, duplicate=duplicate, age=age)
    assert 0 <= scores["quality"] <= 100
    assert all(0 <= part <= 1 for name, part in scores.items() if name != "quality" and part is not None)


@given(st.fixed_dictionaries({name: st.sampled_from(["", "x"]) for name in FULL}), st.sampled_from(sorted(FULL)))
def test_filling_a_gap_never_lowers_the_quality(record: dict[str, str], name: str) -> None:
    assert score(record | {name: "x"})["quality"] >= score(record)["quality"]
