"""Texts, numbers and amounts as people give them, refused with a sentence where they cannot be."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.core.said import demand_choice, demand_text
from zolal.engine.persian.letters import store

MOST_RIALS = 10**15
"""More than any invoice of a company; a mistyped zero or two beyond it is told."""


def text(field: str, value: Any, *, longest: int, needed: bool = False, lines: bool = False) -> str:  # noqa: ANN401 - JSON
    """A text in the form it is kept in. Raises `ValidationError` by field."""
    if isinstance(value, str):
        value = "\n".join(map(store, value.splitlines())) if lines else store(value)
    return demand_text(field, value, longest=longest, needed=needed)


choice = demand_choice


def whole(field: str, value: Any, *, least: int, most: int) -> int:  # noqa: ANN401 - JSON
    """A whole number between the two. Raises `ValidationError` by field."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        sentence = _("It is a whole number from %(least)s to %(most)s.")
        raise ValidationError({field: sentence % {"least": least, "most": most}})
    return value


def rials(field: str, value: Any, *, least: int = 0, most: int = MOST_RIALS) -> int:  # noqa: ANN401 - JSON
    """A whole number of rials. Raises `ValidationError` by field."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        sentence = _("It is a whole number of rials from %(least)s to %(most)s.")
        raise ValidationError({field: sentence % {"least": f"{least:,}", "most": f"{most:,}"}})
    return value


def hundredths(field: str, value: Any, *, most: int = 100) -> int:  # noqa: ANN401 - JSON
    """A percentage with at most two decimals, as hundredths of a per cent: 10 → 1000. Raises `ValidationError`."""
    found = decimal(field, value, least=0, most=most, places=2)
    return int(found * 100)


def decimal(field: str, value: Any, *, least: int, most: int, places: int) -> Decimal:  # noqa: ANN401 - JSON
    """A number of so many decimals at most; a float is read as it is written. Raises `ValidationError` by field."""
    sentence = _("It is a number from %(least)s to %(most)s with at most %(places)s decimals.")
    refusal = ValidationError({field: sentence % {"least": least, "most": f"{most:,}", "places": places}})
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise refusal
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise refusal from None
    if not found.is_finite() or not least <= found <= most or found != round(found, places):
        raise refusal
    return found
