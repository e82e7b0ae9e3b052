"""The administrator's rules: what records must be like, judged alike for one record and for a million."""

from zolal.engine.rules.batch import broken_in
from zolal.engine.rules.condition import Condition
from zolal.engine.rules.demand import Demand, NoSense, Seen, Shape, Shapes
from zolal.engine.rules.essential import FUNCTIONS, Essential
from zolal.engine.rules.freshness import CHANGED, Freshness
from zolal.engine.rules.kinds import KINDS, AnyDemand, demand_of
from zolal.engine.rules.length import Length
from zolal.engine.rules.pattern import Pattern
from zolal.engine.rules.range import Range
from zolal.engine.rules.relation import Relation
from zolal.engine.rules.sense import check
from zolal.engine.rules.values import Values

__all__ = [
    "CHANGED",
    "FUNCTIONS",
    "KINDS",
    "AnyDemand",
    "Condition",
    "Demand",
    "Essential",
    "Freshness",
    "Length",
    "NoSense",
    "Pattern",
    "Range",
    "Relation",
    "Seen",
    "Shape",
    "Shapes",
    "Values",
    "broken_in",
    "check",
    "demand_of",
]
