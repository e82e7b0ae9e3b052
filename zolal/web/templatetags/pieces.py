"""The small pieces that rows are full of.

They are made in Python, as a component costs more than the whole cell it stands in; the components of the same names
show these very pieces.
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from zolal.i18n import Language, format_number
from zolal.web.templatetags.reading import digits_language, initials, score_tone, tone_of

register = template.Library()


@register.simple_tag
def icon(name: str, *, flip: object = "", attrs: object = "") -> SafeString:
    """A picture of the sprite; `attrs` is markup already, as a component's attributes are."""
    further = str(attrs)
    return _icon(conditional_escape(name), (" data-flip" if flip else "") + (f" {further}" if further else ""))


@register.simple_tag
def avatar(name: object, *, size: str = "", square: object = "") -> SafeString:
    """Somebody's or something's initials in a tone of its own."""
    sized = format_html(' data-size="{}"', size) if size else ""
    return format_html(
        '<span class="avatar" aria-hidden="true" data-tone="{}"{}{}>{}</span>',
        tone_of(name),
        sized,
        " data-square" if square else "",
        initials(name),
    )


@register.simple_tag
def badge(label: object, *, tone: str = "", icon_name: str = "", kind: str = "", attrs: object = "") -> SafeString:
    """A word in a frame; `kind` is a further class, `attrs` markup already."""
    return format_html(
        '<span class="badge{}" data-tone="{}" {}>{}{}</span>',
        f" {kind}" if kind else "",
        tone,
        mark_safe(str(attrs)),  # noqa: S308 - written by the template that asks for the piece
        icon(icon_name) if icon_name else "",
        label,
    )


@register.simple_tag
def score(value: float | str | None, *, size: str = "", label: str = "", attrs: object = "") -> SafeString:
    """A quality score of 0 to 100 as a ring and a number; "–" where there is none."""
    shown = "" if value is None else str(value)
    return _score(shown, conditional_escape(size), conditional_escape(label), str(attrs), digits_language())


# What is remembered is found by equality, of which text that is markup and text that is not know no difference: so both
# take markup only.


@lru_cache(maxsize=256)
def _icon(name: SafeString, attributes: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true"{}><use href="{}#{}"></use></svg>',
        mark_safe(attributes),  # noqa: S308 - of a template
        static("web/img/icons.svg"),
        name,
    )


@lru_cache(maxsize=512)
def _score(value: str, size: SafeString, label: SafeString, attributes: str, language: Language) -> SafeString:
    shown = format_number(float(value), language, 0) if value else "–"
    return format_html(
        '<span class="score" data-tone="{}" role="img" aria-label="{}{}"{} {}>'
        '<svg viewBox="0 0 36 36" aria-hidden="true"><circle cx="18" cy="18" r="15.9155" />'
        '<circle cx="18" cy="18" r="15.9155" pathLength="100" stroke-dasharray="{} 100" /></svg>'
        '<b aria-hidden="true">{}</b></span>',
        score_tone(value),
        format_html("{}: ", label) if label else "",
        shown,
        format_html(' data-size="{}"', size) if size else "",
        mark_safe(attributes),  # noqa: S308 - of a template
        value or "0",
        shown,
    )
