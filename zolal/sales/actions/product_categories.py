"""Sorts of products, one inside the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key
from zolal.people.sorting import sort_key
from zolal.sales import given
from zolal.sales.models import Product, ProductCategory, ProductPreference

DEEPEST = 5


def add_category(*, name: str, parent: ProductCategory | None = None, by: User) -> tuple[ProductCategory, Action]:
    """A new category. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        found = _free_name(name, parent)
        _demand_place(None, parent)
        action = ledger.act(kind="product_category.create", by=by, about={"name": found})
        category = ProductCategory(name=found, parent=parent, sort_key=sort_key(found))
        rows.add(action, category)
    return category, action


def change_category(
    *,
    category: ProductCategory,
    name: str,
    parent: ProductCategory | None,
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> tuple[ProductCategory, Action | None]:
    """Another name, or another place in the tree; no action where nothing changes. `seen` is what `by` had before their
    eyes. Raises `NotAllowed`; `Overtaken`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        current = ProductCategory.objects.select_for_update().get(pk=category.pk)
        told = {"name": given.text("name", name, longest=100, needed=True), "parent": parent}
        wanted = wanted_in(current, told, seen=seen, kinds="product_category.")
        if not wanted:
            return current, None
        now = {"name": current.name, "parent": current.parent} | wanted
        found = _free_name(now["name"], now["parent"], own=current)
        _demand_place(current, now["parent"])
        action = ledger.act(kind="product_category.change", by=by, about={"name": current.name, "to": found})
        rows.change(action, current, **now, sort_key=sort_key(found))
    return current, action


def delete_category(*, category: ProductCategory, by: User) -> Action:
    """Away with it; its products and the categories in it go one level up. Undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "products.edit")
        action = ledger.act(kind="product_category.delete", by=by, about={"name": category.name})
        for child in ProductCategory.objects.filter(parent=category):
            rows.change(action, child, parent=category.parent)
        ids = Product.objects.filter(category=category).values_list("pk", flat=True)
        ledger.write(action, "product", {pk: {"category": category.parent_id} for pk in ids})
        for liked in ProductPreference.objects.filter(category=category):
            rows.take(action, liked)
        rows.take(action, category)
    return action


def category_at(path: Sequence[str], action: Action) -> ProductCategory | None:
    """The category that a path of names leads to, made where it is missing; in the transaction of the action."""
    found: ProductCategory | None = None
    for name in path:
        wanted = _named(ProductCategory.objects.filter(parent=found), name)
        if wanted is None:
            wanted = ProductCategory(name=given.text("category", name, longest=100), parent=found)
            wanted.sort_key = sort_key(wanted.name)
            rows.add(action, wanted)
        found = wanted
    return found


def _named(categories: Iterable[ProductCategory], name: str) -> ProductCategory | None:
    return next((one for one in categories if key(one.name) == key(name)), None)


def _free_name(name: str, parent: ProductCategory | None, own: ProductCategory | None = None) -> str:
    found = given.text("name", name, longest=100, needed=True)
    beside = ProductCategory.objects.filter(parent=parent).exclude(pk=own.pk if own else None)
    if _named(beside, found):
        raise ValidationError({"name": _("“%(name)s” is there already. Choose another name.") % {"name": found}})
    return found


def _demand_place(category: ProductCategory | None, parent: ProductCategory | None) -> None:
    """Not inside itself, and not too deep."""
    depth, above = 0, parent
    while above is not None:
        if category is not None and above.pk == category.pk:
            raise ValidationError({"parent": _("A category cannot stand inside itself.")})
        depth, above = depth + 1, above.parent
    if depth >= DEEPEST:
        sentence = _("Categories stand at most %(most)s deep.")
        raise ValidationError({"parent": sentence % {"most": DEEPEST}})
