"""A few fields to make rules of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zolal.engine.rules import AnyDemand, Seen, Shapes, demand_of

TODAY = date(2026, 11, 29)
SHAPES: Shapes = {
    "postal_code": "text",
    "city": "text",
    "province": "text",
    "email": "text",
    "mobile": "text",
    "phone": "text",
    "gender": "choice",
    "birth_date": "date",
    "last_activity_on": "date",
    "last_purchase_on": "date",
    "updated_at": "date",
    "employees": "number",
    "owner": "reference",
}
EITHER = {"name": ("given_name", "family_name"), "mobile": ("mobile", "phone")}


def demand(kind: str, **parameters: Any) -> AnyDemand:  # noqa: ANN401 - JSON
    return demand_of(kind, parameters, SHAPES, EITHER)


def broken(
    of: AnyDemand, values: Mapping[str, str], wrong: tuple[str, ...] = (), today: date = TODAY
) -> tuple[str, ...]:
    return of.broken(Seen(values, wrong), today)
