"""The demo file: messy as life, and with a truth to be measured against."""

import csv
import hashlib
from collections import Counter
from pathlib import Path

import pytest

from zolal.demo import write


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    return cells(write(tmp_path_factory.mktemp("demo") / "customers.csv", rows=4000, seed=7).path)


def test_every_python_writes_the_same_bytes(tmp_path: Path) -> None:
    demo = write(tmp_path / "customers.csv", rows=300, seed=7)
    digest = hashlib.sha256(demo.path.read_bytes() + demo.truth.read_bytes()).hexdigest()
    assert digest == "7540a6d1bbea2b978e3ad66a9b594b74147cf95f7c340c4f4c25ffe70ae6cf92"


def test_another_seed_makes_other_customers(tmp_path: Path) -> None:
    assert (
        write(tmp_path / "a.csv", rows=20, seed=1).path.read_bytes()
        != write(tmp_path / "b.csv", rows=20, seed=2).path.read_bytes()
    )


def test_the_truth_names_the_customer_of_every_row(tmp_path: Path) -> None:
    demo = write(tmp_path / "customers.csv", rows=1000, seed=5)
    truth = cells(demo.truth)
    assert demo.truth.name == "customers.truth.csv"
    assert [row["row"] for row in truth] == [str(number) for number in range(1, 1001)]
    assert len(cells(demo.path)) == demo.rows == 1000
    assert len({row["entity"] for row in truth}) == demo.entities
    assert max(Counter(row["entity"] for row in truth).values()) > 1


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        ("نام", "ي"),  # Arabic letters
        ("نام", "\u200c"),  # half-spaces
        ("نام", "سید"),
        ("نام", "مهندس "),
        ("نام خانوادگی", " "),
        ("موبایل", "+98"),
        ("موبایل", "۰۹"),
        ("موبایل", "E+09"),
        ("موبایل", ".0"),
        ("موبایل", " / "),  # two numbers in one cell
        ("موبایل", "ندارد"),
        ("تلفن ثابت", "داخلی"),
        ("ایمیل", "@gamil.com"),
        ("نام شرکت", "سهامی خاص"),
        ("استان", "استان "),
        ("نشانی", "پلاک"),
        ("تاریخ تولد", "۱۳"),
        ("تاریخ تولد", "اردیبهشت"),
        ("تاریخ ثبت", "20"),
        ("تاریخ ثبت", "1399/13/05"),
        ("مبلغ خرید (تومان)", "ریال"),
        ("مبلغ خرید (تومان)", "میلیون تومان"),
        ("مبلغ خرید (تومان)", "٬"),
        ("مانده حساب", "تومان"),
        ("توضیحات", "+"),  # what a spreadsheet would take for a formula
    ],
)
def test_every_trouble_of_real_files_is_there(customers: list[dict[str, str]], column: str, sign: str) -> None:
    assert any(sign in row[column] for row in customers)


def test_spreadsheets_have_eaten_zeros(customers: list[dict[str, str]]) -> None:
    ids = {len(row["کد ملی"]) for row in customers if row["کد ملی"].isascii() and row["کد ملی"].isdigit()}
    assert {9, 10} <= ids
    assert any(row["موبایل"].isascii() and row["موبایل"].isdigit() and len(row["موبایل"]) == 10 for row in customers)


def test_full_names_stand_in_the_surname_column(customers: list[dict[str, str]]) -> None:
    alone = [row for row in customers if not row["نام"]]
    assert alone
    assert all(" " in row["نام خانوادگی"] for row in alone)


@pytest.mark.parametrize(
    ("name", "rows", "seed"), [("a.csv", 0, 1), ("a.csv", 10, -1), ("a.xlsx", 10, 1), ("a", 10, 1)]
)
def test_what_cannot_be_made_is_refused(tmp_path: Path, name: str, rows: int, seed: int) -> None:
    with pytest.raises(ValueError, match=r"starts at|does not end in \.csv"):
        write(tmp_path / name, rows=rows, seed=seed)
    assert not list(tmp_path.iterdir())


def test_somebody_elses_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(ValueError, match="there already"):
        write(path, rows=10, seed=1)
    assert path.read_text("utf-8") == "mine"


def test_the_demo_itself_is_made_anew(tmp_path: Path) -> None:
    first, second = (write(tmp_path / "a.csv", rows=10, seed=seed).path.read_text("utf-8") for seed in (1, 2))
    assert first != second


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "a.truth.csv").mkdir()
    with pytest.raises(OSError, match="directory"):
        write(tmp_path / "a.csv", rows=10, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.truth.csv"]
