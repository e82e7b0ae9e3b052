"""Patterns show at a glance in how many ways a column was written."""

import polars as pl
import pytest

from zolal.engine.profile.patterns import LONGEST, shape


@pytest.mark.parametrize(
    ("cell", "pattern"),
    [
        ("09123456789", "99999999999"),
        ("0912-345 6789", "9999-999 9999"),
        ("۰۹۱۲٣٤٥", "۹۹۹۹٩٩٩"),
        ("علی رضایی", "ب ب"),
        ("علي\u200cرضا", "ب"),
        ("Ali KARIMI", "Aa A"),
        ("a.karimi@mail.ir", "a.a@a.a"),
        ("پلاک ۱۲، واحد 3", "ب ۹۹، ب 9"),
        ("1403/01/05", "9999/99/99"),
        (" تهران", " ب"),
        ("", ""),
    ],
)
def test_words_become_one_letter_and_digits_nines(cell: str, pattern: str) -> None:
    assert pl.Series("cell", [cell]).to_frame().select(shape(pl.col("cell"))).item() == pattern


def test_long_patterns_are_cut() -> None:
    assert len(pl.select(shape(pl.lit("1" * 500))).item()) == LONGEST
