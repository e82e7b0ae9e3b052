"""Zolal speaks Persian wholly, and writes numbers and dates as Persians do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import zolal
from zolal.i18n import DOMAIN, LOCALE, Language, format_date, format_number, format_share, localise_digits, translator

SOURCE = Path(zolal.__file__).parent
GAP = re.compile(r"\{\w*\}|%(?:\(\w+\))?[rsd]")


def marked() -> set[str]:
    found = extract_from_dir(
        SOURCE, [("**.py", "python"), ("**.html", "jinja2")], keywords={**DEFAULT_KEYWORDS, "N_": None}
    )
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def persian() -> Catalog:
    with (LOCALE / "fa" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="fa", abort_invalid=True)


def test_every_marked_sentence_is_in_persian() -> None:
    translated = {message.id for message in persian() if message.string and not message.fuzzy}

    assert sorted(marked() - translated) == []


def test_nothing_is_translated_that_nobody_says() -> None:
    catalog = persian()

    assert sorted({message.id for message in catalog if message.id} - marked()) == []
    assert not catalog.obsolete


def test_a_translation_fills_the_same_gaps() -> None:
    wrong = {m.id: m.string for m in persian() if m.id and sorted(GAP.findall(m.id)) != sorted(GAP.findall(m.string))}

    assert wrong == {}


def test_persian_is_written_with_persian_letters() -> None:
    arabic = {message.id: message.string for message in persian() if message.id and set(message.string) & set("يك٤٥٦ة")}

    assert arabic == {}


def test_the_compiled_sentences_are_those_of_the_source() -> None:
    translate = translator("fa")

    assert {m.id: translate(m.id) for m in persian() if m.id} == {m.id: m.string for m in persian() if m.id}


def test_english_is_the_source_itself() -> None:
    assert translator("en")("Rows read") == "Rows read"


@pytest.mark.parametrize(
    ("lang", "value", "decimals", "text"),
    [
        ("fa", 1234567, 0, "۱٬۲۳۴٬۵۶۷"),
        ("fa", 1234.56, 1, "۱٬۲۳۴٫۶"),
        ("fa", -5, 0, "−۵"),
        ("en", 1234567.5, 1, "1,234,567.5"),
        ("fa", 0, 0, "۰"),
    ],
)
def test_numbers(lang: Language, value: float, decimals: int, text: str) -> None:
    assert format_number(value, lang, decimals) == text


@pytest.mark.parametrize(("lang", "text"), [("fa", "۷۵٫۴٪"), ("en", "75.4%")])
def test_shares(lang: Language, text: str) -> None:
    assert format_share(0.754, lang, 1) == text


@pytest.mark.parametrize(("lang", "text"), [("fa", "۱۴۰۵/۰۸/۳۰"), ("en", "2026-11-21")])
def test_dates_are_jalali_in_persian(lang: Language, text: str) -> None:
    assert format_date(date(2026, 11, 21), lang) == text


def test_digits_alone() -> None:
    assert localise_digits("CRM 2.0", "fa") == "CRM ۲.۰"
    assert localise_digits("CRM 2.0", "en") == "CRM 2.0"
