"""Texts and numbers as people give them, refused with a sentence where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 10_000


def demand_text(field: str, text: Any, *, longest: int = LONGEST, needed: bool = True) -> str:  # noqa: ANN401 - JSON
    """The text without spaces around it. Raises `ValidationError` by field."""
    if not isinstance(text, str):
        raise ValidationError({field: _("Write a text.")})
    found = text.strip()
    if needed and not found:
        raise ValidationError({field: _("Write something here.")})
    if len(found) > longest:
        raise ValidationError({field: _("This is too long: at most %(longest)s letters.") % {"longest": longest}})
    return found


def demand_choice(field: str, value: Any, choices: Mapping[str, Any]) -> str:  # noqa: ANN401 - JSON
    """One of the choices. Raises `ValidationError` by field."""
    if not isinstance(value, str) or value not in choices:
        raise ValidationError({field: _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)}})
    return value


def demand_whole(field: str, value: Any, *, least: int, most: int) -> int:  # noqa: ANN401 - JSON
    """A whole number between the two. Raises `ValidationError` by field."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValidationError({field: _between(least, most)})
    return value


def demand_number(field: str, value: Any, *, least: float, most: float) -> float:  # noqa: ANN401 - JSON
    """A number between the two. Raises `ValidationError` by field."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise ValidationError({field: _between(least, most)})
    return float(value)


def _between(least: float, most: float) -> str:
    return _("It is a number from %(least)s to %(most)s.") % {"least": f"{least:g}", "most": f"{most:g}"}
