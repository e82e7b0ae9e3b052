"""A CSV that opens in a spreadsheet, runs no formula there and gives back every character."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zolal.engine.fields.guard import unguard
from zolal.tables.delimited import write_csv

CELL = st.text(
    st.one_of(st.sampled_from("'=+-@\t\r\n\",; ۱آ\u200c"), st.characters(codec="utf-8", exclude_characters="\0"))
)


def read_back(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [[unguard(cell) for cell in row] for row in csv.reader(file)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELL, CELL)), header=CELL)
def test_every_cell_and_header_comes_back(tmp_path: Path, rows: list[tuple[str, str]], header: str) -> None:
    names = ["number", f"{header}.", f"={header}"]
    table = pl.DataFrame(
        [(n, *row) for n, row in enumerate(rows)],
        schema=dict(zip(names, (pl.Int64, pl.String, pl.String), strict=True)),
        orient="row",
    )
    write_csv(table, tmp_path / "table.csv")

    assert read_back(tmp_path / "table.csv") == [names, *([str(n), *row] for n, row in enumerate(rows))]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+98", "'+98"),
        ("-5", "'-5"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
        (" =1", " =1"),
        ("", ""),
    ],
)
def test_a_cell_that_could_run_gets_one_quote(tmp_path: Path, cell: str, written: str) -> None:
    write_csv(pl.DataFrame({"a": ["first"], "b": [cell]}), tmp_path / "table.csv")

    assert (tmp_path / "table.csv").read_bytes().decode("utf-8-sig") == f"a,b\r\nfirst,{written}\r\n"


def test_a_table_without_rows_has_its_header(tmp_path: Path) -> None:
    write_csv(pl.DataFrame(schema={"row": pl.Int64, "=x": pl.String}), tmp_path / "table.csv")

    assert (tmp_path / "table.csv").read_bytes() == b"\xef\xbb\xbfrow,'=x\r\n"


def test_rows_beyond_one_slice_follow_in_order(tmp_path: Path) -> None:
    count = (1 << 17) + 3
    write_csv(pl.DataFrame({"row": range(count), "b": "x"}), tmp_path / "table.csv")

    lines = (tmp_path / "table.csv").read_text("utf-8-sig").splitlines()
    assert (len(lines), lines[-1], lines.count("row,b")) == (count + 1, f"{count - 1},x", 1)
