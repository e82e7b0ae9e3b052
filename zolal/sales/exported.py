"""Deals as a table for a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import Team, User
from zolal.accounts.permissions import demand
from zolal.people.exports import own_cells
from zolal.people.own.known import own_fields
from zolal.people.queries.permitted import withheld
from zolal.sales.models import LostReason
from zolal.sales.queries.cards import Card, Customer
from zolal.sales.queries.deal_lists import every
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.worth import MARGIN, VALUE

Value = str | int | float | None
Row = list[Value]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a file says in one column: its head, and how it is read off a card. `kept_with` is the field with which it
    is kept from a role."""

    head: str
    read: Callable[[Card], Value]
    kept_with: str = ""


_KNOWN_BY = ""
"""What stands in every file: a deal is known by it where the file comes back."""
_BESIDE = "beside"
"""What stands in no column of the list, only in a file of everything."""


def deal_table(*, user: User, wish: DealWish) -> tuple[list[str], Iterator[Row]]:
    """Heads and rows of a list of deals: its columns in their order, or all where it names none; amounts in rials, days
    in ISO. Raises `NotAllowed`, `BadWish`."""
    demand(user, "deals.export")
    cells = list(_chosen(user, wish))
    rows = ([cell.read(card) for cell in cells] for card in every(user, wish, what="export"))
    return [cell.head for cell in cells], rows


def _chosen(user: User, wish: DealWish) -> Iterator[Cell]:
    """The cells of a row, without what is kept from the user."""
    out, cells = withheld(user, "deal"), _cells()
    for name in [_KNOWN_BY, *wish.chosen] if wish.columns else [*cells, *own_fields("deal")]:
        yield from (cell for cell in cells.get(name) or _own(user, name) if cell.kept_with not in out)


def _own(user: User, name: str) -> list[Cell]:
    return [Cell(head, _of_deal(read)) for head, read in own_cells(user, "deal", names=[name]).items()]


def _of_deal(read: Callable[[Any], Value]) -> Callable[[Card], Value]:
    return lambda card: read(card.deal)


def _cells() -> Mapping[str, Sequence[Cell]]:
    """Every cell there is, by the column of the list that shows it, in the order of a file of everything."""
    return {
        _KNOWN_BY: [Cell(_("ID"), lambda card: str(card.deal.uid)), Cell(_("Title"), lambda card: card.deal.title)],
        "customer": [
            Cell(_("Person"), lambda card: _called(card.person)),
            Cell(_("Company"), lambda card: _called(card.company)),
        ],
        "pipeline": [Cell(_("Pipeline"), lambda card: card.deal.pipeline.name)],
        "stage": [
            Cell(_("Stage"), lambda card: card.deal.stage.name),
            Cell(_("Status"), lambda card: str(card.deal.get_status_display())),
        ],
        "value": [Cell(_("Value (rial)"), lambda card: card.deal.value, VALUE)],
        "probability": [Cell(_("Probability (per cent)"), lambda card: card.deal.likely)],
        "weighted": [Cell(_("Weighted value (rial)"), lambda card: card.deal.weighted, VALUE)],
        "expected": [Cell(_("Expected close"), lambda card: _day(card.deal.expected_on))],
        "opened": [Cell(_("Opened"), lambda card: _day(card.deal.opened_at))],
        "closed": [Cell(_("Closed"), lambda card: _day(card.deal.closed_at))],
        "reason": [Cell(_("Reason of the loss"), lambda card: _called(card.deal.lost_reason))],
        "channel": [Cell(_("Sales channel"), lambda card: str(card.deal.get_channel_display()))],
        "intermediary": [Cell(_("Intermediary"), lambda card: _called(card.intermediary))],
        "margin": [Cell(_("Margin (rial)"), lambda card: card.deal.margin, MARGIN)],
        "touch_point": [Cell(_("Touch-point"), lambda card: str(card.deal.get_touch_point_display()))],
        "owner": [Cell(_("Owner"), lambda card: _called(card.deal.owner))],
        "team": [Cell(_("Team"), lambda card: _called(card.deal.team))],
        "next": [Cell(_("Next activity"), lambda card: _day(card.deal.next_activity_at))],
        "idle": [Cell(_("Idle days"), lambda card: card.idle)],
        _BESIDE: [Cell(_("Note"), lambda card: card.deal.note)],
    }


def _called(one: Customer | User | Team | LostReason | None) -> str:
    return one.name if one else ""


def _day(moment: datetime | date | None) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else ""
