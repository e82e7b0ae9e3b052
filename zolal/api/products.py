"""Products and their categories."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.answers.products import ProductCategoryOut, ProductOut, ProductWritten
from zolal.api.door import needs, user_of
from zolal.api.own_fields import own_asked, own_out, own_texts
from zolal.api.own_files import add_downloads
from zolal.api.shapes import ActionOut, Page, Seen, action_out, page_out
from zolal.core.models import Action
from zolal.people.queries.lists import BadWish
from zolal.people.queries.permitted import mask_own
from zolal.sales.actions.product_categories import add_category, change_category, delete_category
from zolal.sales.actions.products import (
    add_product,
    archive_products,
    change_product,
    delete_product,
    restore_products,
)
from zolal.sales.models import Product, ProductCategory
from zolal.sales.queries.products import ProductWish, category_by_uid, product_by_uid, product_page, tree

products = Router(tags=["Products"])

_MOST = 200


class ProductQuery(Schema):
    """`q` searches; `sort` by name, code, price, priority, -updated_at or a field of one's own, "-" the other way;
    `after` a cursor. Fields of one's own narrow as in lists of people, such as `own:size=big`."""

    q: str = ""
    category: str = ""
    kind: str = ""
    state: Literal["active", "archived", "all"] = "active"
    sort: str = "name"
    after: str = ""
    size: int = 50


class ProductIn(Schema):
    """`price` in rials, for one unit; `category` is the id of a category; `tax_percent` such as 10 or 9.5; `fields` are
    those of one's own, raw texts as somebody would type them."""

    name: str
    code: str = ""
    kind: Literal["good", "service"] = "good"
    category: UUID | None = None
    unit: str = ""
    price: int | None = None
    tax_percent: float = 0
    goods_id: str = ""
    priority: int | None = None
    description: str = ""
    fields: dict[str, str] = Field(default_factory=dict)


class ProductEdit(Schema):
    """What is left out stays; in `fields` "" takes one away. `version`: the one that was seen; 409 where somebody
    changed one of these since."""

    version: int | None = None
    name: str | None = None
    code: str | None = None
    kind: Literal["good", "service"] | None = None
    category: UUID | None = None
    unit: str | None = None
    price: int | None = None
    tax_percent: float | None = None
    goods_id: str | None = None
    priority: int | None = None
    description: str | None = None
    fields: dict[str, str] | None = None


class CategoryIn(Schema):
    name: str
    parent: UUID | None = None


class CategorySeen(Seen):
    name: str = ""
    parent: UUID | None = None


class CategoryEdit(CategoryIn):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: CategorySeen = CategorySeen()


@products.get("", auth=needs("records.read"), response=Page[ProductOut], summary="List products")
def index(request: HttpRequest, query: Query[ProductQuery]) -> Any:  # noqa: ANN401
    asked = query.dict() | own_asked(request)
    number = asked.pop("after") or "1"
    if not number.isdecimal() or len(number) > 9:
        raise BadWish("after", "after")
    user = user_of(request)
    page = product_page(user, ProductWish.whole(asked), number, min(max(asked["size"], 1), _MOST))
    items = map(product_out, page)
    return page_out(items, next=str(page.next or ""), total=page.count, total_is_exact=page.is_exact)


@products.post("", auth=needs("products.edit"), response={201: ProductWritten}, summary="A new product")
def create(request: HttpRequest, given: ProductIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    product, action = add_product(**_told(user, given.dict()), by=user, method="api")
    return Status(201, _written(user, product, action))


@products.get(
    "/categories", auth=needs("records.read"), response=list[ProductCategoryOut], summary="The tree of categories"
)
def categories(request: HttpRequest) -> Any:  # noqa: ANN401
    return [
        category_out(one.category) | {"path": one.path, "products": one.products}
        for one in tree(user_of(request), counts=True)
    ]


@products.post("/categories", auth=needs("products.edit"), response={201: ProductCategoryOut}, summary="A new category")
def new_category(request: HttpRequest, given: CategoryIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    category, _action = add_category(name=given.name, parent=_category(user, given.parent), by=user)
    return Status(201, category_out(category))


@products.patch(
    "/categories/{uuid:uid}",
    auth=needs("products.edit"),
    response=ProductCategoryOut,
    summary="Another name or place of a category",
)
def edit_category(request: HttpRequest, uid: UUID, given: CategoryEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = category_by_uid(user, uid)
    seen = given.seen.told()
    if "parent" in seen:
        seen["parent"] = _category(user, seen["parent"])
    parent = _category(user, given.parent)
    changed, _action = change_category(category=found, name=given.name, parent=parent, seen=seen, by=user)
    return category_out(changed)


@products.delete(
    "/categories/{uuid:uid}",
    auth=needs("products.edit"),
    response=ActionOut,
    summary="Delete a category; its products go one level up",
)
def drop_category(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_category(category=category_by_uid(user, uid), by=user))


@products.get("/{uuid:uid}", auth=needs("records.read"), response=ProductOut, summary="One product")
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return product_out(product_by_uid(user, uid))


@products.patch("/{uuid:uid}", auth=needs("products.edit"), response=ProductWritten, summary="Change a product")
def change(request: HttpRequest, uid: UUID, given: ProductEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude_unset=True)
    version = told.pop("version", None)
    texts = {"name", "code", "kind", "unit", "goods_id", "description"}
    told = {name: value for name, value in told.items() if value is not None or name not in texts}
    product, action = change_product(
        product=product_by_uid(user, uid), version=version, **_told(user, told), by=user, method="api"
    )
    return _written(user, product, action)


@products.delete("/{uuid:uid}", auth=needs("products.edit"), response=ActionOut, summary="Delete; can be undone")
def remove(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(delete_product(product=product_by_uid(user, uid), by=user))


@products.post("/{uuid:uid}/archive", auth=needs("products.edit"), response=ActionOut, summary="Out of sale")
def archive(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(archive_products(products=[product_by_uid(user, uid)], by=user))


@products.post("/{uuid:uid}/restore", auth=needs("products.edit"), response=ActionOut, summary="On sale again")
def restore(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(restore_products(products=[product_by_uid(user, uid)], by=user))


add_downloads(products, "product")


def product_out(product: Product) -> dict[str, Any]:
    """A product as it goes out, masked for whom it is; its category loaded before."""
    names = ("version", "state", "name", "code", "kind", "unit", "price", "goods_id", "priority", "description",
             "created_at", "updated_at")  # fmt: skip
    category = product.category
    return {
        "id": product.uid,
        **{name: getattr(product, name) for name in names},
        "tax_percent": product.tax / 100,
        "fields": own_out("product", "products", product),
        "category": {"id": str(category.uid), "name": category.name} if category else None,
    }


def category_out(category: ProductCategory) -> dict[str, Any]:
    parent = category.parent
    return {"id": category.uid, "name": category.name, "path": category.name, "parent": parent.uid if parent else None,
            "products": 0}  # fmt: skip


def _written(user: User, product: Product, action: Action | None) -> dict[str, Any]:
    mask_own(user, "product", [product])
    return {"product": product_out(product), "action": action.uid if action else None}


def _told(user: User, told: dict[str, Any]) -> dict[str, Any]:
    told |= own_texts(told.pop("fields", None))
    return told | {"category": _category(user, told["category"])} if "category" in told else told


def _category(user: User, uid: UUID | None) -> ProductCategory | None:
    return category_by_uid(user, uid) if uid else None
