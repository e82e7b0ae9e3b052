"""Every figure on the page, counted again from the CSV files of the same run and from nothing else."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from zolal import demo
from zolal.cleaning.outputs import write_outputs
from zolal.engine.fields.guard import unguard
from zolal.engine.pipeline import Cleaned, Options, clean
from zolal.i18n import Language, translator
from zolal.report import samples
from zolal.report.columns import Columns
from zolal.report.show import Show

Row = dict[str, str]

ROWS = 700
CAN_FILL = {"name": ("name", "first_name", "last_name", "company"), "mobile": ("mobile", "phone"), "email": ("email",)}
BETWEEN_FIELDS = {"names_swapped", "place_conflict"}
"""Warnings about two fields at once: no single cell is worse for them."""


@dataclass
class Run:
    """The files of a run, read as a user's own program would read them."""

    folder: Path
    source: Path
    cleaned: Cleaned

    def table(self, name: str) -> list[Row]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def records(self) -> list[Row]:
        return self.table("records.csv")

    @cached_property
    def issues(self) -> list[Row]:
        return self.table("issues.csv")

    @cached_property
    def profile(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = json.loads((self.folder / "profile.json").read_text("utf-8"))["columns"]
        return entries

    @cached_property
    def html(self) -> str:
        return (self.folder / "report.html").read_text("utf-8")

    @cached_property
    def headers(self) -> dict[str, str]:
        """The header of every output column."""
        return {entry["name"]: entry["origins"][0]["header"] for entry in self.profile}

    @cached_property
    def found(self) -> dict[tuple[str, str], set[tuple[str, str]]]:
        """Severities and codes by row and header."""
        cells: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for issue in self.issues:
            cells.setdefault((issue["row"], issue["column"]), set()).add((issue["severity"], issue["code"]))
        return cells

    def faults(self, row: Row, column: str) -> list[str]:
        """Severities of what is wrong with one cell."""
        cell = self.found.get((row["row"], self.headers[column]), set())
        return [severity for severity, code in cell if severity != "info" and code not in BETWEEN_FIELDS]

    def there(self, row: Row, column: str) -> bool:
        return bool(row[column] or self.faults(row, column))

    def section(self, name: str) -> str:
        return self.html.split(f'<section id="{name}"')[1].split("</section>")[0]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("figures")
    source = demo.write(folder / "customers.csv", rows=ROWS, seed=11).path
    cleaned = clean(source)
    out = folder / "clean"
    out.mkdir()
    write_outputs(cleaned, out, lang="en", translate=str, progress=lambda stage, share: None)
    return Run(out, Path(source), cleaned)


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def tile(run: Run, name: str) -> int:
    found = re.search(rf'<li class="{name}">.*?<strong>([\d,]+)</strong>', run.html, re.DOTALL)
    assert found
    return int(found[1].replace(",", ""))


def test_rows_customers_and_duplicates(run: Run) -> None:
    customers = {row["entity"] for row in run.records}
    summary = run.cleaned.summary

    assert summary["rows"] == len(run.records) == ROWS
    assert summary["customers"] == len(customers) == len(run.table("customers.csv"))
    assert tile(run, "duplicate") == len(run.records) - len(customers) == summary["groups"]["spared"]
    assert f"Rows: {ROWS}. Customers: {len(customers)}." in text_of(run.section("score"))


def test_pairs_to_ask(run: Run) -> None:
    decisions = Counter(pair["decision"] for pair in run.table("duplicates.csv"))

    assert run.cleaned.summary["pairs"] == decisions
    assert f"only you can judge: {decisions['ask']}." in text_of(run.section("score"))


def test_sizes_of_groups(run: Run) -> None:
    sizes = Counter(Counter(row["entity"] for row in run.records).values())
    shown = re.findall(r'<th scope="row">(\d+)</th><td><span class="value">(\d+)</span>', run.section("duplicates"))

    assert {int(size): int(count) for size, count in shown} == {s: n for s, n in sizes.items() if s > 1}


def test_invalid_rows(run: Run) -> None:
    wrong = {issue["row"] for issue in run.issues if issue["severity"] == "error"}

    assert wrong
    assert tile(run, "invalid") == len(wrong)


def test_old_rows(run: Run) -> None:
    dates = [entry["name"] for entry in run.profile if entry["kind"] == "date"]
    newest = [max((row[column][:10] for column in dates), default="") for row in run.records]
    as_of = date.fromisoformat(max(newest))
    old = [day for day in newest if day and (as_of - date.fromisoformat(day)).days > 2 * 365]

    assert run.cleaned.summary["as_of"] == as_of.isoformat()
    assert old
    assert tile(run, "old") == len(old)


def essential(run: Run) -> list[list[str]]:
    return [[c for c in run.headers if re.sub(r"_\d+$", "", c) in kinds] for kinds in CAN_FILL.values()]


def test_incomplete_rows(run: Run) -> None:
    fields = essential(run)
    incomplete = [row for row in run.records if not all(any(run.there(row, c) for c in field) for field in fields)]

    assert run.cleaned.summary["essential"] == list(CAN_FILL)
    assert tile(run, "incomplete") == len(incomplete)


@pytest.mark.parametrize("scope", ["all", "essential"])
def test_completeness_validity_and_accuracy(run: Run, scope: str) -> None:
    fields = essential(run)
    if scope == "all":
        others: dict[str, list[str]] = {}
        for column in run.headers:
            if not any(column in field for field in fields):
                others.setdefault(re.sub(r"_\d+$", "", column), []).append(column)
        fields = [*fields, *others.values()]
    cells = [(row, column) for row in run.records for field in fields for column in field]
    written = sum(run.there(row, column) for row, column in cells)
    lost = sum({"error": 1.0, "warning": 0.5}[fault] for cell in cells for fault in run.faults(*cell))
    full = sum(any(run.there(row, column) for column in field) for row in run.records for field in fields)

    figures = run.cleaned.summary["scopes"][scope]
    assert figures["completeness"] == pytest.approx(full / (len(fields) * ROWS), abs=1e-4)
    assert figures["validity"] == pytest.approx(1 - lost / written, abs=1e-4)
    assert figures["accuracy"] == pytest.approx(figures["completeness"] * figures["validity"], abs=1e-4)
    shown = text_of(run.section("accuracy"))
    assert all(f"{figures[name]:.1%}" in shown for name in ("completeness", "validity", "accuracy"))


def test_fill_of_every_column(run: Run) -> None:
    for entry in run.profile:
        header = run.headers[entry["name"]]
        filled = [
            row
            for row in run.records
            if unguard(row[f"raw:{header}"]).strip()
            and ("info", "placeholder") not in run.found.get((row["row"], header), set())
        ]
        assert entry["filled"] == len(filled)
        assert entry["fill"] == pytest.approx(len(filled) / ROWS, abs=1e-4)


def test_issues_by_column(run: Run) -> None:
    counts = Counter((issue["column"], issue["severity"]) for issue in run.issues)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", run.section("issues").split("</table>")[0], re.DOTALL)

    shown = {}
    for row in rows:
        header, *figures = [part for part in text_of(re.sub(r"</(th|td)>", "¦", row)).split("¦") if part.strip()]
        shown[header.strip()] = [int(figure.replace(",", "")) for figure in figures]
    assert shown == {
        column: [counts[column, severity] for severity in ("error", "warning", "info")] for column, _ in counts
    }


def test_quality_is_the_mean_of_the_rows(run: Run) -> None:
    mean = sum(int(row["quality"]) for row in run.records) / ROWS

    assert run.cleaned.summary["score"]["quality"] == pytest.approx(mean, abs=0.05)
    assert f"Score: {mean:.0f} of 100" in run.html


def test_samples_show_what_was_written_and_what_became_of_it(run: Run) -> None:
    with run.source.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    kept = {row["entity"]: row for row in run.table("customers.csv")}
    columns = Columns(run.cleaned.profile)

    merged = samples.merged(run.cleaned, columns)
    assert merged
    for customer in merged:
        for field in customer["fields"]:
            header = run.headers[field["name"]]
            assert field["written"] == [written[row["row"] - 1][header] for row in customer["rows"]]
            assert field["value"] == unguard(kept[customer["rows"][0]["entity"]][field["name"]])
    for name in ("old", "incomplete"):
        for sample in samples.class_rows(run.cleaned, name, columns):
            for cell in sample["cells"]:
                assert cell["raw"] == written[sample["row"]["row"] - 1][run.headers[cell["name"]]]
                assert cell["value"] == unguard(run.records[sample["row"]["row"] - 1][cell["name"]])


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_reason_of_a_pair_is_told_as_for_or_against(run: Run, lang: Language) -> None:
    explained = clean(run.source, options=Options(translate=translator(lang))).duplicates["explanation"]

    told = [step for text in explained for step in Show(lang, translator(lang)).steps(text).steps]
    assert {step.side for step in told} >= {"for", "against"}
    assert not [step.clause for step in told if re.search(r"[+-]?\d", step.clause)]


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_a_sort_of_issues_is_counted_and_its_example_stands_in_the_file(run: Run, severity: str) -> None:
    counts = Counter(
        (issue["column"], issue["code"])
        for issue in run.issues
        if issue["severity"] == severity and (severity != "info" or issue["proposal"])
    )

    found = samples.faults(run.cleaned.issues, severity)
    assert found
    for issue in found:
        assert issue["count"] == counts[issue["column"], issue["code"]]
        example = [str(issue[name]) for name in ("row", "column", "code", "value", "proposal")]
        assert example in [
            [i["row"], i["column"], i["code"], unguard(i["value"]), unguard(i["proposal"])] for i in run.issues
        ]
