"""The engine from Python, as the README shows it: messy customers in, clean customers out, nothing written."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

import zolal.engine
from zolal.engine import Cleaned, Options, clean

CUSTOMERS = """نام,نام خانوادگی,موبایل,ایمیل,شهر
علي,رضايی,0912 123 4567,ali.rezaei@gmail.com,تهران
مریم,کریمی,۰۹۳۵۱۱۱۲۲۳۳,maryam@yahoo.com,شیراز
رضا,کریمی,09351112234,reza.k@gmail.com,شیراز
سارا,زارع,0919,,
"""
SHOP = """full name;cell phone;e-mail;city
Ali Rezaee;+989121234567;ALI.REZAEI@GMAIL.COM;Tehran
Mina Taheri;ندارد;;Qom
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8-sig")
    (tmp_path / "old-shop.csv").write_text(SHOP, encoding="utf-8")
    return tmp_path


@pytest.fixture
def cleaned(folder: Path) -> Cleaned:
    return clean(folder / "customers.csv", folder / "old-shop.csv")


def test_one_person_in_two_files_two_alphabets_and_two_layouts_is_one_customer(cleaned: Cleaned) -> None:
    entity = cleaned.records["entity"].to_list()
    assert entity[0] == entity[4]
    assert len({*entity}) == 5
    ali = cleaned.customers.filter(entity=entity[0]).row(0, named=True)
    assert (ali["first_name"], ali["last_name"], ali["rows"]) == ("علی", "رضایی", 2)
    assert (ali["mobile"], ali["email"], ali["city"]) == ("09121234567", "ali.rezaei@gmail.com", "تهران")


def test_what_is_wrong_is_said_with_its_place_and_its_mend(cleaned: Cleaned) -> None:
    wrong = cleaned.issues.filter(severity="error").select("file", "row", "column", "value").rows()
    assert wrong == [("customers.csv", 4, "موبایل", "0919")]
    written = cleaned.issues.filter(file="customers.csv", row=1, column="موبایل")
    assert written["proposal"].to_list() == ["09121234567"]


def test_every_row_of_every_file_is_there_as_it_was(cleaned: Cleaned) -> None:
    assert cleaned.records.select("file", "row").rows() == [
        *(("customers.csv", row) for row in (1, 2, 3, 4)),
        *(("old-shop.csv", row) for row in (1, 2)),
    ]
    assert cleaned.records["raw:نام"].to_list() == ["علي", "مریم", "رضا", "سارا", "", ""]
    assert cleaned.records["raw:cell phone"].to_list() == ["", "", "", "", "+989121234567", "ندارد"]


def test_the_state_of_the_data_is_told_in_figures(cleaned: Cleaned) -> None:
    summary = cleaned.summary
    assert (summary["rows"], summary["customers"]) == (6, 5)
    assert [file["rows"] for file in summary["files"]] == [4, 2]
    assert summary["pairs"]["same"] == 1
    assert 0 < summary["score"]["quality"] < 100
    assert cleaned.profile["rows"] == 6
    assert {column["kind"] for column in cleaned.profile["columns"]} >= {"first_name", "mobile", "email", "city"}


def test_a_run_may_be_steered(folder: Path) -> None:
    options = Options(essential=("mobile",), as_of=date(2025, 1, 1), overrides={"شهر": "text"}, same=0.99, ask=0.9)
    found = clean(folder / "customers.csv", options=options)
    assert found.summary["essential"] == ["mobile"]
    assert found.records["text"].to_list() == ["تهران", "شیراز", "شیراز", ""]


def test_nothing_is_written(folder: Path, cleaned: Cleaned) -> None:
    assert cleaned.records.height == 6
    assert sorted(path.name for path in folder.iterdir()) == ["customers.csv", "old-shop.csv"]
    assert (folder / "customers.csv").read_text("utf-8-sig") == CUSTOMERS


def test_what_was_cleaned_needs_no_cleaning(cleaned: Cleaned) -> None:
    customers = cleaned.customers.drop("entity", "rows", "quality")
    again = clean(customers)
    assert again.issues.filter(pl.col("code") != "place_unknown").is_empty()
    assert again.customers.drop("entity", "rows", "quality").equals(customers)


def test_only_what_is_promised_can_be_had_from_the_engine() -> None:
    assert {*zolal.engine.__all__} == {"Cleaned", "Options", "clean"}
    with pytest.raises(AttributeError, match="wash"):
        zolal.engine.wash  # noqa: B018


def test_who_only_reads_files_does_not_pay_for_the_whole_engine() -> None:
    program = (
        "import sys, zolal.engine.files; print(*(f'zolal.engine.{m}' in sys.modules for m in ('pipeline', 'match')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
