"""Jalali months in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

from zolal.stewardship.months import Month
from zolal.web.templatetags.reading import digits

register = template.Library()

NAMES = (
    _("Farvardin"), _("Ordibehesht"), _("Khordad"), _("Tir"), _("Mordad"), _("Shahrivar"),
    _("Mehr"), _("Aban"), _("Azar"), _("Dey"), _("Bahman"), _("Esfand"),
)  # fmt: skip


@register.filter
def month(value: Month | None) -> str:
    """Azar 1405 → «آذر ۱۴۰۵»; "" for nothing."""
    return f"{NAMES[value.month - 1]} {digits(value.year)}" if value else ""
