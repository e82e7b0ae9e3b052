"""Dates of either calendar in any spelling become one Gregorian date, and nothing ambiguous is guessed."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.date import BIRTH_DATE, DATE
from zolal.engine.fields.executor import parse_column
from zolal.engine.fields.kind import NO_CONTEXT, Context, Kind
from zolal.engine.persian.calendar import MONTHS, to_jalali

JALALI = Context(calendar="jalali")
GREGORIAN = Context(calendar="gregorian")


@pytest.mark.parametrize(
    "cell",
    [
        "1403/01/05",
        "1403-1-5",
        "1403.1.5",
        "14030105",
        "۱۴۰۳/۱/۵",
        "۱۴۰۳/۰۱/۰۵",
        "١٤٠٣/٠١/٠٥",
        " 1403/01/05 ",
        "5 فروردین 1403",
        "5 فروردین ماه ۱۴۰۳",
        "«۵ فروردین‌ماه ۱۴۰۳»",
        "به تاریخ: سه‌شنبه ۱۴۰۳/۱/۵",
        "یکشنبه 5 فروردین 1403",
        "یک‌شنبه ۵ فروردین ۱۴۰۳",
        "1403 فروردین 5",
        "مورخ ۱۴۰۳/۰۱/۰۵",
        "5 Farvardin 1403",
        "1403/01/05 10:20",
        "1403/01/05 - 10:20 ق.ظ",
        "10:20 1403/01/05",
        "2024-03-24",
        "2024/3/24",
        "24/03/2024",
        "24.3.2024",
        "03/24/2024",
        "March 24 2024",
        "March 24th, 2024",
        "24 Mar 2024",
        "24-Mar-2024",
        "24 مارس 2024",
        "2024-03-24T10:00:00",
        "2024-03-24 10:00:00.000+03:30",
        "20240324",
    ],
)
def test_one_day_in_its_many_spellings(cell: str) -> None:
    parsed = DATE.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.key) == ("2024-03-24", "20240324")


@pytest.mark.parametrize(
    ("cell", "context", "value"),
    [
        ("05/01/1403", Context("jalali", "dmy"), "2024-03-24"),
        ("01/05/1403", Context("jalali", "mdy"), "2024-03-24"),
        ("25/01/1403", Context("jalali", "mdy"), "2024-04-13"),
        ("03/04/2024", Context("gregorian", "mdy"), "2024-03-04"),
        ("03/04/2024", Context("gregorian", "dmy"), "2024-04-03"),
        ("05/05/2024", GREGORIAN, "2024-05-05"),
        ("66/1/20", JALALI, "1987-04-09"),
        ("3/1/66", Context("jalali", "dmy"), "1987-03-23"),
        ("03/05/12", Context("jalali", "ymd"), "2024-08-02"),
        ("09/01/01", Context("jalali", "ymd"), "2030-03-21"),
        ("10/01/01", Context("jalali", "ymd"), "1931-03-22"),
        ("24/3/45", Context("gregorian", "dmy"), "1945-03-24"),
        ("24/3/30", Context("gregorian", "dmy"), "2030-03-24"),
        ("45375", Context(serial=True), "2024-03-24"),
        ("45375.5", Context(serial=True), "2024-03-24"),
    ],
)
def test_the_column_decides_what_a_cell_alone_does_not(cell: str, context: Context, value: str) -> None:
    assert DATE.parse(cell, context).value == value


@pytest.mark.parametrize(
    ("cell", "context"),
    [
        ("05/01/1403", NO_CONTEXT),
        ("03/04/2024", GREGORIAN),
        ("03/05/12", JALALI),
        ("66/1/20", NO_CONTEXT),
        ("12/11/10", GREGORIAN),
    ],
)
def test_an_ambiguous_date_is_an_issue_and_not_guessed(cell: str, context: Context) -> None:
    parsed = DATE.parse(cell, context)
    assert (parsed.value, parsed.key, parsed.code) == ("", "", "date_ambiguous")


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("1403/13/40", "14031340"),
        ("1402/12/30", "14021230"),
        ("19081331", "19081331"),
        ("2023-02-29", "20230229"),
        ("1403/7/31", "14030731"),
        ("0000-00-00", "00000000"),
    ],
)
def test_an_impossible_date_keeps_its_digits_for_matching_only(cell: str, key: str) -> None:
    parsed = DATE.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.key, parsed.code) == ("", key, "date_impossible")


@pytest.mark.parametrize(
    "cell", ["abc", "1403", "1403/01", "45375", "12.5", "0912 200 2580", "فروردین 1403", "5 عید 1403"]
)
def test_what_is_no_date_is_said_so(cell: str) -> None:
    assert DATE.parse(cell, NO_CONTEXT).code == "date_unreadable"


def test_a_whole_story_is_no_date_but_blanks_around_one_are() -> None:
    assert DATE.parse("1403/01/05" + " ماه" * 100, NO_CONTEXT).code == "date_unreadable"
    assert DATE.parse(" " * 1000 + "1403/01/05", NO_CONTEXT).value == "2024-03-24"


def test_the_odd_one_out_among_jalali_dates_is_an_issue() -> None:
    parsed = DATE.parse("2024-03-24", JALALI)
    assert (parsed.value, parsed.code) == ("2024-03-24", "date_calendar")


def test_the_odd_one_out_among_gregorian_dates_is_proposed_only() -> None:
    parsed = DATE.parse("1403/01/05", GREGORIAN)
    assert (parsed.value, parsed.code, parsed.proposal) == ("", "date_calendar", "2024-03-24")


def test_among_gregorian_dates_with_many_jalali_ones_each_is_read_by_its_year() -> None:
    mixed = Context(calendar="mixed")
    assert DATE.parse("1403/01/05", mixed).value == "2024-03-24"
    assert DATE.parse("1403/01/05", mixed).code == "date_calendar"
    assert DATE.parse("2024-03-24", mixed).code == ""


def test_historical_gregorian_dates_stay_gregorian() -> None:
    parsed = BIRTH_DATE.parse("1403-01-05", Context(calendar="historical"))
    assert (parsed.value, parsed.code) == ("1403-01-05", "")


@pytest.mark.parametrize("cell", ["1799-01-01", "2201-01-01", "9999-12-31"])
def test_a_year_that_cannot_be_right_is_an_error(cell: str) -> None:
    assert DATE.parse(cell, GREGORIAN).code == "date_range"


def test_nobody_living_was_born_before_1850() -> None:
    assert BIRTH_DATE.parse("1849-12-31", NO_CONTEXT).code == "date_range"
    assert BIRTH_DATE.parse("1850-01-01", NO_CONTEXT).code == ""


def test_a_mend_is_proposed_in_the_calendar_of_the_cell() -> None:
    assert DATE.parse("۱۴۰۳/۱/۵", JALALI).proposal == "1403/01/05"
    assert DATE.parse("24.3.2024", GREGORIAN).proposal == "2024-03-24"


days = st.dates(date(1851, 1, 1), date(2099, 12, 31))
separators = st.sampled_from(["/", "-", ".", " "])
contexts = st.builds(
    Context,
    calendar=st.sampled_from(["", "jalali", "gregorian", "mixed", "historical"]),
    order=st.sampled_from(["", "dmy", "ymd"]),
)


@given(days)
def test_the_normal_form_reads_as_itself(day: date) -> None:
    for kind in (DATE, BIRTH_DATE):
        parsed = kind.parse(day.isoformat(), NO_CONTEXT)
        assert (parsed.value, parsed.code) == (day.isoformat(), "")


@given(days, separators)
def test_every_jalali_spelling_of_a_day_gives_that_day(day: date, separator: str) -> None:
    year, month, of_month = to_jalali(day)
    for cell in (f"{year}{separator}{month}{separator}{of_month}", f"{of_month} {MONTHS[month - 1]} {year}"):
        parsed = DATE.parse(cell, JALALI)
        assert parsed.value == day.isoformat()
        again = DATE.parse(parsed.proposal or cell, JALALI)
        assert (again.value, again.code) == (parsed.value, "")


cells = st.one_of(
    days.map(str),
    days.map(lambda day: "{}/{:02}/{:02}".format(*to_jalali(day))),
    st.from_regex(r"[0-9]{4}[/-][0-9]{2}[/-][0-9]{2}", fullmatch=True),
    st.from_regex(r"(1[0-9]|20)[0-9]{2}[01][0-9][0-3][0-9]", fullmatch=True),
    st.from_regex(r"[0-9۰-۹]{1,4}[/. -][0-9]{1,2}[/. -][0-9]{1,4}", fullmatch=True),
    st.text(max_size=12),
)


@given(st.lists(cells, max_size=20), contexts, st.sampled_from([DATE, BIRTH_DATE]))
def test_a_column_and_its_cells_alone_give_the_same(column: list[str], context: Context, kind: Kind) -> None:
    fast = pl.DataFrame({"cell": pl.Series(column, dtype=pl.String)}).select(
        kind.fast(pl.col("cell"), context).alias("answer")
    )
    for cell, answer in zip(column, fast["answer"], strict=True):
        if answer is not None:
            parsed = kind.parse(cell, context)
            assert answer == {part: getattr(parsed, part) for part in ("value", "key", "code", "proposal")}


def test_plain_dates_take_the_fast_path() -> None:
    column = pl.Series(["1403/01/05", "1403-01-05", "14030105", "1403/1/5", "1402/12/30", ""])
    fast = column.to_frame("cell").select(DATE.fast(pl.col("cell"), JALALI).alias("answer"))["answer"]
    assert fast.is_null().to_list() == [False, False, False, True, True, True]
    assert parse_column(DATE, column, JALALI)["value"].to_list() == [*["2024-03-24"] * 4, "", ""]
