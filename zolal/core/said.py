"""Texts, choices and numbers as people give them, or rows of them, refused with a sentence where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from zolal.engine.persian.letters import store

LONGEST = 10_000
Row = TypeVar("Row", bound=models.Model)


def demand_text(field: str, text: Any, *, longest: int = LONGEST, needed: bool = True) -> str:  # noqa: ANN401 - JSON
    """The text in the form it is kept in, line by line. Raises `ValidationError` by field."""
    if not isinstance(text, str):
        raise ValidationError({field: _("Write a text.")})
    found = "\n".join(store(line) for line in text.splitlines()).strip()
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


def demand_row(row: Row) -> Row:
    """The row with its texts as they are kept, and everything in it as its columns demand.

    Raises `ValidationError` with all that is wrong, by field.
    """
    errors: dict[str, list[ValidationError]] = {}
    for column in row._meta.concrete_fields:
        if not isinstance(column, models.CharField | models.TextField):
            continue
        value = getattr(row, column.attname)
        try:
            if column.choices:
                demand_choice(column.name, value, dict(column.flatchoices))
            else:
                longest, needed = column.max_length or LONGEST, not column.blank
                setattr(row, column.attname, demand_text(column.name, value or "", longest=longest, needed=needed))
        except ValidationError as refused:
            errors |= refused.error_dict
    if errors:
        raise ValidationError(errors)
    absent = {one.name for one in row._meta.concrete_fields if one.null and getattr(row, one.attname) is None}
    row.full_clean(exclude=absent)
    return row


def _between(least: float, most: float) -> str:
    return _("It is a number from %(least)s to %(most)s.") % {"least": f"{least:g}", "most": f"{most:g}"}
