"""Deals as a table for a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.exports import own_cells
from zolal.people.queries.permitted import withheld
from zolal.sales.queries.cards import Card
from zolal.sales.queries.deal_lists import every
from zolal.sales.queries.deal_wish import DealWish

Row = list[str | int | float | None]
_AMOUNTS = {"value": (7, 9), "margin_share": (16,)}
"""Where amounts stand that can be kept from a role."""


def deal_table(*, user: User, wish: DealWish) -> tuple[list[str], Iterator[Row]]:
    """Heads and rows of a list of deals; amounts in rials, days in ISO. Raises `NotAllowed`, `BadWish`."""
    demand(user, "deals.export")
    heads = [
        _("ID"), _("Title"), _("Person"), _("Company"), _("Pipeline"), _("Stage"), _("Status"), _("Value (rial)"),
        _("Probability (per cent)"), _("Weighted value (rial)"), _("Expected close"), _("Opened"), _("Closed"),
        _("Reason of the loss"), _("Sales channel"), _("Intermediary"), _("Margin (rial)"), _("Touch-point"),
        _("Owner"), _("Team"), _("Next activity"), _("Idle days"), _("Note"),
    ]  # fmt: skip
    own = own_cells(user, "deal")
    shown = [place for place in range(len(heads)) if place not in _kept_places(user)]
    found = ((_row(card), card.deal) for card in every(user, wish, what="export"))
    rows = ([*(row[place] for place in shown), *(cell(deal) for cell in own.values())] for row, deal in found)
    return [*(heads[place] for place in shown), *own], rows


def _kept_places(user: User) -> set[int]:
    """The columns that are kept from the user."""
    out = withheld(user, "deal")
    return {place for name, places in _AMOUNTS.items() if name in out for place in places}


def _row(card: Card) -> Row:
    deal = card.deal
    opened, closed, due = (
        timezone.localdate(moment).isoformat() if moment else ""
        for moment in (deal.opened_at, deal.closed_at, deal.next_activity_at)
    )
    return [
        str(deal.uid), deal.title, card.person.name if card.person else "", card.company.name if card.company else "",
        deal.pipeline.name, deal.stage.name, str(deal.get_status_display()), deal.value, deal.likely, deal.weighted,
        deal.expected_on.isoformat() if deal.expected_on else "", opened, closed,
        deal.lost_reason.name if deal.lost_reason else "", str(deal.get_channel_display()),
        card.intermediary.name if card.intermediary else "", deal.margin, str(deal.get_touch_point_display()),
        deal.owner.name if deal.owner else "", deal.team.name if deal.team else "", due, card.idle, deal.note,
    ]  # fmt: skip
