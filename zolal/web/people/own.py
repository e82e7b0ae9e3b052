"""Values of fields in `own` as a person reads them, of whatever kind of record."""

from __future__ import annotations

from typing import Any

from zolal.accounts.models import User
from zolal.people.fields import Field, Shape
from zolal.people.own.definition import Choice
from zolal.people.own.reading import own_of
from zolal.people.queries.related import related
from zolal.web.templatetags.reading import fact


def own_text(field: Field, value: Any, user: User | None = None) -> str:  # noqa: ANN401 - JSON
    """As one text; whom a relation leads to is told as far as the user may know."""
    if value is None or value == "":
        return ""
    if field.shape is Shape.RELATION:
        found = related(own_of(field).target, [str(value)], user)
        return found[str(value)].name if str(value) in found else "—"
    if field.shape is Shape.FILE:
        return str(value.get("name", "")) if isinstance(value, dict) else str(value)
    return fact(value, field)


def own_look(field: Field, value: Any) -> tuple[str, Any]:  # noqa: ANN401 - JSON
    """How `zolal.web.people.cells` shows it, and what of it."""
    if value is None or value == "":
        return "text", ""
    match field.shape:
        case Shape.CHOICE | Shape.CHOICES:
            return "choices", chosen(field, value)
        case Shape.LONG_TEXT:
            return "lines", str(value)
    return "text", own_text(field, value)


def chosen(field: Field, value: Any) -> list[Choice]:  # noqa: ANN401 - JSON
    """The choices a value names; one that is no more stands for itself."""
    known = {choice.value: choice for choice in own_of(field).choices}
    values = value if isinstance(value, list) else [value]
    return [known.get(str(one), Choice(str(one), str(one))) for one in values]
