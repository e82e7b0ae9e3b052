"""Words people stick on records."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.actions.names import free_name, known_colour, label_wanted
from zolal.people.models import Tag, Tagging

_CHUNK = 2_000


def create_tag(*, name: str, by: User, colour: str = "slate") -> Tag:
    """A new tag. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, "records.edit")
        tag = Tag(name=free_name(Tag, name), colour=known_colour(colour))
        action = ledger.act(kind="tag.create", by=by, about={"name": tag.name})
        rows.add(action, tag)
    return tag


def change_tag(
    *, tag: Tag, by: User, name: str | None = None, colour: str | None = None, seen: Mapping[str, str] | None = None
) -> Tag:
    """Another name or colour. `seen` is what `by` had before their eyes of both.

    Raises `NotAllowed`, `Overtaken`, `ValidationError`.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        tag.refresh_from_db(from_queryset=Tag.objects.select_for_update())
        new = label_wanted(tag, name=name, colour=colour, seen=seen)
        action = ledger.act(kind="tag.change", by=by, about={"name": tag.name, "to": new["name"]})
        rows.change(action, tag, **new)
    return tag


def delete_tag(*, tag: Tag, by: User) -> Action:
    """Take a tag from all records and away; undo brings it back to them. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "settings.write")
        action = ledger.act(kind="tag.delete", by=by, about={"name": tag.name})
        for record_type in ("person", "company"):
            column = f"{record_type}_id"
            bearers = Tagging.objects.filter(tag=tag).exclude(**{column: None}).order_by(column)
            ids = list(bearers.values_list(column, flat=True))
            for start in range(0, len(ids), _CHUNK):
                some = ids[start : start + _CHUNK]
                ledger.write(action, record_type, {pk: {f"tag:{tag.pk}": None} for pk in some})
        rows.take(action, tag)
    return action
