"""The catalogue and the invoices as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import visible
from zolal.core.ledger import act
from zolal.people.exports import own_cells
from zolal.people.queries.related import attach
from zolal.sales.models import Invoice, PriceList, Product
from zolal.sales.queries.buyers import seen
from zolal.sales.queries.invoices import InvoiceWish, wanted_invoices
from zolal.sales.queries.products import ProductWish, category_paths, products, wanted_products
from zolal.sales.queries.worth import demand_price, sees_amounts, sees_price

Rows = Iterator[list[str | int | float | None]]
_PRICE = 6
"""Where the price of a product stands."""
_AMOUNTS = range(9, 16)
"""Where amounts of an invoice stand."""


def product_table(*, user: User, wish: ProductWish) -> tuple[list[str], Rows]:
    """Heads and rows of a list of products, without prices for who does not see them.

    Raises `NotAllowed`, `BadWish`.
    """
    demand(user, "records.export")
    found = list(wanted_products(user, wish))
    attach(user, "product", found)
    own = own_cells(user, "product")
    heads = [
        _("ID"), _("Name"), _("Code"), _("Kind"), _("Category"), _("Unit"), _("Price (rial)"), _("Tax percent"),
        _("Goods ID"), _("Priority"), _("Description"),
    ]  # fmt: skip
    shown = [place for place in range(len(heads)) if place != _PRICE or sees_price(user)]
    rows = (
        [*(row[place] for place in shown), *(cell(one) for cell in own.values())]
        for one, row in zip(found, _rows(found), strict=True)
    )
    return [*(heads[place] for place in shown), *own], rows


def _rows(found: list[Product]) -> Rows:
    paths = category_paths()
    for one in found:
        yield [
            str(one.uid), one.name, one.code, str(one.get_kind_display()), paths.get(one.category_id or 0, ""),
            one.unit, one.price, one.tax / 100 if one.tax % 100 else one.tax // 100, one.goods_id, one.priority,
            one.description,
        ]  # fmt: skip


def price_table(*, user: User, price_list: PriceList) -> tuple[list[str], Rows]:
    """Heads and rows of a price list, in rials: what is in it, and what else is on sale, with no price. It can be taken
    in again. Raises `NotAllowed`."""
    demand(user, "records.export")
    demand_price(user)
    listed = [int(pk) for pk in price_list.prices]
    found = products(user).filter(Q(state=Product.State.ACTIVE) | Q(pk__in=listed)).order_by("sort_key", "id")
    heads = [_("ID"), _("Name"), _("Code"), _("Unit"), _("Price in the catalogue (rial)"), _("Price (rial)")]
    rows = (
        [str(one.uid), one.name, one.code, one.unit, one.price, price_list.prices.get(str(one.pk))] for one in found
    )
    return heads, rows


def invoice_table(*, user: User, wish: InvoiceWish) -> tuple[list[str], Rows]:
    """Heads and rows of a list of invoices, in rials, without amounts for who does not see them; leaves an entry in the
    ledger. Raises `NotAllowed`, `BadWish`."""
    demand(user, "records.export")
    found = seen(user, list(visible(wanted_invoices(user, wish), user, what="export")))
    with transaction.atomic():
        act(kind="records.export", by=user, about={"record_type": "invoice", "records": len(found)})
    heads = [
        pgettext("of an invoice", "Number"), _("Kind"), _("State"), _("Day"), _("To be paid until"), _("Buyer"),
        _("National ID"), _("Legal ID"), _("Economic code"), _("Sum"), _("Discount"), _("Tax"), _("Total (rials)"),
        _("Paid (rials)"), _("Came back (rials)"), _("Balance (rials)"), _("ID"),
    ]  # fmt: skip
    shown = [place for place in range(len(heads)) if place not in _AMOUNTS or sees_amounts(user)]
    return [heads[place] for place in shown], ([row[place] for place in shown] for row in _invoice_rows(found))


def _invoice_rows(found: Sequence[Invoice]) -> Rows:
    for one in found:
        yield [
            one.code, str(one.get_kind_display()), str(one.get_status_display()),
            one.issued_on.isoformat() if one.issued_on else "", one.due_on.isoformat() if one.due_on else "",
            *(one.buyer.get(name, "") for name in ("name", "national_id", "legal_id", "economic_code")),
            one.subtotal, one.discount, one.tax, one.total, one.paid, one.credited, one.balance, str(one.uid),
        ]  # fmt: skip
