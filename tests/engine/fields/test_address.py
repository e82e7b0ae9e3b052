"""One address in its many abbreviations has one key."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.address import ADDRESS
from zolal.engine.fields.address_key import address_key
from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.kind import NO_CONTEXT


@pytest.mark.parametrize(
    ("address", "compared"),
    [
        ("خیابان آزادی، کوچه نرگس، پلاک 12، واحد 3", "ازادی نرگس p12 u3"),
        ("خ آزادی ک نرگس پ ۱۲", "ازادی نرگس p12"),
        ("خ. آزادي کوچه نرگس پ۱۲ واحد۳", "ازادی نرگس p12 u3"),
        ("آزادی، نرگس، پلاک ۰۱۲، طبقه 2", "ازادی نرگس p12 f2"),
        ("بلوار کشاورز 12", "کشاورز 12"),
        ("خیابان", "خیابان"),
        ("12 Main Street, Flat 4b", "12 main u4 b"),
        ("12 main st. flt 4b", "12 main u4 b"),
        ("giblin crescent", "giblin"),
        ("", ""),
    ],
)
def test_generic_words_fall_away_and_numbers_say_what_they_number(address: str, compared: str) -> None:
    assert address_key(address) == compared
    assert parse_column(ADDRESS, pl.Series([address]))["key"].to_list() == [compared]


def test_the_plate_is_not_the_unit() -> None:
    assert address_key("آزادی پلاک 3") != address_key("آزادی واحد 3")


words = st.sampled_from(
    (
        "خیابان خ. خ آزادي آزادی ك کوچه ک، پلاک پ پ۱۲ واحد واحد۳ طبقه ط و ، - ( ) "
        "12 ۰۱۲ 007 0 00 12/1 4b b4 Main St street No. no flat apt"
    ).split()
)
addresses = st.lists(st.one_of(words, st.text("آیيئسp09۰۹ \u200c،./-", max_size=4)), max_size=7).map(" ".join)


@given(st.lists(st.one_of(addresses, st.text(max_size=20)), max_size=8))
def test_a_column_is_read_as_its_cells_are(cells: list[str]) -> None:
    single = [parse_cell(ADDRESS, cell) for cell in cells]
    column = parse_column(ADDRESS, pl.Series(cells, dtype=pl.String))
    assert column.rows() == [(one.value, one.key, one.code, one.proposal) for one in single]


def test_common_addresses_take_the_fast_path() -> None:
    cells = pl.DataFrame({"cell": ["خ. آزادي، ک نرگس پ ۱۲", "12 Main St", "خیابان ۱۲", "آزادی\u200cها ۱۲"]})
    answers = cells.select(ADDRESS.fast(pl.col("cell"), NO_CONTEXT).alias("answer")).unnest("answer")
    assert answers["code"].is_null().to_list() == [False, False, False, True]


@given(addresses)
def test_the_text_itself_is_kept(cell: str) -> None:
    once = ADDRESS.parse(cell, NO_CONTEXT)
    again = ADDRESS.parse(once.value, NO_CONTEXT)
    assert (again.value, again.key, again.code) == (once.value, once.key, "")
