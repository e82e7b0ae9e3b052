"""Words, digits, numbers and dates in the reader's language: only for what a person sees, never for CSV or JSON."""

from __future__ import annotations

import gettext
import math
import os
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from zolal.engine.persian.calendar import to_jalali
from zolal.engine.records import N_, Translate

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "django"
LOCALE = Path(__file__).parent / "locale"

_MOST_TIMES = math.log(1_000_000)
"""Odds that grow by more are told as a million times and more."""
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_PERSIAN_NUMBER = str.maketrans("0123456789,.%-", "۰۱۲۳۴۵۶۷۸۹٬٫٪−")


def translator(lang: Language) -> Translate:
    """A function from the English sentence of the source to the one in `lang`; an unknown sentence stays English."""
    return gettext.translation(DOMAIN, LOCALE, languages=[lang], fallback=True).gettext


def speak(lang: Language) -> None:
    """Let sentences of the standard library (argparse's errors and help) come in `lang` too, for this whole process."""
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, LOCALE)
    gettext.textdomain(DOMAIN)


STANDARD_LIBRARY = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("expected one argument"),
    N_("expected at least one argument"),
)
"""What argparse says, listed here so that it is collected for translation with our own."""


def localise_digits(text: str, lang: Language) -> str:
    """The same text with Persian digits in Persian; nothing else changes."""
    return text.translate(_PERSIAN_DIGITS) if lang == "fa" else text


def in_persian(number: str) -> str:
    """A written number in Persian digits and signs.

    A sign stays left of its number also amid Persian words: a left-to-right mark precedes it, as CLDR has it.
    """
    told = number.translate(_PERSIAN_NUMBER)
    return f"\u200e{told}" if told.startswith("−") else told


def format_number(value: float, lang: Language, decimals: int = 0) -> str:
    """1234.5 → «۱٬۲۳۴٫۵» or "1,234.5", rounded to `decimals` places (Babel's fa keeps Latin digits)."""
    text = f"{value:,.{decimals}f}"
    return in_persian(text) if lang == "fa" else text


def format_share(share: float, lang: Language, decimals: int = 0) -> str:
    """0.754 → «۷۵٪» or "75%"."""
    text = f"{share:.{decimals}%}"
    return in_persian(text) if lang == "fa" else text


def format_factor(log_odds: float, lang: Language) -> str:
    """By how much odds grow or shrink, with two digits that count: 2.3 → "× 10", -9.8 → "÷ 18,000"."""
    sign = "÷" if log_odds < 0 else "×"
    times = math.exp(min(abs(log_odds), _MOST_TIMES + 1))
    if abs(log_odds) > _MOST_TIMES:
        return f"{sign} {format_number(math.exp(_MOST_TIMES), lang)}+"
    size = math.floor(math.log10(times))
    return f"{sign} {format_number(round(times, 1 - size), lang, 1 if size == 0 else 0)}"


MoneyUnit = Literal["rial", "toman"]
RIALS: dict[MoneyUnit, int] = {"rial": 1, "toman": 10}
_MONEY_WORDS: dict[MoneyUnit, dict[Language, str]] = {
    "rial": {"fa": "ریال", "en": "rials"},
    "toman": {"fa": "تومان", "en": "tomans"},
}


money_of_reader: ContextVar[str] = ContextVar("money_of_reader", default="")
"""The unit in which the reader of this request wants amounts; "" where nobody has said."""


digits_of_reader: ContextVar[str] = ContextVar("digits_of_reader", default="persian")
"""The digits in which the reader of this request wants numbers: "persian" or "latin"."""


def money_word(unit: MoneyUnit, lang: Language) -> str:
    """What the unit is called: «تومان» or "tomans"."""
    return _MONEY_WORDS[unit][lang]


def format_amount(rials: int, lang: Language, unit: MoneyUnit) -> str:
    """12,345 rials → «۱٬۲۳۴٫۵» tomans: exact, however large, for where the unit stands beside it."""
    whole, rest = divmod(abs(rials), RIALS[unit])
    text = f"{'-' if rials < 0 else ''}{whole:,}{f'.{rest}' if rest else ''}"
    return in_persian(text) if lang == "fa" else text


def format_money(rials: int, lang: Language, unit: MoneyUnit) -> str:
    """12,345 rials → «۱٬۲۳۴٫۵ تومان»: the unit is always said, for a factor of ten looks like nothing."""
    return f"{format_amount(rials, lang, unit)} {money_word(unit, lang)}"


def format_date(day: date, lang: Language) -> str:
    """2024-03-24 → «۱۴۰۳/۰۱/۰۵» (Jalali) or "2024-03-24"."""
    if lang == "en":
        return day.isoformat()
    year, month, dom = to_jalali(day)
    return localise_digits(f"{year:04}/{month:02}/{dom:02}", lang)
