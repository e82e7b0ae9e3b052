"""Data made to break matching: what it costs, and the largest customer that comes of it.

python -m bench.adversarial [--rows 100000] [--cases NAME ...]
"""

from __future__ import annotations

import argparse
import json
import random
import string
import sys
import time
from collections.abc import Callable, Mapping

import polars as pl

from bench.process import measure
from zolal.engine import clean

Case = Callable[[int], pl.DataFrame]

_SURNAMES = "محمدی حسینی احمدی رضایی کریمی موسوی جعفری صادقی قاسمی هاشمی".split()
_GIVEN = "علی رضا حسین محمد زهرا فاطمه مریم سارا نرگس امیر".split()
_CITIES = "تهران مشهد شیراز اصفهان تبریز کرج قم اهواز رشت یزد".split()
_LETTERS = "ابپتجچحخدرزسشعفقکگلمنوهی"


def one_name(rows: int) -> pl.DataFrame:
    """Everybody is called علی محمدی, with a mobile and a city of their own."""
    dice = random.Random(1)
    mobiles = [f"09{dice.randrange(10**9):09}" for _ in range(rows)]
    cities = [dice.choice(_CITIES) for _ in range(rows)]
    return pl.DataFrame({"نام": ["علی"] * rows, "نام خانوادگی": ["محمدی"] * rows, "موبایل": mobiles, "شهر": cities})


def name_alone(rows: int) -> pl.DataFrame:
    """Everybody is called علی محمدی, and nothing else is known."""
    return pl.DataFrame({"نام": ["علی"] * rows, "نام خانوادگی": ["محمدی"] * rows})


def one_telephone(rows: int) -> pl.DataFrame:
    """All share the telephone of a switchboard; half of them have the same mobile too."""
    dice = random.Random(2)
    return pl.DataFrame(
        {
            "نام": [dice.choice(_GIVEN) for _ in range(rows)],
            "نام خانوادگی": ["".join(dice.choices(_LETTERS, k=5)) for _ in range(rows)],
            "تلفن": ["02188881234"] * rows,
            "موبایل": ["09120000001" if row % 2 else "" for row in range(rows)],
        }
    )


def nothing(rows: int) -> pl.DataFrame:
    """Every field of every row is empty."""
    return pl.DataFrame({name: [""] * rows for name in ("نام", "نام خانوادگی", "موبایل", "ایمیل", "شهر")})


def one_record(rows: int) -> pl.DataFrame:
    """Every field of every row is the same: one customer, entered over and over."""
    cells = {"نام": "علی", "نام خانوادگی": "محمدی", "موبایل": "09121234567", "ایمیل": "a@b.ir", "شهر": "تهران"}
    return pl.DataFrame({name: [cell] * rows for name, cell in cells.items()})


def long_names(rows: int) -> pl.DataFrame:
    """Names of 10,000 letters; a fiftieth of the rows, for the file would not fit."""
    dice = random.Random(3)
    few = max(rows // 100, 5)
    names = ["".join(dice.choices(_LETTERS + " ", k=10_000)) for _ in range(few)]
    mobiles = [f"09{dice.randrange(10**9):09}" for _ in range(few)]
    return pl.DataFrame({"نام خانوادگی": names * 2, "موبایل": [*mobiles, *[""] * few], "شهر": ["تهران"] * 2 * few})


def mixed_scripts(rows: int) -> pl.DataFrame:
    """Words of letters of several scripts."""
    dice = random.Random(4)
    letters = _LETTERS + string.ascii_letters + "ёжשα漢字ﷺ٤۵"
    return pl.DataFrame(
        {
            "نام": ["".join(dice.choices(letters, k=6)) for _ in range(rows)],
            "نام خانوادگی": ["".join(dice.choices(letters, k=9)) for _ in range(rows)],
            "موبایل": [f"09{dice.randrange(10**9):09}" for _ in range(rows)],
        }
    )


def one_block(rows: int) -> pl.DataFrame:
    """Everybody was born on the first of Farvardin in Tehran, in one of ten families of one street."""
    dice = random.Random(5)
    return pl.DataFrame(
        {
            "نام": [dice.choice(_GIVEN) for _ in range(rows)],
            "نام خانوادگی": [dice.choice(_SURNAMES) for _ in range(rows)],
            "تاریخ تولد": ["1360/01/01"] * rows,
            "شهر": ["تهران"] * rows,
            "نشانی": ["خیابان آزادی"] * rows,
        }
    )


def control_characters(rows: int) -> pl.DataFrame:
    """Marks that nobody sees between the letters, and cells of nothing else."""
    dice = random.Random(6)
    marks = "\x00\x01\x07\x1b\x7f\u200b\u200c\u200e\u202e\u2066\ufeff\u0300\u064b\t\n"

    def strewn(text: str) -> str:
        return "".join(letter + dice.choice(marks) for letter in text)

    families = ["".join(dice.choices(marks, k=4)) if row % 3 == 0 else strewn("محمدی") for row in range(rows)]
    return pl.DataFrame(
        {
            "نام": [strewn(dice.choice(_GIVEN)) for _ in range(rows)],
            "نام خانوادگی": families,
            "موبایل": [strewn(f"09{dice.randrange(10**9):09}") for _ in range(rows)],
        }
    )


def numbers_in_a_row(rows: int) -> pl.DataFrame:
    """Numbers that were dealt out one after the other: every one is one digit from many others."""
    return pl.DataFrame(
        {
            "نام": [_GIVEN[row % 10] for row in range(rows)],
            "نام خانوادگی": [_SURNAMES[row // 10 % 10] for row in range(rows)],
            "موبایل": [f"0912{1_000_000 + row}" for row in range(rows)],
            "ایمیل": [f"user{row}@shop.ir" for row in range(rows)],
        }
    )


CASES: Mapping[str, Case] = {
    case.__name__: case
    for case in (
        one_name, name_alone, one_telephone, nothing, one_record, long_names, mixed_scripts, one_block,
        control_characters, numbers_in_a_row,
    )
}  # fmt: skip


def largest(case: str, rows: int) -> tuple[int, int]:
    """Rows of the case, and of its largest customer."""
    records = clean(CASES[case](rows)).records
    known = records.filter(pl.col("entity") != "")
    return records.height, int(known.group_by("entity").len()["len"].max() or 0) if known.height else 0  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--cases", nargs="*", default=list(CASES), choices=list(CASES))
    parser.add_argument("--alone", choices=list(CASES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.alone:
        start = time.process_time()
        rows, most = largest(arguments.alone, arguments.rows)
        print(json.dumps({"rows": rows, "largest": most, "cpu": time.process_time() - start}))
        return
    for case in arguments.cases:
        command = [sys.executable, "-m", "bench.adversarial", "--rows", str(arguments.rows), "--alone", case]
        cost = measure(command)
        found = json.loads(cost.output)
        print(
            f"{case:20} {found['rows']:9,} rows  {found['cpu']:6.1f} s of processor  {cost.memory / 1e9:5.2f} GB"
            f"  largest customer {found['largest']:,}",
            flush=True,
        )


if __name__ == "__main__":
    main()
