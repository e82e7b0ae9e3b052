"""Files as people have them."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand, as_csv
from zolal.capture.models import Import
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

HEADER = ["نام", "نام خانوادگی", "موبایل"]
ALI = ["علي", "محمدي", "09122002580"]


def test_a_file_of_an_old_windows_program_is_read_as_it_was_meant(taken_in: Hand) -> None:
    table = [["نام", "نام خانوادگي", "موبايل"], ALI, ["سارا", "كريمي", "09351234567"]]
    taken_in(as_csv(table).decode().encode("cp1256"))
    assert [*Person.objects.order_by("pk").values_list("name", flat=True)] == ["علی محمدی", "سارا کریمی"]


def test_a_title_above_the_header_is_no_row(taken_in: Hand) -> None:
    taken_in([["فهرست مشتریان ۱۴۰۳", "", ""], HEADER, ALI])
    assert [*Person.objects.values_list("name", flat=True)] == ["علی محمدی"]


def test_of_two_hundred_columns_none_is_lost(taken_in: Hand) -> None:
    headers = [f"ستون {number}" for number in range(200)]
    taken_in([[*HEADER, *headers], [*ALI, *(f"مقدار {number}" for number in range(200))]])
    assert Person.objects.get().more == {f"ستون {number}": f"مقدار {number}" for number in range(200)}


def test_a_file_without_anything_says_so(hand_in: Hand) -> None:
    import_ = hand_in(b"", name="empty.csv")
    assert import_.state == Import.State.FAILED
    assert "empty.csv" in import_.error


def test_a_file_with_a_header_alone_brings_nobody_in(hand_in: Hand) -> None:
    import_ = hand_in([HEADER])
    assert import_.state in {Import.State.FAILED, Import.State.MAPPING}
    assert import_.rows == 0
    assert import_.state == Import.State.MAPPING or import_.error


def test_a_file_of_one_person_over_and_over_brings_in_one(taken_in: Hand) -> None:
    import_ = taken_in([HEADER, *[ALI] * 50])
    assert Person.objects.count() == 1
    assert (import_.counts["created"], import_.counts["repeated"]) == (1, 49)
