"""E-mail addresses that arrive."""

from __future__ import annotations

import pytest

from zolal.engine.fields.domains import POPULAR, mended
from zolal.engine.fields.email import EMAIL, recognise
from zolal.engine.fields.executor import parse_cell
from zolal.engine.fields.kind import Parsed


@pytest.mark.parametrize(
    "address", ["ali@example.ir", "ali.rezaei+shop@gmail.com", "o'neil@example.co.uk", "a_b-c@xn--mgba3a4f16a.com"]
)
def test_a_good_address_is_left_alone(address: str) -> None:
    assert parse_cell(EMAIL, address) == Parsed(address, address)


@pytest.mark.parametrize(
    "written",
    [
        "ALI.Rezaei@Gmail.COM",
        " ali.rezaei@gmail.com\u200f",
        "ali.rezaei\u200c@gmail.com",
        "mailto:ali.rezaei@gmail.com",
        "<ali.rezaei@gmail.com>",
        "Ali Rezaei <ali.rezaei@gmail.com>",
        "علی رضایی ali.rezaei@gmail.com",
        "ایمیل: ali.rezaei@gmail.com",
        "ali.rezaei @ gmail . com",
        "ali.rezaei@gmail.com.",
        "ali.rezaei@gmail.com؛",
        "'ali.rezaei@gmail.com",
        '"ali.rezaei@gmail.com"',
    ],
)
def test_another_form_is_mended_and_told(written: str) -> None:
    normal = "ali.rezaei@gmail.com"
    assert parse_cell(EMAIL, written) == Parsed(normal, normal, "email_form", normal)


def test_persian_digits_become_those_of_the_address() -> None:
    assert parse_cell(EMAIL, "ali۱۳۶۲@gmail.com").value == "ali1362@gmail.com"


@pytest.mark.parametrize("joint", [";", ", ", " ", "\n", "،", " / ", " و ", " | ", "/"])
def test_two_addresses_of_a_cell_become_two_values(joint: str) -> None:
    assert parse_cell(EMAIL, f"ali@example.ir{joint}reza@example.ir").value == "ali@example.ir | reza@example.ir"


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("ali@gamil.com", "ali@gmail.com"),
        ("ali@gmial.com", "ali@gmail.com"),
        ("ali@gnail.com", "ali@gmail.com"),
        ("ali@gmaill.com", "ali@gmail.com"),
        ("ali@gmail.con", "ali@gmail.com"),
        ("ali@gmail.co", "ali@gmail.com"),
        ("ali@gmai.con", "ali@gmail.com"),
        ("ali@yaho.com", "ali@yahoo.com"),
        ("ali@hotmial.com", "ali@hotmail.com"),
        ("ali@chmial.ir", "ali@chmail.ir"),
        ("ali@firm.con", "ali@firm.com"),
    ],
)
def test_a_misspelt_domain_is_kept_and_the_mend_proposed(written: str, proposal: str) -> None:
    assert parse_cell(EMAIL, written) == Parsed(written, written, "email_typo", proposal)


def test_domains_that_exist_are_not_mended() -> None:
    for domain in (*POPULAR, "cloud.com", "firm.cm", "yahoo.co.uk", "example.ir", "rayan.ir"):
        assert mended(domain) == ""


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("ali@gmail,com", "ali@gmail.com"),
        ("ali@gmailcom", "ali@gmail.com"),
        ("ali", ""),
        ("ali@", ""),
        ("@gmail.com", ""),
        ("ali@@gmail.com", ""),
        ("ali..r@gmail.com", ""),
        (".ali@gmail.com", ""),
        ("ali@-x.com", ""),
        ("ali@x", ""),
        ("علی@gmail.com", ""),
        ("ali rezaei@gmail.com", ""),
        ("a" * 65 + "@gmail.com", ""),
        ("09122002580", ""),
    ],
)
def test_no_address_gives_no_value(written: str, proposal: str) -> None:
    found = parse_cell(EMAIL, written)
    assert (found.value, found.code, found.proposal) == ("", "email_invalid", proposal)


def test_the_good_address_beside_a_bad_one_is_kept() -> None:
    found = parse_cell(EMAIL, "ali@example.ir, reza@")
    assert (found.value, found.code) == ("ali@example.ir", "email_invalid")


def test_addresses_of_offices_and_throw_away_ones_are_valid_but_told() -> None:
    assert parse_cell(EMAIL, "Info@example.ir") == Parsed("info@example.ir", "info@example.ir", "email_role")
    assert parse_cell(EMAIL, "info@gmail.com").code == "email_role"
    assert parse_cell(EMAIL, "ali@yopmail.com").code == "email_disposable"


def test_a_column_of_addresses_is_recognised_by_its_cells() -> None:
    assert recognise(["ali@gmail.com", " Sara@x.ir "]) == 1
    assert recognise(["علی", "@shop", "x@y"]) == 0
