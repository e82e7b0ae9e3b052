"""Deals as a table for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.exports import Cell, own_cells
from zolal.people.queries.permitted import withheld
from zolal.sales.queries.cards import Card
from zolal.sales.queries.deal_lists import every
from zolal.sales.queries.deal_wish import DealWish

Row = list[str | int | float | None]
_AMOUNTS = {"value": (7, 9), "margin_share": (16,)}
"""Where amounts stand that can be kept from a role."""
_ALWAYS = (0, 1)
"""ID and title: a deal is known by them where the file comes back."""
_PLACES: Mapping[str, tuple[int, ...]] = {
    "customer": (2, 3), "pipeline": (4,), "stage": (5, 6), "value": (7,), "probability": (8,), "weighted": (9,),
    "expected": (10,), "opened": (11,), "closed": (12,), "reason": (13,), "channel": (14,), "intermediary": (15,),
    "touch_point": (17,), "owner": (18,), "team": (19,), "next": (20,), "idle": (21,),
}  # fmt: skip
"""Where what a column of the list shows stands in a row."""


def deal_table(*, user: User, wish: DealWish) -> tuple[list[str], Iterator[Row]]:
    """Heads and rows of a list of deals: its columns in their order, or all where it names none; amounts in rials, days
    in ISO. Raises `NotAllowed`, `BadWish`."""
    demand(user, "deals.export")
    heads = [
        _("ID"), _("Title"), _("Person"), _("Company"), _("Pipeline"), _("Stage"), _("Status"), _("Value (rial)"),
        _("Probability (per cent)"), _("Weighted value (rial)"), _("Expected close"), _("Opened"), _("Closed"),
        _("Reason of the loss"), _("Sales channel"), _("Intermediary"), _("Margin (rial)"), _("Touch-point"),
        _("Owner"), _("Team"), _("Next activity"), _("Idle days"), _("Note"),
    ]  # fmt: skip
    parts = list(_parts(user, wish, heads))
    found = ((_row(card), card.deal) for card in every(user, wish, what="export"))
    rows = ([row[part] if isinstance(part, int) else part(deal) for _head, part in parts] for row, deal in found)
    return [head for head, _part in parts], rows


def _parts(user: User, wish: DealWish, heads: Sequence[str]) -> Iterator[tuple[str, int | Cell]]:
    """Each head with the place in a row, or how its cell is made of the deal; without what is kept from the user."""
    kept = _kept_places(user)
    if not wish.columns:
        yield from ((heads[place], place) for place in range(len(heads)) if place not in kept)
        yield from own_cells(user, "deal").items()
        return
    yield from ((heads[place], place) for place in _ALWAYS)
    for name in wish.chosen:
        yield from ((heads[place], place) for place in _PLACES.get(name, ()) if place not in kept)
        yield from own_cells(user, "deal", names=[name]).items()


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
