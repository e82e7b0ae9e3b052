"""Cells that a spreadsheet must not run come back as they were."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.guard import guard, guarded, unguard, unguarded

CELLS = st.text(st.one_of(st.sampled_from("'=+-@\t\r\n0a"), st.characters(exclude_categories=["Cs"])), max_size=5)


@pytest.mark.parametrize("cell", ["=1+1", "+98912", "-5", "@shop", "\tx", "\rx", "'=1", "''+1"])
def test_risky_cells_get_one_quote(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "'", "'0912", "0912", " =1", "a=b", "''", "\n=1"])
def test_other_cells_stay(cell: str) -> None:
    assert guard(cell) == unguard(cell) == cell


@given(CELLS)
def test_taking_the_guard_off_gives_the_text_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(st.lists(CELLS, max_size=6))
def test_columns_are_guarded_as_their_cells_are(cells: list[str]) -> None:
    column = pl.Series("cell", cells, dtype=pl.String)
    assert column.to_frame().select(guarded(pl.col("cell"))).to_series().to_list() == [guard(cell) for cell in cells]
    assert unguarded(column).to_list() == [unguard(cell) for cell in cells]
