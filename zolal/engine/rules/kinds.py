"""Every kind of rule, by the name it is stored under."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zolal.engine.records import N_
from zolal.engine.rules.condition import Condition
from zolal.engine.rules.demand import NoSense, Shapes
from zolal.engine.rules.essential import Either, Essential
from zolal.engine.rules.freshness import Freshness
from zolal.engine.rules.length import Length
from zolal.engine.rules.pattern import Pattern
from zolal.engine.rules.range import Range
from zolal.engine.rules.relation import Relation
from zolal.engine.rules.values import Values

AnyDemand = Pattern | Range | Values | Length | Relation | Condition | Freshness | Essential

_READ: Mapping[str, Callable[[Mapping[str, Any], Shapes], AnyDemand]] = {
    "pattern": Pattern.read,
    "range": Range.read,
    "values": Values.read,
    "length": Length.read,
    "relation": Relation.read,
    "condition": Condition.read,
    "freshness": Freshness.read,
}
KINDS = (*_READ, "essential")


def demand_of(kind: str, parameters: Mapping[str, Any], shapes: Shapes, either: Either) -> AnyDemand:
    """A rule's demand from its parameters as JSON. Raises `NoSense` for the first that is missing or wrong.

    `either` says which fields fill an essential one in its place.
    """
    if kind == "essential":
        return Essential.read(parameters, shapes, either)
    if kind not in _READ:
        raise NoSense("kind", N_("There is no kind of rule called “%(kind)s”."), kind=kind)
    return _READ[kind](parameters, shapes)
