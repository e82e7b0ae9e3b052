"""How a customer buys: the price group, and what they like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.models import Company, Person
from zolal.sales import given
from zolal.sales.models import CustomerPriceGroup, PriceGroup, Product, ProductCategory, ProductPreference

Customer = Person | Company
MOST_PREFERENCES = 50


def choose_group(
    *, customer: Customer, group: PriceGroup | None, seen: Mapping[str, PriceGroup | None] | None = None, by: User
) -> Action:
    """The price group of a customer whom the user sees; None: none of their own. `seen` is {"group": what `by` had
    before their eyes}. Raises `NotAllowed`; `Overtaken`."""
    with transaction.atomic():
        demand(by, "records.edit")
        demand_on(by, "change", customer.record_type, [customer.pk])
        about = {"name": customer.name, "to": group.name if group else ""}
        action = ledger.act(kind="customer.price_group", by=by, about=about)
        own = list(CustomerPriceGroup.objects.select_for_update().filter(**_whose(customer)).order_by("pk"))
        now = own[-1].group if own else None
        if seen is not None and now not in (seen.get("group", now), group):
            last = rows.last_change(own[-1], "customer.price_group") if own else None
            raise Overtaken({"group": str(now or "")}, ledger.doer(last))
        for former in own if group is None else own[:-1]:
            rows.take(action, former)
        if group is not None and own:
            rows.change(action, own[-1], group=group)
        elif group is not None:
            rows.add(action, CustomerPriceGroup(group=group, **_whose(customer)))
    return action


def prefer(
    *,
    customer: Customer,
    product: Product | None = None,
    category: ProductCategory | None = None,
    priority: Any = 1,  # noqa: ANN401 - JSON
    note: str = "",
    by: User,
) -> tuple[ProductPreference, Action]:
    """A customer likes a product or a category; what was said of it before is replaced.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "records.edit")
        demand_on(by, "change", customer.record_type, [customer.pk])
        if (product is None) == (category is None):
            raise ValidationError({"product": _("Choose a product or a category.")})
        wanted = {
            "priority": given.whole("priority", priority, least=1, most=5),
            "note": given.text("note", note, longest=300),
        }
        mine = ProductPreference.objects.select_for_update().filter(**_whose(customer))
        known = mine.filter(product=product, category=category).first()
        if known is None and mine.count() >= MOST_PREFERENCES:
            raise ValidationError({"product": _("This is enough; take one away before you add another.")})
        about = {"name": customer.name, "what": str(product or category)}
        action = ledger.act(kind="customer.prefer", by=by, about=about)
        if known is not None:
            rows.change(action, known, **wanted)
            return known, action
        fresh = ProductPreference(product=product, category=category, **_whose(customer), **wanted)
        rows.add(action, fresh)
    return fresh, action


def forget_preference(*, customer: Customer, preference: ProductPreference, by: User) -> Action:
    """The customer likes it no more. Raises `NotAllowed`."""
    with transaction.atomic():
        demand(by, "records.edit")
        demand_on(by, "change", customer.record_type, [customer.pk])
        action = ledger.act(kind="customer.prefer_no_more", by=by, about={"name": customer.name})
        rows.take(action, preference)
    return action


def _whose(customer: Customer) -> dict[str, Customer]:
    return {customer.record_type: customer}
