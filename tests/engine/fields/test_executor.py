"""One rule for a cell and for a million."""

from __future__ import annotations

import polars as pl
import pytest

from zolal.engine.fields import KINDS
from zolal.engine.fields.email import EMAIL
from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.kind import EMPTY, Parsed
from zolal.engine.fields.mobile import MOBILE
from zolal.engine.fields.national_id import NATIONAL_ID


def test_a_guarding_quote_of_our_own_export_is_no_fault() -> None:
    assert parse_cell(MOBILE, "'+14155552671") == Parsed("+14155552671", "+14155552671")


def test_blank_cells_are_empty_without_an_issue() -> None:
    assert parse_cell(MOBILE, " \t") == EMPTY


def test_placeholders_become_empty_and_are_told() -> None:
    assert parse_cell(EMAIL, "ندارد") == Parsed(code="placeholder")


@pytest.mark.parametrize("kind", ["first_name", "last_name", "company", "job_title", "city", "province", "address"])
@pytest.mark.parametrize("cell", ["0", "۰", "000", "0.0"])
def test_where_words_are_meant_a_zero_says_nothing(kind: str, cell: str) -> None:
    assert parse_cell(KINDS[kind], cell) == Parsed(code="placeholder")
    table = parse_column(KINDS[kind], pl.Series([cell, "زنجان"]))
    assert table["code"].to_list() == ["placeholder", ""]
    assert table["value"].to_list() == ["", "زنجان"]


def test_several_values_of_our_own_export_are_read_one_by_one() -> None:
    both = "0499370899 | 0790419904"
    assert parse_cell(NATIONAL_ID, both) == Parsed(both, both)


def test_the_gravest_issue_of_several_values_stands() -> None:
    found = parse_cell(NATIONAL_ID, "499370899 | 0790419905")
    assert found == Parsed("0499370899", "0499370899 | 0790419905", "national_id_invalid")


def test_rows_keep_their_order_and_number() -> None:
    cells = ["x", "09122002580", None, "ندارد", "x", "+989122002580", "'+14155552671"]
    table = parse_column(MOBILE, pl.Series(cells))
    assert table["value"].to_list() == ["", "09122002580", "", "", "", "09122002580", "+14155552671"]
    assert table["code"].to_list() == ["mobile_invalid", "", "", "placeholder", "mobile_invalid", "phone_form", ""]
    assert sum(table.null_count().row(0)) == 0
