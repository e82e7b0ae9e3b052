"""A value has so many characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shapes, parts
from zolal.engine.rules.parameters import field_of, whole

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Length:
    field: str
    least: int | None = None
    most: int | None = None
    group: Class = "invalid"
    fault: str = "format"
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Length:
        field = field_of(parameters, "field", shapes, among=("text",))
        least, most = (whole(parameters, name, least=0, most=MOST) for name in ("min", "max"))
        return cls(field, least, most)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def fits(self, value: str) -> bool:
        long = len(value)
        return (self.least is None or long >= self.least) and (self.most is None or long <= self.most)

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        value = seen.values.get(self.field)
        return () if value is None or all(map(self.fits, parts(value))) else (self.field,)

    def check(self) -> None:
        """Raises `NoSense` where every value is as long, or none."""
        if (self.least or 0) <= 1 and self.most is None:
            raise NoSense(
                "min", N_("Everything fits this rule, so it catches nothing. (Rules look at what is filled.)")
            )
        if self.most == 0 or (self.most is not None and self.least is not None and self.least > self.most):
            raise NoSense("max", N_("Nothing can ever fit: the longest is shorter than the shortest."))
