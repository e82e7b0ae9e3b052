"""A file may mix persons and companies: each is matched as what it is, and the two are never one."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.companies import peer
from bench.companymaker import made
from bench.metrics import score
from zolal.engine import clean
from zolal.engine.match.record_types import parted

COLUMNS = ("نام", "نام خانوادگی", "شرکت", "شناسه ملی شرکت", "موبایل", "تلفن", "ایمیل")
ARYA = {"شرکت": "آریا صنعت", "تلفن": "02188881234", "ایمیل": "info@arya.ir"}
ALI = {"نام": "علی", "نام خانوادگی": "محمدی", **ARYA}


def table(*rows: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame([{column: row.get(column, "") for column in COLUMNS} for row in rows])


def entities(*rows: dict[str, str]) -> list[str]:
    return clean(table(*rows)).records["entity"].to_list()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"first_name": "علی", "last_name": "محمدی", "company": "اریا صنعت"}, "person"),
        ({"last_name": "محمدی", "legal_id": "10380284790"}, "person"),
        ({"company": "اریا صنعت"}, "company"),
        ({"legal_id": "10380284790"}, "company"),
        ({"last_name": "شرکت اریا صنعت"}, "company"),
        ({"name": "arya sanat ltd"}, "company"),
        ({"company": "اریا صنعت", "national_id": "0013542419"}, ""),
        ({"mobile": "+989121111111"}, ""),
    ],
)
def test_a_row_is_of_who_it_names(row: dict[str, str], expected: str) -> None:
    other = {"company": "البرز نیرو", "last_name": "", "first_name": "", "legal_id": ""}
    frame = pl.DataFrame([row, other]).fill_null("")
    keys, _ = parted(frame, {name: name for name in frame.columns})
    assert keys["record_type"].to_list() == [expected, "company"]


def test_a_company_is_compared_by_its_own_name_id_and_domain() -> None:
    row = {"company": "اریا صنعت", "legal_id": "103", "email": "a@arya.ir | b@gmail.com", "url": "www.arya.ir/x"}
    frame = pl.DataFrame([row])
    keys, kinds = parted(frame, {name: name for name in frame.columns})
    assert keys.row(0, named=True) == {
        **dict.fromkeys(("company", "legal_id", "email"), ""),
        "url": row["url"],
        "company_name": "اریا صنعت",
        "company_id": "103",
        "domain": "arya.ir | b@gmail.com | www.arya.ir",
        "record_type": "company",
    }
    assert kinds["company_name"] == "company_name"


def test_a_file_of_persons_stays_as_it_is() -> None:
    frame = pl.DataFrame({"first_name": ["علی", ""], "company": ["اریا", ""], "email": ["info@arya.ir", ""]})
    kinds = {name: name for name in frame.columns}
    assert parted(frame, kinds)[0].equals(frame)


def test_people_of_a_company_are_people_and_never_one_with_it() -> None:
    company_again = {**ARYA, "شرکت": "شرکت آریا صنعت (سهامی خاص)"}
    maryam = {**ALI, "نام": "مریم", "نام خانوادگی": "کاظمی"}
    ali, arya, again, other = entities(ALI, ARYA, company_again, maryam)
    assert arya == again
    assert len({ali, arya, other}) == 3


def test_nobody_between_them_joins_a_person_and_a_company() -> None:
    shared = {"تلفن": ARYA["تلفن"], "ایمیل": ARYA["ایمیل"]}
    found = entities(ALI, shared, ARYA, {**shared, "موبایل": "09121111111"})
    assert found[0] != found[2]


CELLS = ("علی", "محمدی", "آریا صنعت", "10380284790", "09121111111", "02188881234")
ROWS = st.lists(st.tuples(*[st.sampled_from(("", cell)) for cell in CELLS]), min_size=2, max_size=9)


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_no_customer_is_both_whatever_is_missing(rows: list[tuple[str, ...]]) -> None:
    frame = pl.DataFrame([(*row, "") for row in rows], schema=list(COLUMNS), orient="row")
    records = clean(frame).records
    named = (records["raw:نام"] != "") | (records["raw:نام خانوادگی"] != "")
    has_company = (records["raw:شرکت"] != "") | (records["raw:شناسه ملی شرکت"] != "")
    persons = set(records.filter(named)["entity"]) - {""}
    companies = set(records.filter(~named & has_company)["entity"]) - {""}
    assert not persons & companies


def test_companies_in_both_scripts_with_slips_and_branches_are_found() -> None:
    companies = made(500, seed=1)
    ours = score(companies.truth, clean(companies.frame).records["entity"])
    assert ours.precision > 0.95
    assert ours.f1 > 0.85
    assert ours.f1 > peer(companies)[1].f1
