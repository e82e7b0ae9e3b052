"""Words of deals."""

from __future__ import annotations

from django import template

from zolal.sales.deal_fields import DEMANDABLE

register = template.Library()


@register.filter
def need_label(name: str) -> str:
    """What a stage demands."""
    return str(DEMANDABLE.get(name, name))
