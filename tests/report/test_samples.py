"""Samples show the fields that tell why, and nothing that misleads."""

from __future__ import annotations

from collections.abc import Callable

from zolal.engine.pipeline import Cleaned
from zolal.report import samples
from zolal.report.columns import Columns

Run = Callable[..., Cleaned]


def missing(cleaned: Cleaned, row: int) -> dict[str, bool]:
    rows = samples.class_rows(cleaned, "incomplete", Columns(cleaned.profile))
    cells = next(sample["cells"] for sample in rows if sample["row"]["row"] == row)
    return {cell["name"]: cell["missing"] for cell in cells}


def test_a_person_without_a_company_lacks_nothing(run: Run) -> None:
    values = {"first_name": ["علی", ""], "company": ["", ""], "mobile": ["", "09121234567"]}
    cleaned = run(raw=values, values=values, entities=["c1", "c2"], issues=[], pairs=[], ages=None)

    assert missing(cleaned, 1) == {"first_name": False, "company": False, "mobile": True}
    assert missing(cleaned, 2) == {"first_name": True, "company": True, "mobile": False}


def test_a_wrong_value_is_not_missing_but_a_placeholder_is(run: Run) -> None:
    raw = {"first_name": ["", ""], "mobile": ["0912", "ندارد"]}
    issues = [
        ("a.csv", "", 1, "شماره موبایل", "mobile_wrong", "error", "0912", "Wrong.", ""),
        ("a.csv", "", 2, "شماره موبایل", "placeholder", "info", "ندارد", "Nothing.", ""),
    ]
    empty = {"first_name": ["", ""], "mobile": ["", ""]}
    cleaned = run(raw=raw, values=empty, entities=["c1", "c2"], issues=issues, pairs=[], ages=None)

    assert missing(cleaned, 1)["mobile"] is False
    assert missing(cleaned, 2)["mobile"] is True


def test_the_most_frequent_sort_of_issue_comes_first_with_its_count(run: Run) -> None:
    def issue(row: int, column: str, severity: str) -> tuple[object, ...]:
        return ("a.csv", "", row, column, f"{column}_wrong", severity, "x", "Wrong.", "y")

    issues = [issue(1, "نام", "error"), issue(2, "مبلغ", "error"), issue(3, "مبلغ", "error"), issue(4, "نام", "info")]
    cleaned = run(issues=issues)

    counted = [(i["column"], i["count"], i["row"]) for i in samples.faults(cleaned.issues, "error")]
    assert counted == [("مبلغ", 2, 2), ("نام", 1, 1)]
    assert [i["row"] for i in samples.faults(cleaned.issues, "info")] == [4]


def test_rows_side_by_side_show_what_tells_customers_apart(run: Run) -> None:
    cleaned = run()

    names = [field["name"] for field in samples.merged(cleaned, Columns(cleaned.profile))[0]["fields"]]
    assert names == ["first_name", "mobile", "birth_date"]  # and not the money they spent


def test_a_pair_is_found_again_in_its_own_file(run: Run) -> None:
    cleaned = run()
    asked = samples.to_ask(cleaned, Columns(cleaned.profile))

    assert [[row["row"] for row in pair["rows"]] for pair in asked] == [[1, 3]]
    assert {field["name"]: field["written"] for field in asked[0]["fields"]}["first_name"] == ["علي", "رضا"]
