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
from zolal.accounts.overtaken import Overtaken, wanted_in
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.engine.persian.letters import key
from zolal.people.sorting import sort_key
from zolal.sales import given
from zolal.sales.models import PriceGroup, PriceList, Product
from zolal.sales.queries.worth import demand_price_written

_TYPED = {"discount": "discount_percent", "sort_key": "name"}
"""Columns that are typed under another name."""


def add_group(*, name: str, discount_percent: Any = 0, by: User) -> tuple[PriceGroup, Action]:  # noqa: ANN401 - JSON
    """A new group. Raises `NotAllowed`; `ValidationError` by field."""
    with transaction.atomic():
        _demand_edit(by)
        group = PriceGroup(**_group_columns({"name": name, "discount_percent": discount_percent}))
        _demand_free(group.name)
        action = ledger.act(kind="price_group.create", by=by, about={"name": group.name})
        rows.add(action, group)
    return group, action


def change_group(
    *,
    group: PriceGroup,
    name: str,
    discount_percent: Any = 0,  # noqa: ANN401 - JSON
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> tuple[PriceGroup, Action | None]:
    """Another name or discount; no action where nothing changes. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        _demand_edit(by)
        current = PriceGroup.objects.select_for_update().get(pk=group.pk)
        told = _group_columns({"name": name, "discount_percent": discount_percent})
        wanted = wanted_in(current, told, seen=_group_columns(seen or {}), kinds="price_group.", named=_TYPED)
        _demand_free(wanted.get("name", current.name), current)
        if not wanted:
            return current, None
        action = ledger.act(kind="price_group.change", by=by, about={"name": wanted.get("name", current.name)})
        rows.change(action, current, **wanted)
    return current, action


def delete_group(*, group: PriceGroup, by: User) -> Action:
    """Away with a group that has no customers, and with its lists. Raises `NotAllowed`; `ValidationError`."""
    with transaction.atomic():
        _demand_edit(by)
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
        _demand_edit(by)
        wanted = _dated(name, starts_on or timezone.localdate(), ends_on)
        price_list = PriceList(group=group, prices=dict(copied.prices) if copied else {}, **wanted)
        action = ledger.act(kind="price_list.create", by=by, about={"name": price_list.name})
        rows.add(action, price_list)
    return price_list, action


def change_list(
    *,
    price_list: PriceList,
    name: str,
    starts_on: date,
    ends_on: date | None = None,
    seen: Mapping[str, Any] | None = None,
    by: User,
) -> tuple[PriceList, Action | None]:
    """Another name, other days; no action where nothing changes. `seen` is what `by` had before their eyes.

    Raises `NotAllowed`; `Overtaken`; `ValidationError` by field.
    """
    with transaction.atomic():
        _demand_edit(by)
        current = PriceList.objects.select_for_update().get(pk=price_list.pk)
        wanted = wanted_in(current, _dated(name, starts_on, ends_on), seen=seen, kinds="price_list.")
        _demand_order(wanted.get("starts_on", current.starts_on), wanted.get("ends_on", current.ends_on))
        if not wanted:
            return current, None
        action = ledger.act(kind="price_list.change", by=by, about={"name": current.name})
        rows.change(action, current, **wanted)
    return current, action


def delete_list(*, price_list: PriceList, by: User) -> Action:
    """Away with it; undo brings it back. Raises `NotAllowed`."""
    with transaction.atomic():
        _demand_edit(by)
        action = ledger.act(kind="price_list.delete", by=by, about={"name": price_list.name})
        rows.take(action, price_list)
    return action


def set_prices(
    *,
    price_list: PriceList,
    prices: Mapping[Product, int | None],
    seen: Mapping[Product, int | None] | None = None,
    file: str = "",
    by: User,
) -> tuple[PriceList, Action | None]:
    """Prices of products in a list, in rials; None takes a product off it. Others stay. `seen` are the prices that `by`
    had before their eyes; `file` is the name of the table they came in by.

    Raises `NotAllowed`; `Overtaken`, `ValidationError` by the product's uid.
    """
    with transaction.atomic():
        _demand_edit(by)
        current = PriceList.objects.select_for_update().get(pk=price_list.pk)
        wanted = dict(current.prices)
        for product, rials in _prices_wanted(current, prices, seen or {}).items():
            wanted.pop(str(product.pk), None)
            if rials is not None:
                wanted[str(product.pk)] = given.rials(str(product.uid), rials)
        if wanted == current.prices:
            return current, None
        source = source_named(file, "import") if file else None
        action = ledger.act(kind="price_list.prices", by=by, source=source, about={"name": current.name})
        rows.change(action, current, prices=wanted)
    return current, action


def _demand_edit(by: User) -> None:
    demand(by, "products.edit")
    demand_price_written(by)


def _prices_wanted(
    current: PriceList, prices: Mapping[Product, int | None], seen: Mapping[Product, int | None]
) -> dict[Product, int | None]:
    """Without those that were left as they were seen. Raises `Overtaken` for what somebody else has set meanwhile."""
    now = {product: current.prices.get(str(product.pk)) for product in prices}
    wanted = {one: rials for one, rials in prices.items() if one not in seen or rials != seen[one]}
    overtaken = {one: now[one] for one in wanted if one in seen and now[one] not in (seen[one], wanted[one])}
    if overtaken:
        last = rows.last_change(current, "price_list.")
        raise Overtaken({str(one.uid): rials for one, rials in overtaken.items()}, ledger.doer(last))
    return wanted


def _group_columns(told: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "name" in told:
        found["name"] = given.text("name", told["name"], longest=100, needed=True)
        found["sort_key"] = sort_key(found["name"])
    if "discount_percent" in told:
        percent = told["discount_percent"]
        found["discount"] = given.hundredths("discount_percent", 0 if percent is None else percent)
    return found


def _demand_free(name: str, own: PriceGroup | None = None) -> None:
    others = PriceGroup.objects.exclude(pk=own.pk if own else None).values_list("name", flat=True)
    if key(name) in {key(other) for other in others}:
        raise ValidationError({"name": _("“%(name)s” is there already. Choose another name.") % {"name": name}})


def _demand_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": _("It cannot end before it begins.")})


def _dated(name: str, starts_on: date, ends_on: date | None) -> dict[str, Any]:
    _demand_order(starts_on, ends_on)
    return {
        "name": given.text("name", name, longest=100, needed=True), "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
