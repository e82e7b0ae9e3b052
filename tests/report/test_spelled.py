"""Sums in words, as an invoice says them."""

import pytest

from zolal.report.spelled import spelled


@pytest.mark.parametrize(
    ("number", "fa", "en"),
    [
        (0, "صفر", "zero"),
        (14, "چهارده", "fourteen"),
        (85, "هشتاد و پنج", "eighty-five"),
        (1_001, "هزار و یک", "one thousand one"),
        (1_000_000, "یک میلیون", "one million"),
        (16_000_320, "شانزده میلیون و سیصد و بیست", "sixteen million three hundred twenty"),
        (-7, "منفی هفت", "minus seven"),
    ],
)
def test_numbers_in_words(number: int, fa: str, en: str) -> None:
    assert (spelled(number, "fa"), spelled(number, "en")) == (fa, en)
