"""The catalogue as a table that can be taken in again."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.sales.models import Product
from zolal.sales.queries.products import ProductWish, category_paths, wanted_products

Rows = Iterator[list[str | int | float | None]]


def product_table(*, user: User, wish: ProductWish) -> tuple[list[str], Rows]:
    """Heads and rows of a list of products. Raises `NotAllowed`."""
    demand(user, "records.export")
    found = wanted_products(user, wish)
    heads = [
        _("ID"), _("Name"), _("Code"), _("Kind"), _("Category"), _("Unit"), _("Price (rial)"), _("Tax percent"),
        _("Goods ID"), _("Priority"), _("Description"),
    ]  # fmt: skip
    return heads, _rows(list(found))


def _rows(found: list[Product]) -> Rows:
    paths = category_paths()
    for one in found:
        yield [
            str(one.uid), one.name, one.code, str(one.get_kind_display()), paths.get(one.category_id or 0, ""),
            one.unit, one.price, one.tax / 100 if one.tax % 100 else one.tax // 100, one.goods_id, one.priority,
            one.description,
        ]  # fmt: skip
