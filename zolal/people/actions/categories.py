"""What sorts of customers there are."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.actions.names import free_name, known_colour, label_wanted
from zolal.people.models import Category, Company, Person

_CHUNK = 2_000


def create_category(*, name: str, by: User, colour: str = "slate", position: int = 0) -> Category:
    """A new category. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        demand(by, "settings.write")
        category = Category(name=free_name(Category, name), colour=known_colour(colour), position=position)
        action = ledger.act(kind="category.create", by=by, about={"name": category.name})
        rows.add(action, category)
    return category


def change_category(
    *,
    category: Category,
    by: User,
    name: str | None = None,
    colour: str | None = None,
    position: int | None = None,
    seen: Mapping[str, str] | None = None,
) -> Category:
    """Another name, colour or place. `seen` is what `by` had before their eyes of name and colour.

    Raises `NotAllowed`, `Overtaken`, `ValidationError`.
    """
    with transaction.atomic():
        demand(by, "settings.write")
        category.refresh_from_db(from_queryset=Category.objects.select_for_update())
        new = label_wanted(category, name=name, colour=colour, seen=seen)
        place = category.position if position is None else position
        action = ledger.act(kind="category.change", by=by, about={"name": category.name, "to": new["name"]})
        rows.change(action, category, **new, position=place)
    return category


def delete_category(*, category: Category, by: User) -> Action:
    """Take a category from all records and away; undo brings it back to them. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "settings.write")
        action = ledger.act(kind="category.delete", by=by, about={"name": category.name})
        for record_type, model in (("person", Person), ("company", Company)):
            ids = list(model.objects.filter(category=category).order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), _CHUNK):
                ledger.write(action, record_type, {pk: {"category": None} for pk in ids[start : start + _CHUNK]})
        rows.take(action, category)
    return action
