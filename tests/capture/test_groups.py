"""The chunks in which an import goes in."""

from __future__ import annotations

import pytest

from tests.capture.conftest import Hand
from zolal.capture.groups import Chunk, chunk
from zolal.capture.models import Import, ImportRow

pytestmark = pytest.mark.django_db

HEADER = ["نام", "نام خانوادگی", "موبایل"]


@pytest.fixture
def repeating(checked: Hand) -> Import:
    """Twelve people who all stand in the file twice."""
    people = [["سارا", f"رضایی{letter}", f"09123456{place:03}"] for place, letter in enumerate("ابپتثجچحخدذر")]
    import_ = checked([HEADER, *people, *reversed(people)])
    import_.all_rows.filter(number__lte=12).update(sure=False, twin=None)
    import_.all_rows.filter(number__gt=12).update(sure=True)
    for number in range(13, 25):
        import_.all_rows.filter(number=number).update(twin=25 - number)
    return import_


def test_a_chunk_is_the_same_whether_the_one_before_is_in_already_or_on_its_way(repeating: Import) -> None:
    first = chunk(repeating, 0, 5)
    assert first is not None
    on_its_way = _numbers(chunk(repeating, first.last, 5, pending=[first]))
    ImportRow.objects.filter(pk__in=first.rows()).update(record_id=1)
    assert _numbers(chunk(repeating, first.last, 5)) == on_its_way == [[6, 19], [7, 18], [8, 17], [9, 16], [10, 15]]


def test_all_chunks_together_hold_every_row_once(repeating: Import) -> None:
    taken: list[Chunk] = []
    while found := chunk(repeating, taken[-1].last if taken else 0, 5, pending=taken):
        taken.append(found)
    assert sorted(number for one in taken for rows in _numbers(one) for number in rows) == list(range(1, 25))


def _numbers(found: Chunk | None) -> list[list[int]]:
    return [[row.number for row in group.rows] for group in found.groups.values()] if found else []
