"""Rows beside the records (a tag, a category, a relation), written so that undo can put them back.

Their images stand in the action: `about["rows"]` is [[model, primary key, before, after]], null where there was none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from zolal.core.ledger import images
from zolal.core.models import Action

Entry = Sequence[Any]
"""[model, primary key, image before, image after]; null where there was none, or is none."""
Listener = Callable[[Action, Sequence[Entry]], None]

_LOOKED_THROUGH = 200
"""Actions among which the last one that wrote a row is searched."""

_listeners: list[Listener] = []


def watch(listener: Listener) -> None:
    """Hear of every row that is added, changed or taken away so, also by undo, inside the transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def add(action: Action, row: models.Model) -> None:
    """Save a new row."""
    row.save(force_insert=True)
    _note(action, row, None, images.image(row))


def add_many(action: Action, new: Sequence[models.Model]) -> None:
    """Save new rows of one model."""
    if new:
        type(new[0])._base_manager.bulk_create(new)
        _log(action, *([row._meta.label_lower, row.pk, None, images.image(row)] for row in new))


def change(action: Action, row: models.Model, **values: Any) -> None:  # noqa: ANN401 - of the row's fields
    """Save other values of a row."""
    before = images.image(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    _note(action, row, before, images.image(row))


def take(action: Action, row: models.Model) -> None:
    """Delete a row to which nothing points any more."""
    before, pk = images.image(row), row.pk
    row.delete()
    row.pk = pk
    _note(action, row, before, None)


def last_change(row: models.Model, kinds: str) -> Action | None:
    """The last action, of a kind that begins so or an undo, that wrote this row; None where it is long ago."""
    name, following = [row._meta.label_lower, row.pk], kinds[:-1] + chr(ord(kinds[-1]) + 1)
    written = models.Q(kind__gte=kinds, kind__lt=following) | models.Q(kind="undo")
    found = Action.objects.filter(written).select_related("actor", "source").order_by("-id")[:_LOOKED_THROUGH]
    return next((one for one in found if any(entry[:2] == name for entry in one.about.get("rows", []))), None)


def bring_back(undone: Action, undoing: Action) -> None:
    """Rows that the action changed or deleted are as before, unless changed since; before the records' facts are."""
    _undo(undoing, [entry for entry in undone.about.get("rows", []) if entry[2] is not None])


def take_back(undone: Action, undoing: Action) -> None:
    """Rows that the action added leave, unless they are in use; after the records' facts have left them."""
    _undo(undoing, [entry for entry in undone.about.get("rows", []) if entry[2] is None])


def _undo(undoing: Action, entries: list[list[Any]]) -> None:
    for label, pk, before, after in reversed(entries):
        row = images.found(label, pk)
        now = images.image(row) if row else None
        if now == after and _restore(label, row, before):
            _log(undoing, [label, pk, after, before])


def _restore(label: str, row: models.Model | None, before: images.Image | None) -> bool:
    if before is None:
        if row is None or _used(row):
            return False
        row.delete()
        return True
    restored = images.restored(label, before)
    if not images.stands(restored):
        return False
    # Raw, so that Django does not put the time of now where the old one belongs.
    restored.save_base(raw=True, force_insert=row is None, force_update=row is not None)
    return True


def _used(row: models.Model) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in row._meta.related_objects
    )


def _note(action: Action, row: models.Model, before: images.Image | None, after: images.Image | None) -> None:
    _log(action, [row._meta.label_lower, row.pk, before, after])


def _log(action: Action, *entries: list[Any]) -> None:
    action.about = {**action.about, "rows": [*action.about.get("rows", []), *entries]}
    action.save(update_fields=["about"])
    for listener in _listeners:
        listener(action, entries)
