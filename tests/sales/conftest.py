"""A small catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.quality.conftest import enter
from zolal.accounts.models import User
from zolal.sales.actions.product_categories import add_category
from zolal.sales.actions.products import add_product
from zolal.sales.models import Product

__all__ = ["enter"]

Sell = Callable[..., Product]


@pytest.fixture
def sell(manager: User) -> Sell:
    """A product of the catalogue."""
    return lambda name, **told: add_product(name=name, **told, by=manager)[0]


@pytest.fixture
def catalogue(manager: User, sell: Sell) -> dict[str, Product]:
    tea, _ = add_category(name="چای", by=manager)
    black, _ = add_category(name="چای سیاه", parent=tea, by=manager)
    return {
        "gilan": sell("چای گیلان", code="T-1", category=black, price=1_200_000, tax_percent=10, unit="بسته"),
        "green": sell("چای سبز", code="T-2", category=tea, price=900_000, unit="بسته"),
        "course": sell("دورهٔ فروش", kind="service", price=50_000_000, unit="نفر"),
    }
