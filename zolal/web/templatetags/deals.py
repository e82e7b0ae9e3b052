"""Words and small pieces of deals; the pieces are made in Python, as boards and lists are full of them."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zolal.sales.deal_fields import demanded
from zolal.web.templatetags.pieces import icon
from zolal.web.templatetags.reading import day, number

register = template.Library()

_LOOKS = {
    "none": ("amber", "alert"),
    "late": ("red", "history"),
    "today": ("green", "check"),
    "future": ("slate", "calendar"),
}


@register.filter
def need_label(name: str) -> str:
    """What a stage demands."""
    return demanded(name)


@register.simple_tag
def next_step(which: str, at: datetime | None = None) -> SafeString:
    """When the next activity is due: a colour, a picture and a word."""
    tone, name = _LOOKS[which]
    due = day(at)
    words = {
        "none": _("nothing planned"),
        "late": f"{_('late')}: {due}" if due else _("late"),
        "today": _("today"),
        "future": due or _("later"),
    }
    return format_html('<span class="next" data-tone="{}">{}{}</span>', tone, icon(name), words[which])


@register.simple_tag
def idle_days(days: int, *, is_rotting: bool = False) -> SafeString:
    """For how many days nothing has happened; "" for none."""
    if not days and not is_rotting:
        return SafeString("")
    told = _("idle: %(days)s d") % {"days": number(days)}
    if is_rotting:
        return format_html('<span class="rots">{}{}</span>', icon("alert"), told)
    return format_html('<span class="muted">{}</span>', told)
