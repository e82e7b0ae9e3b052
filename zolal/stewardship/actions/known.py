"""Types of records and fields as somebody names them: those there are."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.people.fields import fields_of
from zolal.people.queries.records import MODELS


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
