"""Columns are recognised from their headers and from what is in them."""

import random

import polars as pl
import pytest

from zolal.engine.fields import KINDS
from zolal.engine.profile.recognise import UnknownColumn, UnknownKind, recognise

RANDOM = random.Random(5)
CITIES = ["تهران", "کرج", "مشهد", "شیراز", "رباط کریم", "Tabriz", "بندر عباس", "کاشان", "نیشابور", "لاهیجان"]
PROVINCES = ["فارس", "گیلان", "خراسان رضوی", "تهران", "مازندران", "البرز", "یزد", "آذربایجان شرقی"]


def national_id() -> str:
    digits = [RANDOM.randint(0, 9) for _ in range(9)]
    rest = sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11
    return "".join(map(str, [*digits, rest if rest < 2 else 11 - rest]))


def numbered(prefix: str, length: int) -> list[str]:
    return [prefix + "".join(RANDOM.choices("0123456789", k=length)) for _ in range(60)]


CELLS = {
    "mobile": numbered("0912", 7),
    "landline": numbered("0218", 7),
    "email": [f"{name}@gmail.com" for name in numbered("ali", 3)],
    "national_id": [national_id() for _ in range(60)],
    "city": CITIES * 6,
    "province": PROVINCES * 6,
    "birth_date": [
        f"{RANDOM.randint(1320, 1385)}/{RANDOM.randint(1, 12):02}/{RANDOM.randint(1, 29):02}" for _ in range(60)
    ],
    "date": [f"{RANDOM.randint(1401, 1403)}/{RANDOM.randint(1, 12):02}/{RANDOM.randint(1, 29):02}" for _ in range(60)],
    "gender": ["مرد", "زن"] * 30,
    "address": [f"خیابان آزادی، کوچه {n}، پلاک {n}" for n in range(60)],
    "company": ["شرکت آریا صنعت", "پارس تجارت (سهامی خاص)", "گروه کیان", "البرز نوین"] * 15,
    "category": ["crm", "web", "call"] * 20,
    "money": [f"{n},000 تومان" for n in range(100, 160)],
    "number": [str(n) for n in RANDOM.sample(range(5000), 60)],
    "text": [f"در تماس {n} گفتند که بعد خبر می‌دهند" for n in range(60)],
}


def kinds(**columns: list[str]) -> dict[str, str]:
    return {column.header: column.kind for column in recognise(pl.DataFrame(columns))}


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("header", ["column 3", "ستون ۱", "A"])
def test_cells_alone_tell_the_kind(kind: str, header: str) -> None:
    assert kinds(**{header: CELLS[kind]}) == {header: kind}


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("نام", "mobile", "mobile"),
        ("نام", "city", "city"),
        ("شرکت", "email", "email"),
        ("توضیحات", "national_id", "national_id"),
        ("ایمیل", "mobile", "mobile"),
        ("کد مشتری", "mobile", "mobile"),
        ("city", "birth_date", "birth_date"),
    ],
)
def test_a_header_that_lies_is_overruled_by_strong_cells(header: str, cells: str, kind: str) -> None:
    assert kinds(**{header: CELLS[cells]}) == {header: kind}


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("تلفن", CELLS["mobile"], "mobile"),
        ("تلفن", CELLS["landline"], "landline"),
        ("تلفن", [*CELLS["landline"], *CELLS["mobile"]], "phone"),
        ("موبایل", [*CELLS["landline"][:20], *CELLS["mobile"]], "mobile"),
        ("شهر", CELLS["province"], "province"),
        ("استان", CELLS["province"], "province"),
        ("postal code", numbered("13456", 5), "postal_code"),
        ("postal code", numbered("2", 3), "zip"),
        ("کد پستی", numbered("13456", 5), "postal_code"),
        ("کد مشتری", numbered("10", 6), "code"),
        ("کد ملی", [cell.lstrip("0") for cell in CELLS["national_id"]], "national_id"),
        ("تاریخ", CELLS["birth_date"], "date"),
        ("تاریخ تولد", CELLS["date"], "birth_date"),
        ("تاریخ ثبت", [str(n) for n in range(45000, 45060)], "date"),
        ("منبع", CELLS["city"], "category"),
        ("توضیحات", CELLS["category"], "text"),
        ("نام", [], "name"),
        ("مبلغ", CELLS["number"], "money"),
    ],
)
def test_header_and_cells_together(header: str, cells: list[str], kind: str) -> None:
    assert kinds(**{header: cells}) == {header: kind}


def test_a_bare_name_is_a_given_name_only_beside_a_family_name() -> None:
    assert kinds(**{"نام": ["علی"], "نام خانوادگی": ["رضایی"]}) == {"نام": "first_name", "نام خانوادگی": "last_name"}
    assert kinds(نام=["علی رضایی"], موبایل=["09121234567"])["نام"] == "name"


def test_without_headers_short_words_beside_given_names_are_family_names() -> None:
    names = {"column 1": ["علی", "زهرا", "رضا"] * 5, "column 2": ["رضایی", "محمدی نیا", "کاظمی"] * 5}
    assert kinds(**names) == {"column 1": "first_name", "column 2": "last_name"}
    assert kinds(**{"column 1": names["column 1"], "column 2": CELLS["text"][:15]})["column 2"] == "text"


def test_two_columns_may_be_of_one_kind() -> None:
    assert [column.kind for column in recognise(pl.DataFrame({"address_1": ["a st"], "address_2": ["b"]}))] == [
        "address"
    ] * 2


FOREIGN = {
    "rec_id": "code",
    "given_name": "first_name",
    "surname": "last_name",
    "street_number": "house_number",
    "address_1": "address",
    "address_2": "address",
    "suburb": "city",
    "postcode": "zip",
    "state": "province",
    "date_of_birth": "birth_date",
    "soc_sec_id": "id_number",
}


def test_a_foreign_table_is_recognised_by_its_headers() -> None:
    row = [
        "rec-1-org",
        "mitchell",
        "green",
        "7",
        "wallaby place",
        "delmar",
        "cleveland",
        "2119",
        "sa",
        "19560409",
        "1804974",
    ]
    assert kinds(**{header: [cell] * 9 for header, cell in zip(FOREIGN, row, strict=True)}) == FOREIGN


def test_our_own_output_is_recognised() -> None:
    assert {header: kind for header, kind in kinds(**{name: [] for name in KINDS}).items() if header != kind} == {}


def test_columns_carry_what_their_cells_need() -> None:
    frame = pl.DataFrame(
        {
            "تاریخ": ["05/01/1403", "25/02/1403"],
            "مبلغ (تومان)": ["1200", "1500"],
            "money": ["1000", "2000"],
        }
    )
    date, money, own = (column.context for column in recognise(frame))
    assert (date.calendar, date.order, date.serial) == ("jalali", "dmy", True)
    assert (money.money, own.money) == ("toman", "rial")
    assert recognise(frame, money="rial")[1].context.money == "rial"


def test_a_family_that_bears_the_name_of_a_town_is_no_town() -> None:
    frame = pl.DataFrame({"نام": ["علی"], "فامیلی": ["محمدی"]})
    assert [column.kind for column in recognise(frame)] == ["first_name", "last_name"]


def test_a_person_may_overrule_a_column() -> None:
    (column,) = recognise(pl.DataFrame({"كد": CELLS["mobile"]}), overrides={"کد": "text"})
    assert (column.header, column.kind, column.confidence) == ("كد", "text", 1.0)


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match=r"“mobil”.*mobile") as error:
        recognise(pl.DataFrame({"a": ["1"]}), overrides={"a": "mobil"})
    assert isinstance(error.value, ValueError)
    assert "mobile" in error.value.known


def test_an_unknown_column_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownColumn, match=r"“b”.*: a\.") as error:
        recognise(pl.DataFrame({"a": ["1"]}), overrides={"b": "mobile"})
    assert (error.value.name, error.value.known) == ("b", ("a",))


def test_empty_tables_and_odd_columns_do_no_harm() -> None:
    assert recognise(pl.DataFrame()) == []
    frame = pl.DataFrame({"a": ["", None], "mobile": ["-", "ندارد"], "c": [1, 2]})
    assert [column.kind for column in recognise(frame)][1] == "mobile"


def test_confidence_grows_with_the_evidence() -> None:
    frame = pl.DataFrame(
        {"موبایل": CELLS["mobile"], "column 2": CELLS["mobile"], "همراه": ["x"] * 60, "column 4": CELLS["text"]}
    )
    both, cells, header, neither = (column.confidence for column in recognise(frame))
    assert 1 > both > cells > header > neither >= 0.3
