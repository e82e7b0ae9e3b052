"""What stands on the first page besides what it always shows: a card for each, with a template of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.fields import Text
from zolal.web.deals import card as deals
from zolal.web.home import day
from zolal.web.invoices import panel as invoiced
from zolal.web.strategy import cards as strategy
from zolal.web.webhooks import card as webhooks


@dataclass(frozen=True, slots=True)
class Card:
    """`load` gives what the template shows as `card`, in a constant number of queries; nothing: no card.

    Cards stand beside each other where there is room; a `wide` one takes the whole row.
    """

    name: str
    title: Text
    template: str
    load: Callable[[User], Mapping[str, Any]]
    verb: str = "records.read"
    wide: bool = False


CARDS: tuple[Card, ...] = (
    Card("my-day", _("My day"), "home/day.html", day.load, wide=True),
    Card("deals", _("Deals that rot"), "deals/home.html", deals.load, "deals.read"),
    Card("my-goals", _("My goals"), "strategy/card_goals.html", strategy.goals, "goals.read"),
    Card("numbers", _("Numbers of my team"), "strategy/card_numbers.html", strategy.numbers, "goals.read"),
    Card("overdue", _("Overdue invoices"), "invoices/card.html", invoiced.overdue, "invoices.read"),
    Card("webhooks", _("Webhooks that were given up"), "webhooks/card.html", webhooks.load, "webhooks.manage"),
)


def cards_of(user: User) -> Iterator[tuple[Card, Mapping[str, Any]]]:
    """Those a user sees, with what they show."""
    for card in CARDS:
        if may(user, card.verb) and (shown := card.load(user)):
            yield card, shown
