"""What every kind of rule is to the engine: a demand on the values of one record."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, NamedTuple, Protocol

from zolal.engine.records import SEPARATOR

Shape = Literal["text", "date", "number", "choice", "reference"]
Shapes = Mapping[str, Shape]
"""The fields of a record and how each is written: dates in ISO, numbers in ASCII, of a reference only its identity."""

Class = Literal["invalid", "old", "incomplete"]


class Seen(NamedTuple):
    """A record as a demand looks at it: texts by field, several joined by " | "; and where only something wrong stands.

    What is wrong is no value, so only demands that something stands in a field count it.
    """

    values: Mapping[str, str]
    wrong: Collection[str] = ()

    def stands(self, field: str) -> bool:
        return field in self.values or field in self.wrong


class Demand(Protocol):
    """Read once, asked of many records; hashable, comparable and picklable.

    `fields` are those it looks at, `group` is the class of what it catches and `fault` whether the value or its form
    is wrong ("": neither). `timely`: what holds today may be broken tomorrow.
    """

    @property
    def fields(self) -> tuple[str, ...]: ...

    @property
    def group(self) -> Class: ...

    @property
    def fault(self) -> str: ...

    @property
    def timely(self) -> bool: ...

    def broken(self, seen: Seen, today: date) -> tuple[str, ...]:
        """The fields in which a record does not meet the demand; none where it does, or where nothing stands."""
        ...


class NoSense(Exception):
    """A rule that cannot be kept, catches nothing, or contradicts another one.

    `parameter` is the part of the rule that is to be changed, `reason` a sentence marked with `N_` in which the
    arguments are put; those called "field" and "other" are names of fields.
    """

    def __init__(self, parameter: str, reason: str, **arguments: str) -> None:
        super().__init__(reason % arguments)
        self.parameter, self.reason, self.arguments = parameter, reason, arguments

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.parameter, self.reason, self.arguments)


def _again(parameter: str, reason: str, arguments: Mapping[str, str]) -> NoSense:
    return NoSense(parameter, reason, **arguments)


def parts(text: str) -> list[str]:
    """The values that stand in one field."""
    return text.split(SEPARATOR) if SEPARATOR in text else [text]
