"""What people may type after an option."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

import pytest

from zolal.cleaning import choices


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (choices.mapping, "ستون=mobile", ("ستون", "mobile")),
        (choices.mapping, " a = b =city", ("a = b", "city")),
        (choices.mapping, "Tel=Mobile", ("Tel", "mobile")),
        (choices.kinds, "Name, mobile،email", ("name", "mobile", "email")),
        (choices.probability, "0.95", 0.95),
        (choices.probability, "۰٫۶", 0.6),
        (choices.day, "2026-11-21", date(2026, 11, 21)),
        (choices.day, "2026/11/21", date(2026, 11, 21)),
        (choices.day, "1405/08/30", date(2026, 11, 21)),
        (choices.day, "۱۴۰۳-۱۲-۳۰", date(2025, 3, 20)),
        (choices.delimiter, ";", ";"),
        (choices.delimiter, "tab", "\t"),
        (choices.delimiter, "\\t", "\t"),
        (choices.count, "۱۲", 12),
        (choices.count, "0", 0),
    ],
)
def test_understood(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (choices.mapping, "mobile"),
        (choices.mapping, "=mobile"),
        (choices.mapping, "ستون="),
        (choices.kinds, " , "),
        (choices.probability, "1.5"),
        (choices.probability, "nan"),
        (choices.probability, "high"),
        (choices.day, "1403/13/01"),
        (choices.day, "1402/12/30"),
        (choices.day, "yesterday"),
        (choices.day, "2026-02-30"),
        (choices.delimiter, ""),
        (choices.delimiter, ";;"),
        (choices.delimiter, '"'),
        (choices.delimiter, "\n"),
        (choices.count, "-1"),
        (choices.count, "²"),
    ],
)
def test_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        read(text)
