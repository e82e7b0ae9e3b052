"""Zolal speaks Persian wholly, and writes numbers and dates as Persians do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import zolal
from tests.messages import KEYWORDS, METHODS, persian
from zolal.i18n import (
    Language,
    format_date,
    format_factor,
    format_number,
    format_share,
    localise_digits,
    translator,
)

SOURCE = Path(zolal.__file__).parent
GAP = re.compile(r"\{\w*\}|%(?:\(\w+\))?[rsd]")


Message = tuple[str | None, str]
"""The context, if any, and the English sentence."""


def marked() -> set[Message]:
    found = extract_from_dir(SOURCE, METHODS, keywords=KEYWORDS)
    return {(context, message) for _, _, message, _, context in found if isinstance(message, str)}


def test_every_marked_sentence_is_in_persian() -> None:
    translated = {(message.context, message.id) for message in persian() if message.string and not message.fuzzy}

    assert sorted(marked() - translated, key=str) == []


def test_nothing_is_translated_that_nobody_says() -> None:
    catalog = persian()

    assert sorted({(message.context, message.id) for message in catalog if message.id} - marked(), key=str) == []
    assert not catalog.obsolete


def test_a_translation_fills_the_same_gaps() -> None:
    wrong = {m.id: m.string for m in persian() if m.id and sorted(GAP.findall(m.id)) != sorted(GAP.findall(m.string))}

    assert wrong == {}


def test_persian_is_written_with_persian_letters() -> None:
    arabic = {message.id: message.string for message in persian() if message.id and set(message.string) & set("يك٤٥٦ة")}

    assert arabic == {}


def test_the_compiled_sentences_are_those_of_the_source() -> None:
    translate = translator("fa")

    # A context stands before its sentence in the compiled catalogue, after gettext's own manner.
    source = {f"{m.context}\x04{m.id}" if m.context else str(m.id): m.string for m in persian() if m.id}

    assert {key: translate(key) for key in source} == source


def test_english_is_the_source_itself() -> None:
    assert translator("en")("Rows read") == "Rows read"


@pytest.mark.parametrize(
    ("lang", "value", "decimals", "text"),
    [
        ("fa", 1234567, 0, "۱٬۲۳۴٬۵۶۷"),
        ("fa", 1234.56, 1, "۱٬۲۳۴٫۶"),
        ("fa", -5, 0, "\u200e−۵"),
        ("en", 1234567.5, 1, "1,234,567.5"),
        ("fa", 0, 0, "۰"),
    ],
)
def test_numbers(lang: Language, value: float, decimals: int, text: str) -> None:
    assert format_number(value, lang, decimals) == text


@pytest.mark.parametrize(("lang", "text"), [("fa", "۷۵٫۴٪"), ("en", "75.4%")])
def test_shares(lang: Language, text: str) -> None:
    assert format_share(0.754, lang, 1) == text


@pytest.mark.parametrize(
    ("odds", "text"),
    [(9.8, "× 18,000"), (-1.9, "÷ 6.7"), (0.1, "× 1.1"), (2.302586, "× 10"), (0.0, "× 1.0"), (-80, "÷ 1,000,000+")],
)
def test_odds_grow_and_shrink_by_numbers_with_two_digits_that_count(odds: float, text: str) -> None:
    assert format_factor(odds, "en") == text


def test_factors_have_persian_digits_in_persian() -> None:
    assert format_factor(9.8, "fa") == "× ۱۸٬۰۰۰"


@pytest.mark.parametrize(("lang", "text"), [("fa", "۱۴۰۵/۰۸/۳۰"), ("en", "2026-11-21")])
def test_dates_are_jalali_in_persian(lang: Language, text: str) -> None:
    assert format_date(date(2026, 11, 21), lang) == text


def test_digits_alone() -> None:
    assert localise_digits("CRM 2.0", "fa") == "CRM ۲.۰"
    assert localise_digits("CRM 2.0", "en") == "CRM 2.0"
