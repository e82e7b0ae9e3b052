"""Amounts in the unit that was chosen for readers; stored they are rials."""

from __future__ import annotations

from contextvars import ContextVar

from django import template
from django.core.signals import request_started

from zolal.core.settings import setting
from zolal.i18n import MoneyUnit, format_amount, format_money, format_share, money_word
from zolal.web.templatetags.reading import digits_language, language

register = template.Library()

unit_of_reader: ContextVar[str] = ContextVar("unit_of_reader", default="")
"""The unit of this request, read from the settings when its first amount is shown."""


def _forget(**_: object) -> None:
    """What an earlier request in the same thread has read."""
    unit_of_reader.set("")


request_started.connect(_forget)


def unit() -> MoneyUnit:
    """In what amounts are shown and typed."""
    found = unit_of_reader.get()
    if not found:
        found = str(setting("money.unit"))
        unit_of_reader.set(found)
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
def in_rials(rials: int | None) -> str:
    """In rials whatever was chosen, without the unit: for what the law wants in rials."""
    return "" if rials is None else format_amount(int(rials), digits_language(), "rial")


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
