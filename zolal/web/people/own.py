"""Values of fields in `own` as a person reads them, of whatever kind of record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.fields import Field, Shape
from zolal.people.own.definition import Choice
from zolal.people.own.files import Kept, kept
from zolal.people.own.reading import own_of, typed
from zolal.people.queries.related import related, related_of
from zolal.people.values import value_of
from zolal.web.templatetags.reading import fact, typed_day


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file, and where it is taken home from."""

    file: Kept
    href: str


def own_text(field: Field, value: Any, user: User | None = None) -> str:  # noqa: ANN401 - JSON
    """As one text; whom a relation leads to is told as far as the user may know."""
    if value is None or value == "":
        return ""
    if field.shape is Shape.RELATION:
        found = related(own_of(field).target, [str(value)], user)
        return found[str(value)].name if str(value) in found else _("not visible to you")
    if field.shape is Shape.FILE:
        file = kept(value)
        return f"{file.name} ({filesizeformat(file.size)})" if file else ""
    return fact(value, field)


def own_look(record: Record, field: Field) -> tuple[str, Any]:
    """How `zolal.web.people.cells` shows what stands in a record's field, and what of it.

    Whom a relation leads to is known where `people.queries.related.attach` was asked for the reader.
    """
    value = value_of(record, field)
    if value is None or value == "":
        return "text", ""
    match field.shape:
        case Shape.CHOICE | Shape.CHOICES:
            return "choices", chosen(field, value)
        case Shape.LONG_TEXT:
            return "lines", str(value)
        case Shape.RELATION:
            return "related", related_of(record, str(value)) or _("not visible to you")
        case Shape.FILE if file := kept(value):
            return "file", FileShown(file, reverse(f"{record._meta.model_name}-file", args=[record.uid, field.name]))
    return "text", own_text(field, value)


def chosen(field: Field, value: Any) -> list[Choice]:  # noqa: ANN401 - JSON
    """The choices a value names; one that is no more stands for itself."""
    known = {choice.value: choice for choice in own_of(field).choices}
    values = value if isinstance(value, list) else [value]
    return [known.get(str(one), Choice(str(one), str(one))) for one in values]


def own_typed(record: Record, field: Field) -> str:
    """What stands in the field's input: as somebody would type it. Of a relation a user is chosen by identity, all
    others are typed by name."""
    value = value_of(record, field)
    if field.shape is Shape.DATE:
        return typed_day(value)
    if field.shape is Shape.RELATION:
        found = related_of(record, typed(value))
        return found.name if found and own_of(field).target != "user" else typed(value)
    return typed(value)
