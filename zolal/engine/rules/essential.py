"""Fields without which a record is of little use to a function of the business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from zolal.engine.rules.demand import Class, Seen, Shapes
from zolal.engine.rules.parameters import choice, fields_of

Function = Literal["entry", "sales", "marketing", "operations"]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
"""Whose essentials: those of every entry come first, before a name enters the list."""

Either = Mapping[str, tuple[str, ...]]
"""Fields any of which is enough for the one that is asked for: either name, any telephone."""


@dataclass(frozen=True, slots=True)
class Essential:
    """`needed` is (what is asked for, the fields any of which is enough)."""

    function: Function
    needed: tuple[tuple[str, tuple[str, ...]], ...]
    group: Class = "incomplete"
    fault: str = ""
    timely: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, Any], shapes: Shapes, either: Either) -> Essential:
        function: Any = choice(parameters, "function", FUNCTIONS)
        names = fields_of(parameters, "fields", {**shapes, **dict.fromkeys(either, "text")})
        return cls(function, tuple((name, tuple(either.get(name, (name,)))) for name in names))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _by in self.needed)

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(field for _name, by in self.needed for field in by))

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:  # noqa: ARG002 - of every demand
        return tuple(name for name, by in self.needed if not any(map(seen.stands, by)))

    def check(self) -> None:
        """Fields were named, so it catches whoever lacks one."""
