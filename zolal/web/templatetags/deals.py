"""Words and small pieces of deals; the pieces are made in Python, as boards and lists are full of them."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zolal.sales.deal_fields import demanded
from zolal.sales.queries.cards import Card
from zolal.web.addresses import address
from zolal.web.templatetags.money import money
from zolal.web.templatetags.pieces import avatar, icon
from zolal.web.templatetags.reading import day, number

register = template.Library()

_DRAGGED = mark_safe(' draggable="true"')
_ROTS = mark_safe(" data-rotting")

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


@register.simple_tag(takes_context=True)
def deal_card(context: Context, card: Card) -> SafeString:
    """A deal on the board, to be dragged and moved by who may."""
    deal, writes = card.deal, context["may"]["deals"]["write"]
    move = address("deal-move", deal.uid)
    return format_html(
        '<li class="deal-card" data-card data-version="{}" data-move="{}" data-ending="{}"{}{}>'
        '<article data-row tabindex="-1"><p class="title"><a data-main href="{}"><bdi>{}</bdi></a></p>'
        '{}{}<p class="small row tight">{}{}</p></article><div class="side-tools">{}{}</div></li>',
        deal.version,
        move,
        address("deal-close", deal.uid),
        _DRAGGED if writes else "",
        _ROTS if card.is_rotting else "",
        address("deal", deal.uid),
        deal.title,
        _customer_line(card),
        format_html('<p class="value">{}</p>', money(deal.value)) if deal.value is not None else "",
        next_step(card.next, deal.next_activity_at),
        idle_days(card.idle, is_rotting=card.is_rotting),
        _owner_shown(card),
        _mover(move, deal.title) if writes else "",
    )


def _customer_line(card: Card) -> SafeString:
    if card.customer is None:
        return SafeString("")
    return format_html('<p class="small">{}<bdi>{}</bdi></p>', icon(card.customer.record_type), card.customer.name)


def _owner_shown(card: Card) -> SafeString:
    if card.deal.owner is None:
        return SafeString("")
    return format_html(
        '<span title="{0}">{1}<span class="visually-hidden">{0}</span></span>',
        card.deal.owner.name,
        avatar(card.deal.owner.name, size="small"),
    )


def _mover(move: str, title: str) -> SafeString:
    return format_html(
        '<button type="button" class="button" data-variant="quiet" data-size="small" data-square data-open-move'
        ' hx-get="{}?from=board" hx-target="#dialog" hx-swap="innerHTML" aria-label="{}">{}</button>',
        move,
        _("Move or close: %(title)s") % {"title": title},
        icon("more"),
    )


@register.simple_tag
def idle_days(days: int, *, is_rotting: bool = False) -> SafeString:
    """For how many days nothing has happened; "" for none."""
    if not days and not is_rotting:
        return SafeString("")
    told = _("idle: %(days)s d") % {"days": number(days)}
    if is_rotting:
        return format_html('<span class="rots">{}{}</span>', icon("alert"), told)
    return format_html('<span class="muted">{}</span>', told)
