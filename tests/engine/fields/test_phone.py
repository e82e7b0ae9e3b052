"""A column in which all sorts of numbers stand."""

from __future__ import annotations

import pytest

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed
from zolal.engine.fields.landline import recognise as looks_like_landlines
from zolal.engine.fields.mobile import recognise as looks_like_mobiles
from zolal.engine.fields.phone import PHONE, recognise


@pytest.mark.parametrize(
    ("written", "value", "key"),
    [
        ("0912 200 2580", "09122002580", "+989122002580"),
        ("021-88881234", "02188881234", "+982188881234"),
        ("+44 20 7946 0958", "+442079460958", "+442079460958"),
        ("001-415-555-2671", "+14155552671", "+14155552671"),
        ("09122002580 / 02188881234", "09122002580 | 02188881234", "+989122002580 | +982188881234"),
    ],
)
def test_any_sort_is_welcome(written: str, value: str, key: str) -> None:
    assert parse_cell(PHONE, written) == Parsed(value, key, "phone_form", value)


def test_a_number_of_an_unknown_country_is_kept_as_written_and_doubted() -> None:
    assert parse_cell(PHONE, "415-555-2671") == Parsed("415-555-2671", "4155552671", "phone_country")


@pytest.mark.parametrize("written", ["+999 123456789", "+98 123", "0912", "abc", "12"])
def test_no_number_at_all(written: str) -> None:
    found = parse_cell(PHONE, written)
    assert (found.value, found.code) == ("", "phone_invalid")


def test_mixed_columns_are_phones_and_pure_ones_are_not() -> None:
    mixed = ["09122002580", "02188881234", "+14155552671"]
    assert recognise(mixed) > max(looks_like_mobiles(mixed), looks_like_landlines(mixed))
    assert recognise(["09122002580"] * 3) < looks_like_mobiles(["09122002580"] * 3)
