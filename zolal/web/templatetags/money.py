"""Amounts in the unit that was chosen for readers; stored they are rials."""

from __future__ import annotations

from django import template

from zolal.core.settings import setting
from zolal.i18n import MoneyUnit, format_amount, format_money, format_share, money_of_reader, money_word
from zolal.web.templatetags.reading import digits_language, language

register = template.Library()


def unit() -> MoneyUnit:
    """In what amounts are shown and typed: as the reader likes, else as the company does."""
    found = money_of_reader.get()
    if not found:
        found = str(setting("money.unit"))
        money_of_reader.set(found)
    return "rial" if found == "rial" else "toman"


@register.filter
def money(rials: int | None) -> str:
    """125000 → «۱۲٬۵۰۰ تومان»; "" for nothing."""
    return "" if rials is None else format_money(int(rials), digits_language(), unit())


@register.filter
def amount(rials: int | None) -> str:
    """The same without the unit, for a column whose head says it."""
    return "" if rials is None else format_amount(int(rials), digits_language(), unit())


@register.filter
def per_cent(hundredths: int | None) -> str:
    """1000 → «۱۰٪»: of hundredths of a per cent."""
    if hundredths is None:
        return ""
    return format_share(hundredths / 10_000, digits_language(), 2 if hundredths % 100 else 0)


@register.simple_tag
def money_unit() -> str:
    """What the unit is called."""
    return money_word(unit(), language())
