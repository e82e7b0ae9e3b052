"""What bad data costs a year, and the prices."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from zolal.api.answers.costs import CostOut, PriceOut
from zolal.api.door import needs, user_of
from zolal.quality.actions.costs import set_prices
from zolal.quality.costs import Price, prices
from zolal.quality.queries.costs import cost

costs = Router(tags=["Quality"])

Kind = Literal["person", "company"]


class PriceIn(Schema):
    """`rials` each time, `times` a year, for issues of the `classes`, in all fields or only in these."""

    name: str
    rials: int
    times: int = 1
    classes: list[str]
    fields: list[str] = Field(default_factory=list)


class Prices(Schema):
    prices: list[PriceIn]


@costs.get("/cost", auth=needs("quality.read"), response=CostOut, summary="What bad data costs a year, by class")
def show_cost(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    found = cost(user=user_of(request), record_type=type)
    return {
        "type": type,
        "total": found.total,
        "classes": dict(found.classes),
        "items": [{**asdict(one), "name": str(one.name)} for one in found.items],
        "live": found.live,
    }


@costs.get("/cost/prices", auth=needs("quality.read"), response=list[PriceOut], summary="The prices in use")
def list_prices(request: HttpRequest) -> Any:  # noqa: ANN401, ARG001
    return [one.stored() for one in prices()]


@costs.put("/cost/prices", auth=needs("settings.write"), response=list[PriceOut], summary="Set all prices anew")
def change_prices(request: HttpRequest, given: Prices) -> Any:  # noqa: ANN401
    set_prices(prices=[Price(**one.dict()) for one in given.prices], by=user_of(request))
    return [one.stored() for one in prices()]
