"""Cells that say that there is nothing."""

from __future__ import annotations

import pytest

from zolal.engine.fields.missing import is_missing


@pytest.mark.parametrize(
    "cell",
    "- — -- . … ؟ ? ?? / ـ ندارد ندارم نامشخص نا‌مشخص نامعلوم هیچ ثبت‌نشده N/A n/a NA #N/A null NULL None nan (null) \\N "
    "unknown xxx XXXX test TEST تست *** '- '".split(),
)
def test_placeholders_of_every_kind(cell: str) -> None:
    assert is_missing(cell)


@pytest.mark.parametrize(
    "cell",
    ["ن", "نادر", "ندا", "نعمت", "ناصر", "x", "xx", "0", "000", "پلاک ندارد", "Testa", "Nana", "+", "12-", "هیچکاک"],
)
def test_what_only_looks_like_nothing(cell: str) -> None:
    assert not is_missing(cell)


@pytest.mark.parametrize("cell", ["0", "0000000000", "۰۰۰", "0.0", "کد ملی ندارد", "ایمیل ندارد", "فاقد کد ملی"])
def test_zeros_are_nothing_among_codes(cell: str) -> None:
    assert is_missing(cell, code=True)
    assert not is_missing(cell)
