"""Persian text: one letter, one code point, and nothing invisible, whatever keyboard it was typed on."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zolal.engine.persian.letters import digits, key, store

ZWNJ, ZWJ = "\u200c", "\u200d"
_CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
    st.characters(min_codepoint=0x0750, max_codepoint=0x08FF),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
    st.characters(min_codepoint=0x0300, max_codepoint=0x036F),
    st.characters(min_codepoint=0x0020, max_codepoint=0x007E),
    st.sampled_from(f"{ZWNJ}{ZWJ}\u200e\u200f\u202a\u202b\u202c\u2066\u2069\u200b\ufeff\u00ad\u0640 \t\n\u00a0"),
    st.sampled_from("😀👨👩👧🏽❤⚽☀\ufe0f"),
    st.sampled_from("ẞİıſ\u212aßς\u1fb3\u0345ŉΩÅΐև\ufb03"),  # letters whose case folding is odd
)
TEXTS = st.text(_CHARACTERS, max_size=12)


@given(TEXTS)
@example("ا\u0653")
@example(f" {ZWNJ} ا")
@example("\u0640\u0654ى")
def test_storing_twice_changes_nothing_more(text: str) -> None:
    assert store(store(text)) == store(text)


@given(TEXTS)
@example("ﷺ")
@example("İ")
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(TEXTS)
@example("ﻻ")
@example("ۀ")
def test_what_is_stored_is_found_by_what_was_written(text: str) -> None:
    assert key(store(text)) == key(text)


@given(TEXTS)
def test_a_key_is_fit_to_be_stored(text: str) -> None:
    assert store(key(text)) == key(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x06FF), max_size=12), st.sampled_from("\u0301\u0338ֿ"))
def test_letters_fold_alike_among_plain_and_among_rare_ones(text: str, mark: str) -> None:
    """A combining mark, which the key drops, sends the text down the long way."""
    assert key(f"{text} x{mark}") == key(f"{text} x")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("علي", "علی"),
        ("كاظم", "کاظم"),
        ("موسى", "موسی"),
        ("ڪريمي", "کریمی"),
        ("ھمہ ە", "همه ه"),
        ("مــحــمد", "محمد"),
        ("ﻣﺤﻤﺪ ﻻﻟﻪ", "محمد لاله"),
        ("\u202bسارا\u202c\u200f", "سارا"),
        ("سارا\u00a0\u2003احمدی\t", "سارا احمدی"),
        (f"علی{ZWNJ}{ZWNJ}رضا", f"علی{ZWNJ}رضا"),
        (f"علی {ZWNJ}رضا{ZWNJ}", "علی رضا"),
        (f"م{ZWJ}ریم", "مریم"),
        (f"👨{ZWJ}👩{ZWJ}👧", f"👨{ZWJ}👩{ZWJ}👧"),
        ("آ", "آ"),
        ("ا\u0653ذر", "آذر"),
        ("مسئول مؤسسه", "مسئول مؤسسه"),
        ("پلاک ۱۲", "پلاک ۱۲"),
    ],
)
def test_what_we_keep(written: str, stored: str) -> None:
    assert store(written) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی‌رضا", "علیرضا"),
        ("مُحمّد", "محمد"),
        ("آذر", "اذر"),
        ("رأفت", "رافت"),
        ("مؤسسه", "موسسه"),
        ("فاطمة", "فاطمه"),
        ("هیئت", "هییت"),
        ("خانهٔ", "خانه"),
        ("پلاک ۱۲", "پلاک 12"),
        ("٠١٢", "012"),
        ("ALI Rezaei", "ali rezaei"),
        ("José", "jose"),
    ],
)
def test_what_compares_as_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    "one", ["ali.rezaei+crm@gmail.com", "https://example.com/A-b_c?q=1#x", "+98 912 200 2580", "C-1024/7"]
)
def test_addresses_numbers_and_codes_are_stored_as_they_are(one: str) -> None:
    assert store(one) == one


def test_only_decimal_digits_of_known_scripts_become_ascii() -> None:
    assert digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ０９") == "0123456789 0123456789 09"
    assert digits("²①५") == "²①५"
