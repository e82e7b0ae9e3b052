"""A small catalogue, a pipeline of three stages, and customers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.quality.conftest import enter
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.pipelines import create_pipeline
from zolal.sales.actions.product_categories import add_category
from zolal.sales.actions.products import add_product
from zolal.sales.models import Deal, LostReason, Pipeline, Product, Stage
from zolal.sales.shipped import Step

__all__ = ["enter"]

Sell = Callable[..., Product]
Open = Callable[..., Deal]


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


@pytest.fixture
def pipeline(administrator: User) -> Pipeline:
    """Contact (10 %), proposal (50 %, needs a value), contract (80 %, needs a customer)."""
    steps = [
        Step("تماس", 10, 7, "slate", (), ""),
        Step("پیشنهاد", 50, 7, "blue", ("value",), ""),
        Step("قرارداد", 80, 7, "amber", ("customer",), ""),
    ]
    return create_pipeline(name="آزمایشی", stages=steps, by=administrator)


@pytest.fixture
def stages(pipeline: Pipeline) -> list[Stage]:
    return list(pipeline.stages.all())


@pytest.fixture
def reason(db: None) -> LostReason:
    return LostReason.objects.create(name="گران بود")


@pytest.fixture
def opened(member: User, pipeline: Pipeline) -> Open:
    """Opens a deal of the member, unless told otherwise."""

    def call(title: str = "فروش چاپگر", **given: Any) -> Deal:  # noqa: ANN401 - whatever a deal has
        by = given.pop("by", member)
        return open_deal(**{"title": title, "pipeline": pipeline, **given}, by=by)

    return call


@pytest.fixture
def sara(enter: Callable[..., int]) -> Person:
    return Person.objects.get(pk=enter(given_name="سارا", family_name="کریمی"))
