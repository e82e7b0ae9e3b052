"""Fields of one's own in what comes in and goes out of records of apps above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zolal.core.models import Record
from zolal.people.fields import Shape, is_own
from zolal.people.own.files import kept
from zolal.people.own.known import own_fields
from zolal.people.values import value_of


def own_texts(given: Mapping[str, str] | None) -> dict[str, str]:
    """By name, as actions take them. Raises `ValidationError` by field for a name that is none of one's own."""
    texts = dict(given or {})
    if unknown := {name: [_("There is no such field.")] for name in texts if not is_own(name)}:
        raise ValidationError(unknown)
    return texts


def own_asked(request: HttpRequest) -> dict[str, Any]:
    """What an address asks of them: {name: texts}."""
    return {name: request.GET.getlist(name) for name in request.GET if is_own(name)}


def own_out(record_type: str, plural: str, record: Record) -> dict[str, Any]:
    """What stands in them, of a record that was masked for its reader; of a file, the operation that gives it."""
    found: dict[str, Any] = {}
    for name, field in own_fields(record_type).items():
        value = value_of(record, field)
        if field.shape is Shape.FILE:
            file = kept(value)
            address = f"/api/v1/{plural}/{record.uid}/files/{name}"
            value = {"id": file.uid, "name": file.name, "size": file.size, "url": address} if file else None
        if value not in ("", None):
            found[name] = value
    return found
