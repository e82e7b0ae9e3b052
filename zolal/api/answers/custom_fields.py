"""What the operations on fields that an administrator makes answer with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from zolal.api.answers.said import Said
from zolal.people.models import CustomField


class ChoiceOut(Schema):
    """`value` is what is stored; it stays when the labels change."""

    value: str
    fa: str
    en: str
    colour: str = ""


class CustomFieldOut(Schema):
    """`name` is what the field is called in `fields`, filters and columns. `kind` is one of "text", "long text",
    "number", "money", "date", "choice", "choices", "yes or no", "relation"."""

    id: UUID
    type: str
    name: str
    key: str
    kind: str
    label_fa: str
    label_en: str
    help: str
    group: str
    position: int
    choices: list[ChoiceOut]
    default: str
    when_field: str
    when_values: list[str]
    required: bool
    refuses: bool
    unique: bool
    least: str
    most: str
    shortest: int
    longest: int
    pattern: str
    target: str
    retired_at: datetime | None
    version: int


class FieldGroupOut(Schema):
    """A group of fields; `roles` and `team` keep it, without any it is everybody's."""

    key: str
    label: Said
    tone: str
    roles: list[str]
    team: str


def custom_field_out(field: CustomField) -> dict[str, Any]:
    names = [name for name in CustomFieldOut.model_fields if name not in {"id", "type"}]
    return {"id": field.uid, "type": field.record_type, **{name: getattr(field, name) for name in names}}
