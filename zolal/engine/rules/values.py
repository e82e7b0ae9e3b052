"""The value is one of a list, or none of it; compared by key, so that spelling does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from zolal.engine.persian.letters import key
from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shapes, parts
from zolal.engine.rules.parameters import VALUES, field_of, texts_of


@dataclass(frozen=True, slots=True)
class Values:
    """One of the two lists is empty."""

    field: str
    allowed: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    group: Class = "invalid"
    fault: str = "value"
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Values:
        field = field_of(parameters, "field", shapes, among=VALUES)
        return cls(field, texts_of(parameters, "allowed"), texts_of(parameters, "forbidden"))

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def fits(self, value: str) -> bool:
        found = key(value) in keys_of(self.allowed or self.forbidden)
        return found == bool(self.allowed)

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        value = seen.values.get(self.field)
        return () if value is None or all(map(self.fits, parts(value))) else (self.field,)

    def check(self) -> None:
        """Raises `NoSense` for no list, or two."""
        if not self.allowed and not self.forbidden:
            raise NoSense("allowed", N_("Name at least one value; without one the rule catches nothing."))
        if self.allowed and self.forbidden:
            raise NoSense(
                "forbidden", N_("Name the values that are allowed or those that are not; both make two rules.")
            )


@lru_cache(maxsize=256)
def keys_of(values: tuple[str, ...]) -> frozenset[str]:
    """The values as they are compared."""
    return frozenset(map(key, values))
