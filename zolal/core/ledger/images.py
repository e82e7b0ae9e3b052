"""Rows beside the records (a tag, a relation) as JSON, to be put back by undo."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

Image = dict[str, Any]
End = tuple[type[models.Model], Any]


def image(row: models.Model) -> Image:
    """All columns of a row."""
    return {field.attname: _json(field, row) for field in row._meta.concrete_fields}


def restored(label: str, columns: Image) -> models.Model:
    """The row of an image, not saved; `label` names its model."""
    model = apps.get_model(label)
    row = model()
    for field in model._meta.concrete_fields:
        setattr(row, field.attname, _target(field).to_python(columns[field.attname]))
    return row


def found(label: str, pk: Any) -> models.Model | None:  # noqa: ANN401 - a primary key
    return apps.get_model(label)._base_manager.filter(pk=pk).first()


def stands(row: models.Model) -> bool:
    """Whether everything the row points at is there and no other row is in its place."""
    return not absent_ends(row) and not _doubled(row)


def absent_ends(row: models.Model) -> list[End]:
    """What the row points at and is no more."""
    found = []
    for field in row._meta.concrete_fields:
        target = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey) and target is not None:
            key = field.target_field.attname
            if not field.related_model._base_manager.filter(**{key: target}).exists():
                found.append((field.related_model, target))
    return found


def _doubled(row: models.Model) -> bool:
    model = type(row)
    unique = [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    unique += [list(one.fields) for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    others = model._base_manager.exclude(pk=row.pk)
    return any(
        others.filter(**{name: getattr(row, model._meta.get_field(name).attname) for name in names}).exists()
        for names in unique
        if all(getattr(row, model._meta.get_field(name).attname) is not None for name in names)
    )


def _target(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _json(field: models.Field[Any, Any], row: models.Model) -> Any:  # noqa: ANN401 - JSON
    value = getattr(row, field.attname)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
