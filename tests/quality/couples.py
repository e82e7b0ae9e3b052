"""Couples of records that matching cannot decide: a rare name, and different mobiles and cities."""

from __future__ import annotations

from collections.abc import Sequence

from tests.quality.conftest import Enter
from zolal.quality.models import Pair

LETTERS = "بپتجچخدرزسشفقکگلمن"


def couples(enter: Enter, count: int, first: int = 0) -> list[Pair]:
    """So many pairs that await a decision."""
    found = []
    for number in range(first, first + count):
        name = f"{LETTERS[number % 18]}ون{LETTERS[number // 18]}اریان"
        one = enter(given_name="گشتاسب", family_name=name, city="تهران", mobile=f"0912200{number:04}")
        other = enter(given_name="گشتاسب", family_name=name, city="شیراز", mobile=f"0935711{number:04}")
        found.append(Pair.objects.get(first_id=one, second_id=other))
    return found


def likelihood(pairs: Sequence[Pair]) -> float:
    """The mean probability, as it is now."""
    now = Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).values_list("probability", flat=True)
    return sum(now) / len(pairs)
