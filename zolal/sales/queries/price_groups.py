"""Price groups, their lists, and what customers prefer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.sales.models import PriceGroup, PriceList, ProductPreference
from zolal.sales.queries.prices import Customer, groups_of
from zolal.sales.queries.worth import demand_price, sees_price


@dataclass(frozen=True, slots=True)
class Terms:
    """How a customer buys: their own group, the one that counts (perhaps that of their company), what they prefer."""

    own: PriceGroup | None
    group: PriceGroup | None
    preferences: Sequence[ProductPreference]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group with its discount, in hundredths of a per cent, the list that holds today and the number of its
    customers."""

    group: PriceGroup
    discount: int | None
    holds: PriceList | None
    customers: int


def price_groups(user: User) -> QuerySet[PriceGroup]:
    """Raises `NotAllowed`."""
    demand(user, "records.read")
    return PriceGroup.objects.all()


def grouped(user: User) -> list[Grouped]:
    """All groups with what holds today, in two queries; without discounts for who does not see prices.

    Raises `NotAllowed`.
    """
    today, sees = timezone.localdate(), sees_price(user)
    found = price_groups(user).annotate(customer_count=Count("customers")).prefetch_related("lists")
    return [
        Grouped(
            group,
            group.discount if sees else None,
            next((one for one in group.lists.all() if one.starts_on <= today <= (one.ends_on or today)), None),
            group.customer_count,
        )
        for group in found
    ]


def price_group(user: User, uid: UUID) -> PriceGroup:
    """Raises `NotAllowed`, `PriceGroup.DoesNotExist`."""
    return price_groups(user).get(uid=uid)


def lists_of(user: User, group: PriceGroup) -> QuerySet[PriceList]:
    """The lists of a group. Raises `NotAllowed` for who does not see prices."""
    demand_price(user)
    return group.lists.select_related("group")


def price_list(user: User, uid: UUID) -> PriceList:
    """Raises `NotAllowed`, also for who does not see prices; `PriceList.DoesNotExist`."""
    demand(user, "records.read")
    demand_price(user)
    return PriceList.objects.select_related("group").get(uid=uid)


def terms_of(customer: Customer) -> Terms:
    """Of a customer whom the caller has found for the user."""
    name = customer.record_type
    own, of_company = groups_of(customer)
    preferences = ProductPreference.objects.filter(**{name: customer}).select_related("product", "category")
    return Terms(own, own or of_company, list(preferences))


def preference(customer: Customer, uid: UUID) -> ProductPreference:
    """Raises `ProductPreference.DoesNotExist`."""
    name = customer.record_type
    return ProductPreference.objects.get(uid=uid, **{name: customer})
