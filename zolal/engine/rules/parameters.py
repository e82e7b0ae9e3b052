"""The parameters of a rule, as JSON, read with a sentence for whatever is wrong with one."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zolal.engine.records import N_
from zolal.engine.rules.demand import NoSense, Shape, Shapes

MOST_VALUES = 500
LONGEST_VALUE = 200
_RELATIVE = re.compile(r"today(?:([+-])(\d{1,5}))?")

ANY: tuple[Shape, ...] = ("text", "date", "number", "choice", "reference")
VALUES: tuple[Shape, ...] = ("text", "date", "number", "choice")
ORDERED: tuple[Shape, ...] = ("date", "number")

Bound = str
""" "" for none, a number, a day in ISO, or "today", "today-730", "today+30": so many days from today."""


def field_of(parameters: Mapping[str, Any], name: str, shapes: Shapes, *, among: Sequence[Shape] = ANY) -> str:
    """A field's name, of one of the shapes."""
    field = parameters.get(name)
    if not isinstance(field, str) or shapes.get(field) not in among:
        raise NoSense(name, N_("Choose a field for which such a rule makes sense."))
    return field


def fields_of(
    parameters: Mapping[str, Any], name: str, shapes: Shapes, *, among: Sequence[Shape] = ANY
) -> tuple[str, ...]:
    """Names of different fields, at least one."""
    fields = parameters.get(name)
    if not isinstance(fields, list) or not fields:
        raise NoSense(name, N_("Choose at least one field; without one the rule catches nothing."))
    found = tuple(field_of({name: field}, name, shapes, among=among) for field in fields)
    if len({*found}) < len(found):
        raise NoSense(name, N_("A field is named twice."))
    return found


def text_of(parameters: Mapping[str, Any], name: str, *, longest: int = LONGEST_VALUE) -> str:
    text = parameters.get(name)
    if not isinstance(text, str) or not text:
        raise NoSense(name, N_("This is needed."))
    if len(text) > longest:
        raise NoSense(name, N_("This may have at most %(longest)s characters."), longest=str(longest))
    return text


def choice(parameters: Mapping[str, Any], name: str, among: Sequence[str]) -> str:
    chosen = parameters.get(name)
    if not isinstance(chosen, str) or chosen not in among:
        raise NoSense(name, N_("Choose one of: %(choices)s."), choices=", ".join(among))
    return chosen


def flag(parameters: Mapping[str, Any], name: str) -> bool:
    given = parameters.get(name, False)
    if not isinstance(given, bool):
        raise NoSense(name, N_("This is either so or not: true or false."))
    return given


def texts_of(parameters: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Different texts, in their order; none where nothing is given."""
    texts = parameters.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise NoSense(name, N_("This is a list of texts."))
    if len(texts) > MOST_VALUES or any(len(text) > LONGEST_VALUE for text in texts):
        raise NoSense(
            name,
            N_("At most %(most)s values of at most %(longest)s characters."),
            most=str(MOST_VALUES),
            longest=str(LONGEST_VALUE),
        )
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def whole(parameters: Mapping[str, Any], name: str, *, least: int, most: int) -> int | None:
    """A whole number within bounds; None where there is none."""
    number = parameters.get(name)
    if number is None or number == "":
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise NoSense(name, N_("This is a whole number from %(least)s to %(most)s."), least=str(least), most=str(most))
    return number


def bound(parameters: Mapping[str, Any], name: str, shape: Shape) -> Bound:
    """The end of a range of days or numbers."""
    given = parameters.get(name)
    if given is None or given == "":
        return ""
    text = "" if isinstance(given, bool) else str(given).strip()
    if shape == "number" and _number(text) is not None:
        return text
    if shape == "date" and (_RELATIVE.fullmatch(text) or _day(text) is not None):
        return text
    if shape == "number":
        raise NoSense(name, N_("This is no number."))
    raise NoSense(name, N_("This is no day; write it like 1405/09/01 or 2026-11-22, or count from today."))


def at(end: Bound, today: date) -> date | float | None:
    """Where a range ends today; None where it does not."""
    if not end:
        return None
    if relative := _RELATIVE.fullmatch(end):
        days = int(relative[2] or 0)
        return _shifted(today, -days if relative[1] == "-" else days)
    return _day(end) or _number(end)


def read(text: str, shape: Shape) -> date | float | None:
    """A value of a record; None where it is none of that shape."""
    return _day(text) if shape == "date" else _number(text)


def is_relative(end: Bound) -> bool:
    return end.startswith("today")


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _day(text: str) -> date | None:
    if len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
