"""Rows as they may be kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from zolal.engine.persian.letters import store
from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS


def checked(row: models.Model) -> models.Model:
    """The row with its texts in the form they are kept in. Raises `ValidationError` by field."""
    for column in row._meta.concrete_fields:
        if isinstance(column, models.CharField | models.TextField) and not column.choices:
            lines = str(getattr(row, column.attname) or "").splitlines()
            setattr(row, column.attname, "\n".join(store(line) for line in lines).strip())
    absent = {
        column.name for column in row._meta.concrete_fields if column.null and getattr(row, column.attname) is None
    }
    row.full_clean(exclude=absent)
    return row


def known_type(record_type: str) -> str:
    """Raises `ValidationError` for what is no type of record."""
    if record_type not in MODELS:
        raise ValidationError({"record_type": _("Choose people or companies.")})
    return record_type


def known_field(record_type: str, name: str) -> str:
    """Raises `ValidationError` for a field that this type of record does not have."""
    if name not in fields_of(known_type(record_type)):
        raise ValidationError({"field": _("There is no field “%(field)s”.") % {"field": name}})
    return name


def known_fields(record_type: str, names: Sequence[str]) -> list[str]:
    """The fields, each once, in the order of the catalogue. Raises `ValidationError` where there is none or no such."""
    wanted = {known_field(record_type, name) for name in names}
    if not wanted:
        raise ValidationError({"fields": _("Choose the fields that it needs.")})
    return [name for name in fields_of(record_type) if name in wanted]
