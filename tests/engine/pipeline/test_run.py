"""The whole engine in one call: what the tables of a run hold, and how a run may be steered."""

from __future__ import annotations

import math
from datetime import date

import polars as pl
import pytest

from tests.engine.pipeline.tables import cleaned, issues, strangers
from zolal.engine.pipeline import Options, clean
from zolal.engine.profile.recognise import UnknownColumn, UnknownKind

ALI = {"نام": "علي", "فامیلی": "محمدي", "موبایل": "0912 111 1111", "ایمیل": "Ali@Gmail.com", "شهر": "Tehran"}
SHOP = pl.DataFrame([ALI, {**ALI, "نام": "رضا", "فامیلی": "کریمی", "موبایل": "۰۹۱۳۳۳۳۴۴۵۵", "ایمیل": "", "شهر": "قم"}])
SITE = pl.DataFrame(
    {
        "full name": ["Ali Mohammadi", "Mina Taheri"],
        "cell phone": ["+989121111111", ""],
        "email": ["ali@gmail.com", "m@t"],
    }
)


def test_records_hold_the_place_the_customer_the_values_and_the_originals() -> None:
    records = clean(SHOP).records
    assert records.columns == [
        *("file", "sheet", "row", "entity", "quality"),
        *("first_name", "last_name", "mobile", "email", "city"),
        *(f"raw:{header}" for header in SHOP.columns),
    ]
    assert records.select("first_name", "last_name", "mobile", "email", "city").row(0) == (
        *("علی", "محمدی", "09121111111", "ali@gmail.com", "تهران"),
    )
    assert records.select(pl.col("^raw:.*$").name.map(lambda name: name.removeprefix("raw:"))).equals(SHOP)


def test_two_files_with_different_headers_become_one_customer_base() -> None:
    found = clean(SHOP, SITE, strangers())
    records = found.records
    assert records.height == 2 + 2 + 8
    assert records.columns[5:11] == ["first_name", "last_name", "mobile", "email", "city", "name"]
    assert [name for name in records.columns if name.startswith("raw:")] == [
        f"raw:{header}" for header in [*SHOP.columns, *SITE.columns, "نام و نام خانوادگی"]
    ]
    assert records["mobile"].to_list()[:3] == ["09121111111", "09133334455", "09121111111"]
    assert records["raw:cell phone"].to_list()[:3] == ["", "", "+989121111111"]
    assert records["entity"].to_list()[0] == records["entity"].to_list()[2]


def test_customers_are_numbered_in_the_order_of_their_first_row() -> None:
    found = clean(SHOP, SITE, strangers())
    assert found.customers["entity"].to_list() == [f"C{number:07}" for number in range(1, found.customers.height + 1)]
    assert found.records["entity"].unique(maintain_order=True).to_list() == found.customers["entity"].to_list()
    assert found.customers["rows"].sum() == found.records.height
    ali = found.customers.row(0, named=True)
    assert (ali["rows"], ali["first_name"], ali["mobile"], ali["city"]) == (2, "علی", "09121111111", "تهران")


def test_the_order_of_the_rows_does_not_change_who_is_who() -> None:
    twice = pl.concat([strangers(), strangers(3)]).with_row_index("شماره", offset=100)
    groups = []
    for table in (twice, twice.reverse(), twice.sort("موبایل", "شماره")):
        by_entity = clean(table).records.group_by("entity").agg(pl.col("raw:شماره").sort())
        groups.append(sorted(by_entity["raw:شماره"].to_list()))
    assert groups[0] == groups[1] == groups[2]
    assert groups[0][0] == ["100", "108"]


def test_pairs_of_one_customer_are_explained_field_by_field() -> None:
    pair = clean(SHOP, SITE, strangers()).duplicates.row(0, named=True)
    assert (pair["file_a"], pair["row_a"], pair["file_b"], pair["row_b"]) == ("table 1", 1, "table 2", 1)
    assert pair["decision"] == "same"
    assert 0.95 <= pair["probability"] <= 1
    parts = dict(part.rsplit(" ", 1) for part in pair["explanation"].split("; "))
    assert pair["in_words"].startswith("Same ")
    start, household = parts.pop("starting chance"), parts.pop("household possible")
    assert {*parts} == {"mobile: equal", "e-mail: equal", "given name: same sound", "family name: same sound"}
    assert all(weight.startswith("+") for weight in parts.values())
    weights = [float(weight) for weight in parts.values()]
    assert weights == sorted(weights, reverse=True)
    odds = sum(weights) + float(start) + float(household)
    assert 1 / (1 + math.exp(-odds)) == pytest.approx(pair["probability"], abs=0.01)


def test_an_explanation_tells_what_speaks_against_and_is_silent_about_what_is_missing() -> None:
    one, other = {**ALI, "شهر": ""}, {**ALI, "ایمیل": "x.zand@yahoo.com"}
    found = clean(pl.concat([SHOP[1], pl.DataFrame([one, other])]), strangers())
    pair = found.duplicates.filter(decision="same").row(0, named=True)
    parts = dict(part.rsplit(" ", 1) for part in pair["explanation"].split("; "))
    assert parts["e-mail: differs"].startswith("-")
    assert parts["mobile: equal"].startswith("+")
    assert "city" not in pair["explanation"]


def test_wrong_guesses_are_overruled() -> None:
    columns = {"ستون": ["09121111111", "09352222222"], "نام": ["علی", "رضا"]}
    assert "mobile" in cleaned(**columns).records.columns
    told = cleaned(Options(overrides={"ستون": "code", "نام": "company"}), **columns).records
    assert told.select("code", "company").row(0) == ("09121111111", "علی")


def test_an_override_holds_in_every_file_that_has_the_column() -> None:
    one, other = pl.DataFrame({"کد": ["1"], "شماره": ["09121111111"]}), pl.DataFrame({"شماره": ["02188881234"]})
    found = clean(one, other, options=Options(overrides={"شماره": "phone", "کد": "text"}))
    assert found.records["phone"].to_list() == ["09121111111", "02188881234"]


@pytest.mark.parametrize(("overrides", "error"), [({"نام": "mobil"}, UnknownKind), ({"نامم": "mobile"}, UnknownColumn)])
def test_overrides_that_fit_nothing_are_refused(overrides: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        clean(SHOP, SITE, options=Options(overrides=overrides))


@pytest.mark.parametrize(
    ("header", "unit", "rials"),
    [
        ("مبلغ (تومان)", "", ["12000", "3000"]),
        ("مبلغ (ریال)", "", ["1200", "3000"]),
        ("مبلغ", "toman", ["12000", "3000"]),
        ("مبلغ", "rial", ["1200", "3000"]),
        ("مبلغ", "", ["", "3000"]),
    ],
)
def test_the_unit_of_money_is_told_and_never_guessed(header: str, unit: str, rials: list[str]) -> None:
    found = cleaned(Options(money=unit), **{header: ["۱٬۲۰۰", "300 تومان"]})
    assert found.records["money"].to_list() == rials
    assert [row for row, *_ in issues(found, "money_unit")] == ([] if rials[0] else [1])


VISITS = {"نام": ["علی محمدی", "رضا کریمی", "مینا طاهری"], "تاریخ ثبت": ["1398/01/05", "1404/05/06", ""]}


def test_old_is_reckoned_from_the_newest_date_of_the_data() -> None:
    summary = cleaned(**VISITS).summary
    assert summary["as_of"] == "2025-07-28"
    assert summary["classes"]["old"]["samples"] == [0]


def test_or_from_the_day_that_is_told() -> None:
    summary = cleaned(Options(as_of=date(2030, 1, 1)), **VISITS).summary
    assert summary["as_of"] == "2030-01-01"
    assert summary["classes"]["old"]["samples"] == [0, 1]


def test_without_dates_nothing_is_old() -> None:
    assert cleaned(نام=["علی محمدی", "رضا کریمی"]).summary["classes"]["old"] is None


CONTACTS = {"نام": ["علی محمدی", "رضا کریمی"], "موبایل": ["", "09121234567"], "شهر": ["قم", ""]}


@pytest.mark.parametrize(
    ("essential", "incomplete"),
    [(None, [0]), (("mobile",), [0]), (("city",), [1]), (("name",), []), (("email",), [0, 1])],
)
def test_whoever_lacks_something_essential_is_incomplete(
    essential: tuple[str, ...] | None, incomplete: list[int]
) -> None:
    found = cleaned(Options(essential=essential), **CONTACTS)
    assert found.summary["classes"]["incomplete"]["samples"] == incomplete
    assert found.summary["absent"] == (["email"] if essential == ("email",) else [])


def test_a_missing_essential_value_costs_quality() -> None:
    lacking, complete = cleaned(Options(essential=("mobile",)), **CONTACTS).records["quality"].to_list()
    assert lacking < complete


def test_the_thresholds_decide_what_is_joined_and_what_is_asked() -> None:
    latin = strangers(1).with_columns(pl.lit("Ali Mohammadi").alias("نام و نام خانوادگی"))
    twice = pl.concat([strangers(), latin])
    joined = clean(twice).customers.height
    asked = clean(twice, options=Options(same=1.0, ask=0.5))
    assert (joined, asked.customers.height) == (8, 9)
    assert asked.duplicates.select("row_a", "row_b", "decision").rows() == [(1, 9, "ask")]
    assert clean(twice, options=Options(same=1.0, ask=1.0)).duplicates.is_empty()


def test_progress_tells_each_stage_and_how_far_it_is() -> None:
    told: list[tuple[str, float]] = []
    clean(SHOP, progress=lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] <= 1
    assert len({stage for stage, _ in told}) >= 4


def test_messages_and_explanations_are_translated_and_codes_are_not() -> None:
    plain = clean(SHOP, SITE, strangers())
    said = clean(SHOP, SITE, strangers(), options=Options(translate="«{}»".format))
    assert said.issues["message"].to_list() == [f"«{message}»" for message in plain.issues["message"]]
    assert "«mobile»: «equal» +" in said.duplicates["explanation"][0]
    assert said.issues.drop("message").equals(plain.issues.drop("message"))
    in_words = ("in_words", "explanation")
    assert said.duplicates.drop(in_words).equals(plain.duplicates.drop(in_words))
    assert said.records.equals(plain.records)


def test_issues_name_the_cell_and_the_mend_in_the_order_of_the_rows() -> None:
    found = clean(SHOP, SITE)
    assert found.issues.columns == [
        "file",
        "sheet",
        "row",
        "column",
        "code",
        "severity",
        "value",
        "message",
        "proposal",
    ]
    assert found.issues.select("file", "row", "column", "value", "proposal").row(2) == (
        *("table 1", 1, "موبایل", "0912 111 1111", "09121111111"),
    )
    assert found.issues["file"].to_list() == sorted(found.issues["file"].to_list())
    assert all(found.issues["message"])


def test_a_bank_card_is_kept_nowhere() -> None:
    found = cleaned(نام=["علی محمدی", "رضا کریمی"], **{"شماره کارت": ["6037 9912 3456 7893", ""]})
    everything = str([found.records.rows(), found.customers.rows(), found.issues.rows(), found.profile, found.summary])
    assert "7893" in everything
    assert "3456" not in everything
