"""The figures of a whole database, and what to do first."""

import json
from typing import Any

import polars as pl
import pytest

from zolal.engine.score import score_database, score_records, summarise

ISSUE_COLUMNS = ("file", "sheet", "row", "column", "code", "severity", "value", "message", "proposal")
VALUES = pl.DataFrame(
    {
        "name": ["علی", "رضا", "علی", "مینا", ""],
        "mobile": ["1", "2", "1", "", ""],
        "email": ["a", "", "a", "", ""],
        "city": ["تهران", "", "", "", ""],
    }
)
SEVERITY = pl.DataFrame({name: [""] * 5 for name in VALUES.columns} | {"mobile": ["", "", "", "error", ""]})
DUPLICATE = pl.Series([False, False, True, False, False])
AGE = pl.Series([10, 3000, None, 800, 20])


def summary(*, age: pl.Series | None = AGE, issues: list[tuple[Any, ...]] | None = None) -> dict[str, Any]:
    found = issues or [("a.csv", "", 4, "موبایل", "mobile_wrong", "error", "091", "Too short.", "")]
    frames: dict[str, Any] = {"values": VALUES, "severity": SEVERITY, "duplicate": DUPLICATE, "age_days": age}
    essential = ("name", "mobile", "email")
    quality = score_records(essential=essential, **frames)
    return summarise(
        essential=essential,
        **frames,
        quality=quality,
        records=pl.DataFrame({"file": ["a.csv"] * 5, "sheet": [""] * 5, "entity": ["c1", "c2", "c1", "c3", "c4"]}),
        issues=pl.DataFrame(found, schema=ISSUE_COLUMNS, orient="row"),
        duplicates=pl.DataFrame({"decision": ["same", "ask"]}),
        as_of="2026-11-21",
    )


def test_the_four_classes_count_rows_and_name_some() -> None:
    classes = summary()["classes"]
    assert classes["duplicate"] == {"rows": 1, "share": 0.2, "samples": [2]}
    assert classes["invalid"] == {"rows": 1, "share": 0.2, "samples": [3]}
    assert classes["old"] == {"rows": 2, "share": 0.4, "samples": [1, 3]}
    assert classes["incomplete"] == {"rows": 3, "share": 0.6, "samples": [1, 3, 4]}


def test_without_dates_old_cannot_be_told() -> None:
    found = summary(age=None)
    assert found["classes"]["old"] is None
    assert "freshness" not in [part["part"] for part in found["score"]["parts"]]


def test_both_scopes_have_completeness_validity_and_their_product() -> None:
    scopes = summary()["scopes"]
    assert scopes["essential"]["completeness"] == pytest.approx(10 / 15, abs=1e-4)
    assert scopes["all"]["completeness"] == pytest.approx(11 / 20, abs=1e-4)
    assert scopes["essential"]["validity"] == pytest.approx(9 / 10, abs=1e-4)
    assert scopes["essential"]["accuracy"] == pytest.approx(0.6, abs=1e-4)


def test_the_benchmark_is_the_study_s() -> None:
    assert summary()["benchmark"] == {
        "line": 0.75,
        "firms_above": {"all": 0.521, "essential": 0.231},
        "study": "Jim Dickie",
    }


def test_a_driver_says_how_much_the_score_would_rise() -> None:
    found = summary(age=None)
    fill = next(d for d in found["drivers"] if (d["action"], d["column"]) == ("fill", "email"))
    filled = VALUES.with_columns(email=pl.lit("x"))
    before, after = (
        score_records(
            values=v, severity=SEVERITY, essential=("name", "mobile", "email"), duplicate=DUPLICATE, age_days=None
        )["completeness"].to_list()
        for v in (VALUES, filled)
    )
    assert fill["rows"] == 3
    assert fill["gain"] == pytest.approx(100 * 0.45 / 0.9 * (sum(after) - sum(before)) / 5, abs=0.01)
    assert [d["gain"] for d in found["drivers"]] == sorted((d["gain"] for d in found["drivers"]), reverse=True)


def test_groups_tell_how_many_rows_are_spared() -> None:
    found = summary()
    assert (found["rows"], found["customers"]) == (5, 4)
    assert found["groups"] == {"sizes": [{"size": 2, "groups": 1}], "groups": 1, "rows": 2, "largest": 2, "spared": 1}
    assert found["pairs"] == {"same": 1, "ask": 1}


def test_issues_are_counted_by_column_and_code_with_an_example() -> None:
    rows = [("a.csv", "", n, "نام", "text_form", "info", f"علي{n}", "Letters.", f"علی{n}") for n in (1, 2)]
    found = summary(issues=[*rows, ("a.csv", "", 4, "موبایل", "mobile_wrong", "error", "091", "Too short.", "")])
    names, mobiles = found["issues"]
    assert (names["column"], names["total"], names["errors"], names["infos"]) == ("نام", 2, 0, 2)
    assert names["codes"][0] | {"count": 2, "value": "علي1", "proposal": "علی1"} == names["codes"][0]
    assert (mobiles["column"], mobiles["errors"]) == ("موبایل", 1)


def test_a_fault_in_a_fifth_of_the_rows_is_a_habit_of_the_source() -> None:
    assert [(habit["code"], habit["share"]) for habit in summary()["systematic"]] == [("mobile_wrong", 0.2)]


def test_each_file_answers_for_itself() -> None:
    assert summary()["files"][0] | {"file": "a.csv", "rows": 5, "invalid": 1} == summary()["files"][0]


def test_a_missing_essential_column_is_named() -> None:
    quality = score_records(values=VALUES, severity=SEVERITY, essential=("sheba",), duplicate=DUPLICATE, age_days=None)
    found = score_database(
        values=VALUES, severity=SEVERITY, essential=("sheba",), duplicate=DUPLICATE, age_days=None, quality=quality
    )
    assert found["absent"] == ["sheba"]
    assert found["scopes"]["essential"] == {"columns": [], "completeness": 0.0, "validity": 0.0, "accuracy": 0.0}
    assert found["classes"]["incomplete"]["rows"] == 5


def test_the_summary_is_ready_for_json() -> None:
    json.dumps(summary(), allow_nan=False)
