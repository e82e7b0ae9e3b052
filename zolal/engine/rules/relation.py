"""Two fields of a record stand in a relation: equal, different, or one before the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from zolal.engine.persian.letters import key
from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shape, Shapes, parts
from zolal.engine.rules.parameters import ORDERED, VALUES, choice, field_of, read

How = Literal["equal", "differs", "before", "after", "not_before", "not_after"]
ORDERS: tuple[How, ...] = ("before", "after", "not_before", "not_after")


@dataclass(frozen=True, slots=True)
class Relation:
    """Judged where both fields are filled. Equal is compared by key; of several values one in common is enough."""

    field: str
    how: How
    other: str
    shape: Shape
    group: Class = "invalid"
    fault: str = "value"
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Relation:
        how: Any = choice(parameters, "how", get_args(How))
        among = ORDERED if how in ORDERS else VALUES
        field = field_of(parameters, "field", shapes, among=among)
        other = field_of(parameters, "other", shapes, among=among)
        if how in ORDERS and shapes[field] != shapes[other]:
            raise NoSense("other", N_("Only two days or two numbers can be compared."))
        return cls(field, how, other, shapes[field])

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field, self.other)

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        one, two = seen.values.get(self.field), seen.values.get(self.other)
        return () if one is None or two is None or self.holds(one, two) else (self.field,)

    def holds(self, one: str, two: str) -> bool:
        if self.how in ("equal", "differs"):
            common = not {*map(key, parts(one))}.isdisjoint(map(key, parts(two)))
            return common == (self.how == "equal")
        return self._ordered(read(one, self.shape), read(two, self.shape))

    def _ordered(self, one: Any, two: Any) -> bool:  # noqa: ANN401 - two days or two numbers
        if one is None or two is None:
            return True
        match self.how:
            case "before":
                return bool(one < two)
            case "after":
                return bool(one > two)
            case "not_before":
                return bool(one >= two)
            case _:
                return bool(one <= two)

    def check(self) -> None:
        """Raises `NoSense` for a field compared with itself."""
        if self.field == self.other:
            raise NoSense("other", N_("A field is always equal to itself; choose another one."))
