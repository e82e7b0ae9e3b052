"""How one name comes to be written in many ways: letters, half-spaces, slips of the ear and of the finger, Latin."""

from __future__ import annotations

from zolal.demo.dice import Dice

ZWNJ = "\u200c"
ARABIC_LETTERS = str.maketrans("یک", "يك")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
VOWEL_MARKS = "\u064e\u064f\u0650\u0651"

SOUND_ALIKE = {
    "ز": "ذضظ", "ذ": "زظ", "ض": "ظز", "ظ": "ضز", "س": "صث", "ص": "سث", "ث": "سص", "ت": "ط", "ط": "ت",
    "ح": "ه", "ه": "ح", "ق": "غ", "غ": "ق", "ا": "آع", "ع": "ا", "ئ": "ی", "ک": "گ", "گ": "ک",
}  # fmt: skip
KEYBOARD = ("ضصثقفغعهخحجچ", "شسیبلاتنمکگ", "ظطزرذدپو")
NEIGHBOURS = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in KEYBOARD for at, letter in enumerate(row)
}

COMPOUND_STARTS = ("محمد", "امیر", "علی", "غلام", "ابو")
SURNAME_ENDS = ("زاده", "پور", "نیا", "نژاد", "خانی", "فر")

# Spelling in Latin letters → what others write for it, and how often.
ROMAN_VARIANTS = (
    ("gh", ("q",), 0.3),
    ("oo", ("ou", "u"), 0.35),
    ("ou", ("u", "oo"), 0.35),
    ("ee", ("i",), 0.25),
    ("mohammad", ("mohamad", "muhammad", "mohammed"), 0.3),
    ("hossein", ("hosein", "husein", "hussein"), 0.35),
    ("zadeh", ("zade",), 0.3),
    ("aei", ("ai", "aee"), 0.3),
    ("ey", ("ei",), 0.25),
    ("sh", ("sch",), 0.02),
    ("v", ("w",), 0.12),
    ("kh", ("x",), 0.02),
)


def script_noise(text: str, dice: Dice) -> str:
    """The same words from another keyboard: Arabic letters, a stretched letter, a vowel mark, odd spaces."""
    if dice.chance(0.3):
        text = text.translate(ARABIC_LETTERS)
    kind = dice.throw()
    if kind < 0.03 and len(text) > 3:
        return _insert(text, "ـ", dice)
    if kind < 0.06 and len(text) > 2:
        return _insert(text, dice.pick(VOWEL_MARKS), dice)
    if kind < 0.09:
        return text.replace("آ", "ا", 1)
    return f" {text}  " if kind < 0.12 else text


def _insert(text: str, sign: str, dice: Dice) -> str:
    at = dice.number(1, len(text) - 1)
    return text[:at] + sign + text[at:]


def persian_slip(text: str, dice: Dice) -> str:
    """One mistake: a letter that sounds alike, a neighbouring key, a letter lost, swapped or doubled."""
    if len(text) < 3:
        return text
    at = dice.number(1, len(text) - 1)
    kind = dice.throw()
    if kind < 0.55:
        wrong = (SOUND_ALIKE if kind < 0.35 else NEIGHBOURS).get(text[at], "")
        return text[:at] + dice.pick(wrong) + text[at + 1 :] if wrong else text[:at] + text[at + 1 :]
    return _misplaced(text, at, kind)


def latin_slip(text: str, dice: Dice) -> str:
    """One mistake in Latin letters."""
    if len(text) < 3:
        return text
    at = dice.number(1, len(text) - 1)
    kind = dice.throw()
    if kind < 0.4:
        return text[:at] + dice.pick("abcdefghijklmnoprstuvyz") + text[at + 1 :]
    return _misplaced(text, at, kind)


def _misplaced(text: str, at: int, kind: float) -> str:
    if kind < 0.72:
        return text[:at] + text[at + 1 :]
    if kind < 0.9:
        return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]


def spaced_given(name: str, dice: Dice) -> str:
    """علیرضا، علی رضا، علی‌رضا: a compound given name in one of its three spellings."""
    for start in COMPOUND_STARTS:
        if name.startswith(start) and len(name) > len(start) + 2:
            return start + dice.pick(("", "", "", " ", ZWNJ)) + name[len(start) :].lstrip(" " + ZWNJ)
    return name


def spaced_surname(name: str, dice: Dice) -> str:
    """رضازاده، رضا زاده، رضا‌زاده."""
    for end in SURNAME_ENDS:
        if name.endswith(end) and len(name) > len(end) + 2:
            return name[: -len(end)] + dice.pick(("", "", "", " ", ZWNJ)) + end
    return name


def romanised(latin: str, dice: Dice) -> str:
    """A Latin spelling as somebody else would write it."""
    for usual, others, often in ROMAN_VARIANTS:
        if usual in latin and dice.chance(often):
            latin = latin.replace(usual, dice.pick(others))
    if latin.endswith("e") and dice.chance(0.3):
        latin += "h"
    return latin


def digit_noise(text: str, dice: Dice, persian: float) -> str:
    """The same digits in Persian (with the given probability) or, seldom, Arabic."""
    kind = dice.throw()
    if kind < persian:
        return text.translate(PERSIAN_DIGITS)
    return text.translate(ARABIC_DIGITS) if kind > 0.98 else text


def wrong_digit(text: str, dice: Dice, first: int = 0) -> str:
    """One digit, from position `first` on, mistyped."""
    at = dice.number(first, len(text) - 1)
    return f"{text[:at]}{(int(text[at]) + dice.number(1, 9)) % 10}{text[at + 1 :]}"
