"""Landlines: area code and eight digits, extensions and ranges of lines."""

from __future__ import annotations

import pytest

from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Context, Parsed
from zolal.engine.fields.landline import LANDLINE, recognise
from zolal.engine.fields.telephone import AREA_CODES

TEHRAN = Context(area_code="021")


@pytest.mark.parametrize(
    "written",
    [
        "021-88881234",
        "021 8888 1234",
        "(021)88881234",
        "+98 21 8888 1234",
        "00982188881234",
        "982188881234",
        "2188881234",
        "۰۲۱۸۸۸۸۱۲۳۴",
        "تلفن: ۰۲۱-۸۸۸۸۱۲۳۴",
    ],
)
def test_a_full_number_in_any_form(written: str) -> None:
    assert parse_cell(LANDLINE, written) == Parsed("02188881234", "+982188881234", "phone_form", "02188881234")


def test_every_province_has_its_area_code() -> None:
    assert len(set(AREA_CODES)) == 31
    for area in AREA_CODES:
        assert parse_cell(LANDLINE, f"{area}33445566") == Parsed(f"{area}33445566", f"+98{area[1:]}33445566")


def test_a_local_number_needs_the_area_of_its_column() -> None:
    assert parse_cell(LANDLINE, "8888-1234") == Parsed(key="88881234", code="phone_area_code")
    assert parse_cell(LANDLINE, "8888-1234", TEHRAN) == Parsed(
        "02188881234", "+982188881234", "phone_form", "02188881234"
    )


@pytest.mark.parametrize(
    "written",
    [
        "02188881234 داخلی ۱۲",
        "02188881234 داخلي 12",
        "02188881234(داخلی 12)",
        "021-88881234 ext. 12",
        "02188881234 x12",
        "02188881234#12",
        "02188881234، داخلی: 12",
    ],
)
def test_an_extension_has_one_form_that_reads_back(written: str) -> None:
    normal = "02188881234 داخلی 12"
    assert parse_cell(LANDLINE, written) == Parsed(normal, "+982188881234", "phone_form", normal)
    assert parse_cell(LANDLINE, normal) == Parsed(normal, "+982188881234")


@pytest.mark.parametrize(
    "written",
    ["02188881234-5", "021-88881234-36", "02188881234 الی 6", "02188881234 تا 38", "02188881234/5", "02188881234-8"],
)
def test_a_range_of_lines_keeps_its_first_number(written: str) -> None:
    assert parse_cell(LANDLINE, written) == Parsed("02188881234", "+982188881234", "phone_range", "02188881234")


def test_two_lines_of_a_cell() -> None:
    assert parse_cell(LANDLINE, "02188881234 - 88885678", TEHRAN).value == "02188881234 | 02188885678"
    assert parse_cell(LANDLINE, "02188881234 , 03133445566").value == "02188881234 | 03133445566"


@pytest.mark.parametrize("written", ["02288881234", "0218888123", "021888812345", "88881", "شماره ندارم الان"])
def test_no_such_line(written: str) -> None:
    found = parse_cell(LANDLINE, written)
    assert (found.value, found.code) == ("", "landline_invalid")


def test_a_mobile_is_kept_and_told_apart() -> None:
    assert parse_cell(LANDLINE, "0912 200 2580") == Parsed(
        "09122002580", "+989122002580", "landline_mobile", "09122002580"
    )


def test_a_column_of_landlines_is_recognised_by_its_cells() -> None:
    assert recognise(["02188881234", "031-33445566"]) == 1
    assert 0 < recognise(["88881234", "33445566"]) < 0.5
    assert recognise(["09122002580", "1362-05-11", "0499370899"]) == 0
