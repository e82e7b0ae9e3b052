"""A day or a number lies between two ends; days may be counted from today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shape, Shapes
from zolal.engine.rules.parameters import ORDERED, Bound, at, bound, field_of, is_relative, read


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends belong to it."""

    field: str
    shape: Shape
    least: Bound = ""
    most: Bound = ""
    group: Class = "invalid"
    fault: str = "value"

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Range:
        field = field_of(parameters, "field", shapes, among=ORDERED)
        shape = shapes[field]
        return cls(field, shape, bound(parameters, "min", shape), bound(parameters, "max", shape))

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    @property
    def timely(self) -> bool:
        return is_relative(self.least) or is_relative(self.most)

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:
        value = seen.values.get(self.field)
        if value is None or self.holds(value, today):
            return ()
        return (self.field,)

    def holds(self, text: str, today: date) -> bool:
        """Whether a value lies within; what is no day or number is not judged."""
        value: Any = read(text, self.shape)
        least, most = self.ends(today)
        return value is None or ((least is None or value >= least) and (most is None or value <= most))

    def ends(self, today: date) -> tuple[Any, Any]:
        return _ends(self.least, self.most, today)

    def check(self, today: date) -> None:
        """Raises `NoSense` where nothing lies within, or everything."""
        if not self.least and not self.most:
            raise NoSense("min", N_("Everything fits a range without ends; give at least one."))
        least, most = self.ends(today)
        if least is not None and most is not None and least > most:
            raise NoSense("max", N_("Nothing can ever fit: the range ends before it begins."))


@lru_cache(maxsize=1_024)
def _ends(least: Bound, most: Bound, today: date) -> tuple[Any, Any]:
    return at(least, today), at(most, today)
