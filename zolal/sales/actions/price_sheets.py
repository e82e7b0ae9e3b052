"""Prices that come in as a table: set in their list in one action that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.models import Action
from zolal.sales.actions.price_groups import set_prices
from zolal.sales.actions.sheets import receive
from zolal.sales.models import PriceList, Sheet
from zolal.sales.price_sheets import HEADERS, NEEDED, judged_prices, list_of
from zolal.sales.queries.worth import demand_price_written


def receive_prices(*, price_list: PriceList, name: str, pieces: Iterable[bytes], unit: str = "", by: User) -> Sheet:
    """A file of prices for a list, kept until somebody has looked at what it would do. See `receive`.

    Raises `NotAllowed` for who may not write prices, too.
    """
    demand_price_written(by)
    about = {"price_list": price_list.pk}
    return receive(
        kind=Sheet.Kind.PRICES, name=name, pieces=pieces, headers=HEADERS, needed=NEEDED, unit=unit, about=about, by=by
    )


def take_prices(*, sheet: Sheet, by: User) -> tuple[PriceList, Action | None, int]:
    """Set the prices of the rows that are right; the list, the action and how many. The sheet is forgotten.

    No action where nothing is to be done. Raises `NotAllowed`; `ValidationError` where the list is no more.
    """
    with transaction.atomic():
        demand(by, "products.edit")
        price_list = list_of(sheet)
        rows = [row for row in judged_prices(sheet, price_list) if row.part in {"new", "change"}]
        prices = {row.product: row.after for row in rows if row.product is not None}
        seen = {row.product: row.before for row in rows if row.product is not None}
        sheet.delete()
        changed, action = set_prices(price_list=price_list, prices=prices, seen=seen, file=sheet.name, by=by)
    return changed, action, len(rows)
