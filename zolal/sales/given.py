"""Texts, numbers and amounts as people give them, refused with a sentence where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.engine.persian.letters import store

MOST_RIALS = 10**15
"""More than any invoice of a company; a mistyped zero or two beyond it is told."""


def text(field: str, value: Any, *, longest: int, needed: bool = False, lines: bool = False) -> str:  # noqa: ANN401 - JSON
    """A text in the form it is kept in. Raises `ValidationError` by field."""
    if not isinstance(value, str):
        raise ValidationError({field: _("Write a text.")})
    found = "\n".join(map(store, value.splitlines())).strip() if lines else store(value)
    if needed and not found:
        raise ValidationError({field: _("Write something here.")})
    if len(found) > longest:
        raise ValidationError({field: _("This is too long: at most %(longest)s letters.") % {"longest": longest}})
    return found


def choice(field: str, value: Any, choices: Mapping[str, Any]) -> str:  # noqa: ANN401 - JSON
    """One of the choices. Raises `ValidationError` by field."""
    if not isinstance(value, str) or value not in choices:
        raise ValidationError({field: _("Choose one of: %(choices)s.") % {"choices": ", ".join(map(str, choices))}})
    return str(value)


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
