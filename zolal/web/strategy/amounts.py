"""Values of measures as people type them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.engine.fields.number import plain_number
from zolal.i18n import RIALS
from zolal.web.money_field import read_amount, typed_amount
from zolal.web.templatetags.money import unit as money_unit


def read_value(text: str, unit: str) -> int | None:
    """Rials, hundredths of a per cent, or a whole number; None for nothing. Raises `ValidationError` for no number."""
    if not text.strip():
        return None
    if unit == "rial":
        return read_amount(text)
    found = plain_number(text.replace("%", "").replace("٪", "").strip())
    if not found or len(found) > 20:
        raise ValidationError(_("“%(text)s” is no number.") % {"text": text[:60]})
    typed = Decimal(found) * (100 if unit == "share" else 1)
    whole = typed.quantize(Decimal(1), ROUND_HALF_UP)
    if unit != "share" and whole != typed:
        raise ValidationError(_("Write a whole number."))
    return int(whole)


def scale(unit: str) -> int:
    """By what values of charts are divided: to per cent, to millions in the unit of the reader."""
    return {"share": 100, "rial": 1_000_000 * RIALS[money_unit()]}.get(unit, 1)


def typed_value(value: int | None, unit: str) -> str:
    """The same for an input."""
    if value is None:
        return ""
    if unit == "rial":
        return typed_amount(value)
    return f"{Decimal(value) / 100:f}".removesuffix(".0") if unit == "share" else str(value)
