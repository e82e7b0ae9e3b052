"""A text is replaced in a whole column of a checked file: in time that grows with the rows, and as if typed so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.capture.conftest import Hand
from zolal.capture import mending
from zolal.capture.actions.rows import mend_cells
from zolal.capture.mending import Mending, recount
from zolal.capture.models import Import
from zolal.capture.queries.rows import rows_with

HEADER = ["نام", "نام خانوادگی", "موبایل", "شهر"]
NAMES = (
    "سارا رضا مریم علی زهرا حسین نرگس مهدی لیلا کامران پروین جواد شیرین بهرام ژاله فرهاد ثریا قاسم طاهره یوسف"
).split()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "CHUNK", 10)


def table() -> list[list[str]]:
    """Everybody stands there three times; in every third row of the first and all of the second, under another name."""

    def rows(other: int) -> Iterator[list[str]]:
        for number, given in enumerate(NAMES):
            name = "؟؟؟" if number % other == 0 else "محمدی"
            yield [given, name, f"0912{number * 314_159 % 10**7:07d}", "طهران"]

    return [HEADER, *rows(3), *rows(1), *rows(99)]


def stands(import_: Import) -> list[tuple[object, ...]]:
    told = import_.all_rows.order_by("number").values_list("number", "verdict", "twin", "sure", "probability")
    return list(told)


def test_what_is_known_of_the_other_rows_is_read_once_however_many_are_mended(checked: Hand) -> None:
    import_ = checked(table())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        mend_cells(import_=import_, column=3, value="طهران", replacement="تهران", by=import_.by)
    every = [one["sql"] for one in asked if "capture_importrow" in one["sql"] and " IN (" not in one["sql"]]
    # PostgreSQL reads them through a cursor of its own, which is not among what was caught.
    reading = [one for one in every if one.startswith("SELECT") and '"keys"' in one.split("FROM")[0]]
    assert len(reading) == (connection.vendor == "sqlite")
    assert sum("GROUP BY" in one for one in every) == 1
    assert {row.facts["city"] for row in import_.all_rows.all()} == {"تهران"}


def test_an_attempt_that_was_stopped_is_carried_on_to_the_same_end(checked: Hand) -> None:
    whole, stopped = checked(table()), checked(table())
    before = stands(whole)
    told = {"column": 1, "value": "؟؟؟"}
    assert mend_cells(import_=whole, **told, replacement="محمدی", by=whole.by) == 28
    first = Mending(stopped, 1, "محمدی", _numbers(stopped, "؟؟؟"))
    chunks = first.chunks()
    for _ in range(2):
        with transaction.atomic():
            first.mend(next(chunks))
    done = [one for one in _numbers(stopped, "محمدی") if one <= first.numbers[2 * mending.CHUNK - 1]]
    rest = Mending(stopped, 1, "محمدی", _numbers(stopped, "؟؟؟"), before=done)
    for numbers in rest.chunks():
        rest.mend(numbers)
    recount(stopped)
    whole.refresh_from_db()
    assert stands(whole) == stands(stopped) != before
    assert whole.counts == stopped.counts == {**whole.counts, "new": 20, "duplicate": 40}


def _numbers(import_: Import, text: str) -> list[int]:
    return list(rows_with(import_=import_, column=1, value=text).values_list("number", flat=True))
