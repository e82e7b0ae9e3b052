"""Products as lists show them, and their categories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import visible
from zolal.core.models import Record
from zolal.people.queries.own_wish import OwnWish, demand_seen, in_own_order, sorts_by
from zolal.people.queries.permitted import mask_own
from zolal.people.queries.related import attach
from zolal.people.search import search_condition
from zolal.sales.models import Product, ProductCategory
from zolal.sales.queries.paging import Part, part
from zolal.sales.queries.worth import PRICE

SIZE = 50
_NO_OWN = OwnWish("product")
SORTS: Mapping[str, Sequence[Any]] = {
    "name": ("sort_key", "id"),
    "-name": ("-sort_key", "-id"),
    "code": ("code_key", "id"),
    "-code": ("-code_key", "-id"),
    "price": (F("price").asc(nulls_last=True), "id"),
    "-price": (F("price").desc(nulls_last=True), "-id"),
    "priority": (F("priority").asc(nulls_last=True), "sort_key", "id"),
    "-updated_at": ("-updated_at", "-id"),
}


@dataclass(frozen=True, slots=True)
class ProductWish:
    """What somebody wants to see of the catalogue; what is unknown counts as not said."""

    q: str = ""
    category: str = ""
    kind: str = ""
    state: str = "active"
    sort: str = "name"
    own: OwnWish = _NO_OWN

    @classmethod
    def whole(cls, asked: Mapping[str, Any]) -> ProductWish:
        """With what is asked of fields of one's own. Raises `BadWish`."""
        texts = {name: value for name, value in asked.items() if isinstance(value, str)}
        sort = texts.get("sort", "")
        found = replace(cls.read(texts), own=OwnWish.read("product", asked))
        return replace(found, sort=sort) if sorts_by("product", sort) else found

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> ProductWish:
        """From the parameters of an address."""
        given = {name: asked.get(name, "") for name in ("q", "category", "kind", "state", "sort")}
        return cls(
            q=given["q"].strip()[:200],
            category=given["category"],
            kind=given["kind"] if given["kind"] in Product.Kind.values else "",
            state=given["state"] if given["state"] in {"archived", "all"} else "active",
            sort=given["sort"] if given["sort"] in SORTS else "name",
        )


@dataclass(frozen=True, slots=True)
class Branch:
    """A category with its path from the top, its depth, and how many products stand in it directly."""

    category: ProductCategory
    path: str
    depth: int
    products: int


def products(user: User) -> QuerySet[Product]:
    """All products, those out of sale too. Raises `NotAllowed`."""
    demand(user, "records.read")
    return visible(Product.objects.select_related("category"), user)


def product_by_uid(user: User, uid: UUID) -> Product:
    """As the user sees it: to be shown, never to be saved. Raises `NotAllowed`, `Product.DoesNotExist`."""
    found = products(user).get(uid=uid)
    mask_own(user, "product", [found])
    return found


def uids_of(user: User, ids: Iterable[int]) -> dict[int, UUID]:
    """The uids of products by their ids. Raises `NotAllowed`."""
    return dict(products(user).filter(pk__in=list(ids)).values_list("pk", "uid"))


def wanted_products(user: User, wish: ProductWish) -> QuerySet[Product]:
    """The products of a list, in its order. Raises `NotAllowed`, `BadWish`."""
    found = products(user)
    if wish.state != "all":
        found = found.filter(state=wish.state)
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.category:
        found = found.filter(category__in=_below(wish.category))
    if wish.q:
        found = found.filter(search_condition("product", wish.q))
    found = wish.own.narrow(found, user)
    if wish.sort.removeprefix("-") == PRICE:
        demand_seen(user, "product", PRICE)
    if sorts_by("product", wish.sort):
        demand_seen(user, "product", wish.sort.removeprefix("-"))
        return in_own_order(found, "product", wish.sort)
    return found.order_by(*SORTS[wish.sort])


def product_page(user: User, wish: ProductWish, number: object = 1, size: int = SIZE) -> Part[Product]:
    """A page of the list, as the user sees it: to be shown, never to be saved. Raises `NotAllowed`, `BadWish`."""
    page = part(wanted_products(user, wish), products(user), number, size)
    mask_own(user, "product", page.rows)
    if wish.own.columns:
        attach(user, "product", page.rows)
    return page


def tree(user: User, *, counts: bool = False) -> list[Branch]:
    """All categories, each after the one it stands in; what is in them is counted only where that is shown.

    Raises `NotAllowed`.
    """
    demand(user, "records.read")
    by_parent: dict[int | None, list[ProductCategory]] = {}
    for category in ProductCategory.objects.order_by("sort_key", "id"):
        by_parent.setdefault(category.parent_id, []).append(category)
    active = Product.objects.filter(state=Record.State.ACTIVE, category__isnull=False).order_by()
    held = dict(active.values_list("category").annotate(count=Count("pk"))) if counts else {}
    found: list[Branch] = []

    def walk(parent: int | None, path: str, depth: int) -> None:
        for one in by_parent.get(parent, ()):
            whole = f"{path} › {one.name}" if path else one.name
            found.append(Branch(one, whole, depth, held.get(one.pk, 0)))
            walk(one.pk, whole, depth + 1)

    walk(None, "", 0)
    return found


def category_by_uid(user: User, uid: UUID) -> ProductCategory:
    """Raises `NotAllowed`, `ProductCategory.DoesNotExist`."""
    demand(user, "records.read")
    return ProductCategory.objects.select_related("parent").get(uid=uid)


def category_paths() -> dict[int, str]:
    """The whole path of every category by id: "Software › Licences"."""
    rows = {pk: (name, parent) for pk, name, parent in ProductCategory.objects.values_list("pk", "name", "parent_id")}

    def path(pk: int | None) -> str:
        names = []
        while pk in rows:
            names.append(rows[pk][0])
            pk = rows[pk][1]
        return " › ".join(reversed(names))

    return {pk: path(pk) for pk in rows}


def named_offers(products: Iterable[int], categories: Iterable[int]) -> list[str]:
    """What products and categories are called, categories first."""
    paths = category_paths()
    sorts = [paths[pk] for pk in categories if pk in paths]
    return sorts + list(
        Product.objects.filter(pk__in=list(products)).order_by("sort_key").values_list("name", flat=True)
    )


def _below(uid: str) -> list[int]:
    """The category and all inside it; none for what is no uid."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return []
    rows = list(ProductCategory.objects.values_list("pk", "uid", "parent_id"))
    found = [pk for pk, own, _parent in rows if own == wanted]
    for above in found:
        found.extend(pk for pk, _own, parent in rows if parent == above)
    return found
