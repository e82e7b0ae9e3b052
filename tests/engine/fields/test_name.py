"""Names: kept as shown without titles, compared without Seyed and Sadat."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.kind import EMPTY, Kind, Parsed
from zolal.engine.fields.name import FIRST_NAME, LAST_NAME, NAME

KINDS = [FIRST_NAME, LAST_NAME, NAME]
OF_EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@OF_EVERY_KIND
@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("علی", Parsed("علی", "علی")),
        ("علي", Parsed("علی", "علی", "text_form", "علی")),
        (" علی  رضا ", Parsed("علی رضا", "علی رضا", "text_form", "علی رضا")),
        ("علی‌رضا", Parsed("علی‌رضا", "علیرضا")),
        ("سید علی", Parsed("سید علی", "علی")),
        ("زهرا سادات", Parsed("زهرا سادات", "زهرا")),
        ("آقای دكتر علي", Parsed("علی", "علی", "name_title", "علی")),
        ("Dr. Ali", Parsed("Ali", "ali", "name_title", "Ali")),
        ("دکتر", Parsed("دکتر", "دکتر")),
        ("Ali Mohammadi", Parsed("Ali Mohammadi", "ali mohammadi")),
        ("علی ۲", Parsed("علی ۲", "علی 2", "name_with_digits")),
        ("09121234567", Parsed(code="name_without_letters")),
        ("۱۲۳ - ۴", Parsed(code="name_without_letters")),
    ],
)
def test_what_becomes_of_a_name(kind: Kind, written: str, found: Parsed) -> None:
    assert parse_cell(kind, written) == found


@OF_EVERY_KIND
@pytest.mark.parametrize(
    ("written", "found"),
    [("", EMPTY), (" ", EMPTY), *((cell, Parsed(code="placeholder")) for cell in ("-", "؟", "ندارد", "N/A"))],
)
def test_nothing_said_is_no_name(kind: Kind, written: str, found: Parsed) -> None:
    assert parse_cell(kind, written) == found


@OF_EVERY_KIND
def test_the_examples_read_as_they_promise(kind: Kind) -> None:
    for written, normal in kind.examples:
        assert parse_cell(kind, written).value == normal


CELLS = st.lists(st.sampled_from("دكتر سید علي علی‌رضا محمدی Ali \u200c".split(" ")), max_size=4).map(" ".join)


@OF_EVERY_KIND
@given(cell=CELLS | st.text(max_size=16))
def test_a_name_in_its_normal_form_stays_as_it_is(kind: Kind, cell: str) -> None:
    once = parse_cell(kind, cell)
    again = parse_cell(kind, once.value)
    assert again.value == once.value
    assert again.code in ("", "name_with_digits")


@OF_EVERY_KIND
@given(cells=st.lists(CELLS | st.text(max_size=16), max_size=6))
def test_a_column_is_read_as_its_cells_are(kind: Kind, cells: list[str]) -> None:
    column = parse_column(kind, pl.Series(cells, dtype=pl.String))
    single = [parse_cell(kind, cell) for cell in cells]
    assert column.rows() == [(one.value, one.key, one.code, one.proposal) for one in single]


def test_given_names_and_whole_names_are_recognised_by_their_cells() -> None:
    given_names = ["علی", "زهرا", "علی‌رضا", "مریم"]
    whole = ["علی محمدی", "سید رضا کریمی", "گودرزی زهرا", "مریم حسین زاده"]
    assert FIRST_NAME.recognise(given_names) > 0.8 > FIRST_NAME.recognise(whole)
    assert NAME.recognise(whole) > 0.8 > NAME.recognise(given_names)
    assert NAME.recognise(["شرکت آریا صنعت", "خیابان آزادی", "تماس بگیرید"]) < 0.5
