"""Where one field is filled or has a certain value, another one must be filled or be one of a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zolal.engine.persian.letters import key
from zolal.engine.records import N_
from zolal.engine.rules.demand import Class, NoSense, Seen, Shapes, parts
from zolal.engine.rules.parameters import ANY, field_of, texts_of
from zolal.engine.rules.values import keys_of


@dataclass(frozen=True, slots=True)
class Condition:
    """`values` and `allowed` may be empty: the field is filled, with whatever."""

    field: str
    values: tuple[str, ...]
    other: str
    allowed: tuple[str, ...] = ()
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes) -> Condition:
        field = field_of(parameters, "field", shapes, among=ANY)
        other = field_of(parameters, "other", shapes, among=ANY)
        return cls(field, texts_of(parameters, "values"), other, texts_of(parameters, "allowed"))

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field, self.other)

    @property
    def group(self) -> Class:
        return "invalid" if self.allowed else "incomplete"

    @property
    def fault(self) -> str:
        return "value" if self.allowed else ""

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        value = seen.values.get(self.field)
        if value is None or (self.values and not _any_of(value, self.values)):
            return ()
        other = seen.values.get(self.other)
        if not self.allowed:
            return () if seen.stands(self.other) else (self.other,)
        return () if other is None or _any_of(other, self.allowed) else (self.other,)

    def check(self) -> None:
        """Raises `NoSense` for a field that depends on itself."""
        if self.field == self.other:
            raise NoSense("other", N_("A field cannot depend on itself; choose another one."))


def _any_of(text: str, values: tuple[str, ...]) -> bool:
    return not keys_of(values).isdisjoint(map(key, parts(text)))
