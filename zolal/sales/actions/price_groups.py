"""Price groups and their dated lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.engine.persian.letters import key
from zolal.people.sorting import sort_key
from zolal.sales import given
from zolal.sales.models import PriceGroup, PriceList, Product


def add_group(*, name: str, discount_percent: Any = 0, by: User) -> tuple[PriceGroup, Action]:  # noqa: ANN401 - JSON
    """A new group. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        group = PriceGroup(**_group(name, discount_percent, None))
        action = ledger.act(kind="price_group.create", by=by, about={"name": group.name})
        rows.add(action, group)
    return group, action


def change_group(
    *,
    group: PriceGroup,
    name: str,
    discount_percent: Any = 0,  # noqa: ANN401 - JSON
    by: User,
) -> tuple[PriceGroup, Action]:
    """Another name or discount. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        current = PriceGroup.objects.select_for_update().get(pk=group.pk)
        wanted = _group(name, discount_percent, current)
        action = ledger.act(kind="price_group.change", by=by, about={"name": wanted["name"]})
        rows.change(action, current, **wanted)
    return current, action


def delete_group(*, group: PriceGroup, by: User) -> Action:
    """Away with a group that has no customers, and with its lists. Raises `NotAllowed`; `ValidationError`."""
    with transaction.atomic():
        demand(by, "products.edit")
        if group.customers.exists():
            raise ValidationError(_("Customers belong to this group. Give them another one first."))
        action = ledger.act(kind="price_group.delete", by=by, about={"name": group.name})
        for one in group.lists.all():
            rows.take(action, one)
        rows.take(action, group)
    return action


def add_list(
    *,
    group: PriceGroup,
    name: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    copied: PriceList | None = None,
    by: User,
) -> tuple[PriceList, Action]:
    """A list of a group, empty or with the prices of another one. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        wanted = _dated(name, starts_on or timezone.localdate(), ends_on)
        price_list = PriceList(group=group, prices=dict(copied.prices) if copied else {}, **wanted)
        action = ledger.act(kind="price_list.create", by=by, about={"name": price_list.name})
        rows.add(action, price_list)
    return price_list, action


def change_list(
    *, price_list: PriceList, name: str, starts_on: date, ends_on: date | None = None, by: User
) -> tuple[PriceList, Action]:
    """Another name, other days. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        demand(by, "products.edit")
        current = PriceList.objects.select_for_update().get(pk=price_list.pk)
        action = ledger.act(kind="price_list.change", by=by, about={"name": current.name})
        rows.change(action, current, **_dated(name, starts_on, ends_on))
    return current, action


def delete_list(*, price_list: PriceList, by: User) -> Action:
    """Away with it; undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "products.edit")
        action = ledger.act(kind="price_list.delete", by=by, about={"name": price_list.name})
        rows.take(action, price_list)
    return action


def set_prices(
    *, price_list: PriceList, prices: Mapping[Product, int | None], by: User
) -> tuple[PriceList, Action | None]:
    """Prices of products in a list, in rials; None takes a product off it. Others stay.

    Raises `NotAllowed`; `ValidationError` by the product's uid.
    """
    with transaction.atomic():
        demand(by, "products.edit")
        current = PriceList.objects.select_for_update().get(pk=price_list.pk)
        wanted = dict(current.prices)
        for product, rials in prices.items():
            wanted.pop(str(product.pk), None)
            if rials is not None:
                wanted[str(product.pk)] = given.rials(str(product.uid), rials)
        if wanted == current.prices:
            return current, None
        action = ledger.act(kind="price_list.prices", by=by, about={"name": current.name})
        rows.change(action, current, prices=wanted)
    return current, action


def _group(name: str, discount_percent: Any, own: PriceGroup | None) -> dict[str, Any]:  # noqa: ANN401 - JSON
    found = given.text("name", name, longest=100, needed=True)
    others = PriceGroup.objects.exclude(pk=own.pk if own else None).values_list("name", flat=True)
    if key(found) in {key(other) for other in others}:
        raise ValidationError({"name": _("“%(name)s” is there already. Choose another name.") % {"name": found}})
    discount = given.hundredths("discount_percent", 0 if discount_percent is None else discount_percent)
    return {"name": found, "discount": discount, "sort_key": sort_key(found)}


def _dated(name: str, starts_on: date, ends_on: date | None) -> dict[str, Any]:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("It cannot end before it begins.")})
    return {
        "name": given.text("name", name, longest=100, needed=True), "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
