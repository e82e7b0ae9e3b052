"""The columns of the list of deals: their heads, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zolal.accounts.models import User
from zolal.people.fields import Field, Shape, Text
from zolal.people.queries.permitted import whole_fields, withheld
from zolal.people.queries.wish import can_sort
from zolal.sales.models import Deal
from zolal.sales.queries.cards import Card, Customer
from zolal.sales.queries.deal_wish import DealWish
from zolal.web.people.cells import cell_of
from zolal.web.people.own import own_look
from zolal.web.templatetags.deals import next_step
from zolal.web.templatetags.money import amount
from zolal.web.templatetags.reading import day, number

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is what the list is sorted by on its head, "" where it cannot be; a `number` stands at the end."""

    label: Text
    cell: Callable[[Card], object]
    sort: str = ""
    number: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A head as it is shown: `query` sorts by it, `order` is how the list is sorted by it now."""

    name: str
    column: Column
    query: str
    order: str


def _named(customer: Customer | None) -> SafeString:
    return format_html("<bdi>{}</bdi>", customer.name) if customer else NOTHING


def _stage(card: Card) -> SafeString:
    stage = card.deal.stage
    return format_html('<span data-tone="{}"><span class="dot"></span></span> {}', stage.colour, stage.name)


def _next(card: Card) -> object:
    return next_step(card.next, card.deal.next_activity_at) if card.deal.status == Deal.Status.OPEN else NOTHING


def _idle(card: Card) -> object:
    if card.deal.status != Deal.Status.OPEN:
        return NOTHING
    return format_html('<span class="rots">{}</span>', number(card.idle)) if card.is_rotting else number(card.idle)


def _local(moment: object) -> str:
    return day(timezone.localtime(moment)) if moment else ""  # type: ignore[arg-type]


def _whose(named: object) -> SafeString:
    return format_html("<bdi>{}</bdi>", named.name) if named else NOTHING  # type: ignore[attr-defined]


COLUMNS: Mapping[str, Column] = {
    "customer": Column(_("Customer"), lambda card: _named(card.customer)),
    "stage": Column(_("Stage"), _stage, "stage"),
    "value": Column(
        pgettext_lazy("of a deal", "Value"), lambda card: amount(card.deal.value), "value", number=True, money=True
    ),
    "expected": Column(_("Expected close"), lambda card: day(card.deal.expected_on), "expected"),
    "next": Column(_("Next activity"), _next, "next"),
    "idle": Column(_("Idle days"), _idle, "idle", number=True),
    "owner": Column(_("Owner"), lambda card: _whose(card.deal.owner)),
    "team": Column(_("Team"), lambda card: _whose(card.deal.team)),
    "pipeline": Column(_("Pipeline"), lambda card: card.deal.pipeline.name),
    "weighted": Column(_("Weighted"), lambda card: amount(card.deal.weighted), number=True, money=True),
    "probability": Column(_("Likely (per cent)"), lambda card: number(card.deal.likely), number=True),
    "channel": Column(_("Sales channel"), lambda card: card.deal.get_channel_display()),
    "touch_point": Column(_("Touch-point"), lambda card: card.deal.get_touch_point_display()),
    "intermediary": Column(_("Intermediary"), lambda card: _named(card.intermediary)),
    "opened": Column(_("Opened"), lambda card: _local(card.deal.opened_at), "opened"),
    "closed": Column(_("Closed"), lambda card: _local(card.deal.closed_at), "closed"),
    "reason": Column(_("Reason of the loss"), lambda card: _whose(card.deal.lost_reason)),
}
"""By the names that `DealWish.columns` knows."""


def columns_for(user: User) -> dict[str, Column]:
    """All that a list can show to a user, fields of one's own after the others."""
    out = withheld(user, "deal")
    kept = {"value", "weighted"} if "value" in out else set()
    own = [field for field in whole_fields(user, "deal").values() if field.own is not None]
    seen = {name: column for name, column in COLUMNS.items() if name not in kept}
    return {**seen, **{field.name: _own(field) for field in own}}


def heads_of(wish: DealWish, columns: Mapping[str, Column]) -> list[Head]:
    """Those that were chosen, in their order."""
    return [_head(name, columns[name], wish) for name in wish.chosen if name in columns]


def rows_of(cards: Sequence[Card], heads: Sequence[Head]) -> list[tuple[Card, SafeString]]:
    """Each card beside its cells."""
    shaped = [(head.column, SafeString(' class="number"') if head.column.number else NOTHING) for head in heads]
    return [
        (card, format_html_join("", "<td{}>{}</td>", ((shape, column.cell(card)) for column, shape in shaped)))
        for card in cards
    ]


def _own(field: Field) -> Column:
    sort = field.name if can_sort("deal", field.name) else ""
    number = field.shape in (Shape.NUMBER, Shape.MONEY)
    return Column(field.label, lambda card: cell_of(*own_look(card.deal, field)), sort, number=number)


def _head(name: str, column: Column, wish: DealWish) -> Head:
    if not column.sort:
        return Head(name, column, "", "")
    order = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(wish.sort, "")
    turned = f"-{column.sort}" if order == "ascending" else column.sort
    return Head(name, column, replace(wish, sort=turned).query(), order)
