"""What holds for every table, however messy."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from zolal.engine.pipeline import clean
from zolal.engine.pipeline.rules import EVERY_RULE

CELLS = {
    "نام": ["علی", "علي ", "Ali", "سید علی", "آقای علی", "زهرا", "محمدی", "علی محمدی", "۱۲", "-"],
    "نام خانوادگی": ["محمدی", "Mohammadi", "علی محمدی", "علی", "حسین‌ زاده", "؟"],
    "موبایل": ["09121111111", "+98 912 111 1111", "۰۹۱۲۱۱۱۱۱۱۲", "9121111111.0", "0912", "09121111111 / 09352222222"],
    "ایمیل": ["ali@gmail.com", "ALI@gamil.com", "ali@", "a b@x.ir", "ندارد"],
    "کد ملی": ["0013542419", "13542419", "0084575948", "1111111111", "۰۰۱۳۵۴۲۴۱۹"],
    "شهر": ["تهران", "Tehran", "شیراز", "ناکجا"],
    "استان": ["تهران", "استان فارس", "Fars"],
    "تلفن ثابت": ["021-88881234", "88881234", "02188881234-5", "12"],
    "تاریخ تولد": ["1365/03/12", "۱۳۶۵/۳/۱۲", "1986-06-02", "65/3/12", "31/02/1365", "1365"],
    "مبلغ": ["1,200", "300 تومان", "دو هزار", "-5"],
    "توضیحات": ["=1+1", "'", "a | b", "\u200c", "بعداً"],
}
FEWER = settings(max_examples=20)  # each is a whole run
MISSING = ["", "", "ندارد", " "]


@st.composite
def tables(draw: st.DrawFn) -> pl.DataFrame:
    """A few rows of a few columns: whole, broken, empty and odd cells, and rows that stand there twice."""
    headers = draw(st.lists(st.sampled_from([*CELLS]), min_size=1, max_size=6, unique=True))
    cells = [st.sampled_from([*CELLS[header], *MISSING]) | st.text(max_size=6) for header in headers]
    rows = draw(st.lists(st.tuples(*cells), min_size=2, max_size=6))
    rows += draw(st.lists(st.sampled_from(rows), max_size=3))
    return pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row")


@given(tables())
@FEWER
def test_no_row_gets_lost_and_every_original_cell_is_kept(frame: pl.DataFrame) -> None:
    found = clean(frame)
    records = found.records
    assert records["row"].to_list() == list(range(1, frame.height + 1))
    assert records.select(pl.col("^raw:.*$").name.map(lambda name: name.removeprefix("raw:"))).equals(frame)
    assert records.select(pl.all().is_null().any()).row(0) == (False,) * records.width


@given(tables())
@FEWER
def test_every_record_belongs_to_one_customer_and_every_customer_has_a_record(frame: pl.DataFrame) -> None:
    found = clean(frame)
    blank = frame.select(pl.all_horizontal(pl.all().str.strip_chars() == "")).to_series()
    assert (found.records["entity"] == "").equals(blank)  # a blank row is nobody
    sizes = found.records.filter(~blank).group_by("entity", maintain_order=True).len()
    assert found.customers["entity"].to_list() == sizes["entity"].to_list()
    assert found.customers["rows"].to_list() == sizes["len"].to_list()
    assert found.records["quality"].is_between(0, 100).all()
    assert found.customers["quality"].is_between(0, 100).all()


@given(tables())
@FEWER
def test_every_issue_names_a_cell_that_is_there(frame: pl.DataFrame) -> None:
    for issue in clean(frame).issues.iter_rows(named=True):
        assert frame[issue["column"]][issue["row"] - 1] == issue["value"]
        rule = EVERY_RULE[issue["code"]]
        assert (issue["severity"], issue["message"]) == (rule.severity, rule.message)


@given(tables())
@FEWER
def test_pairs_are_of_different_rows_and_agree_with_the_customers(frame: pl.DataFrame) -> None:
    found = clean(frame)
    entity = found.records["entity"].to_list()
    for pair in found.duplicates.iter_rows(named=True):
        assert 1 <= pair["row_a"] < pair["row_b"] <= frame.height
        assert (pair["decision"] == "same") == (entity[pair["row_a"] - 1] == entity[pair["row_b"] - 1])
        assert 0 <= pair["probability"] <= 1
        assert pair["decision"] == "same" or pair["probability"] >= 0.6


@given(tables())
@FEWER
def test_the_same_table_gives_the_same_answer(frame: pl.DataFrame) -> None:
    first, second = clean(frame), clean(frame)
    for name in ("records", "customers", "issues", "duplicates"):
        assert getattr(first, name).equals(getattr(second, name))
    assert (first.profile, first.summary) == (second.profile, second.summary)


@given(tables(), st.data())
@FEWER
def test_the_order_of_the_rows_does_not_change_their_values(frame: pl.DataFrame, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(frame.height)))
    values = pl.exclude("row", "entity", "quality")
    assert clean(frame[order]).records.select(values).equals(clean(frame).records.select(values)[order])
