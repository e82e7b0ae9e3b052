"""What a product costs a customer on a day, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zolal.people.models import Company, Person
from zolal.sales.models import CustomerPriceGroup, PriceGroup, PriceList, Product
from zolal.sales.rounding import share_of

Customer = Person | Company


@dataclass(frozen=True, slots=True)
class Price:
    """Rials for one unit, None where nobody has set a price, and the sentence that says which rule gave it."""

    rials: int | None
    reason: str
    group: PriceGroup | None = None
    price_list: PriceList | None = None


def group_of(customer: Customer | None) -> PriceGroup | None:
    """The price group of a customer; a person without one buys as the company they work at."""
    if customer is None:
        return None
    own, of_company = groups_of(customer)
    return own or of_company


def groups_of(customer: Customer) -> tuple[PriceGroup | None, PriceGroup | None]:
    """The one that the customer itself was given, and that of the company a person works at."""
    mine = Q(**{customer.record_type: customer})
    employer = customer.company_id if isinstance(customer, Person) else None
    theirs = Q(company=employer) if employer else Q()
    rows = list(CustomerPriceGroup.objects.filter(mine | theirs).select_related("group").order_by("pk"))
    own = [one.group for one in rows if not employer or one.person_id == customer.pk]
    of_company = [one.group for one in rows if employer and one.company_id == employer]
    return own[-1] if own else None, of_company[-1] if of_company else None


def list_on(group: PriceGroup, day: date) -> PriceList | None:
    """The list of a group that holds on a day: of several the one that began last."""
    holding = group.lists.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
    return holding.order_by("-starts_on", "-pk").first()


def prices_of(
    products: Iterable[Product], customer: Customer | None = None, on: date | None = None
) -> dict[int, Price]:
    """The prices of products for a customer, by the product's id; a constant number of queries.

    The list of the customer's price group goes first, then its discount off the price of the catalogue, then that.
    """
    group = group_of(customer)
    return prices_in_group(products, group, on or timezone.localdate())


def price_of(product: Product, customer: Customer | None = None, on: date | None = None) -> Price:
    """The price of one product, see `prices_of`."""
    return prices_of([product], customer, on)[product.pk]


def prices_in_group(products: Iterable[Product], group: PriceGroup | None, on: date) -> dict[int, Price]:
    """What a group pays on a day."""
    price_list = list_on(group, on) if group else None
    return {one.pk: _price(one, group, price_list) for one in products}


def _price(product: Product, group: PriceGroup | None, price_list: PriceList | None) -> Price:
    if price_list is not None and (listed := price_list.prices.get(str(product.pk))) is not None:
        sentence = _("Price list “%(list)s” of the group “%(group)s”")
        return Price(listed, sentence % {"list": price_list.name, "group": group}, group, price_list)
    if product.price is None:
        return Price(None, _("No price has been set"), group)
    if group is not None and group.discount:
        sentence = _("Price of the catalogue less %(discount)s%% for the group “%(group)s”")
        told = sentence % {"discount": f"{group.discount / 100:g}", "group": group}
        return Price(product.price - share_of(product.price, group.discount), told, group)
    return Price(product.price, _("Price of the catalogue"), group)
