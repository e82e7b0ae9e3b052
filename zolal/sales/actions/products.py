"""What is sold: made, changed, taken out of sale, deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.ledger.pointing import pointed_at
from zolal.core.listed import listed
from zolal.core.locks import hold
from zolal.core.models import Action, Record
from zolal.core.sources import source_named
from zolal.engine.persian.letters import digits
from zolal.people.own.entry import whole_facts
from zolal.people.queries.permitted import demand_writable
from zolal.sales import given
from zolal.sales.models import Product, ProductCategory
from zolal.sales.records import code_key

_GOODS_ID = re.compile(r"[0-9]{13}")


def add_product(*, by: User, method: str = "form", **told: Any) -> tuple[Product, Action]:  # noqa: ANN401 - by field
    """A new product: `name`, and what else is known of it (see `checked`), fields of one's own as texts by their names.

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "products.edit")
        facts = _facts({"name": "", "kind": Product.Kind.GOOD, "tax_percent": 0, **told}, by=by)
        demand_free_code(facts.get("code") or "")
        action = ledger.act(
            kind="product.create", by=by, source=source_named(method, method), about={"name": facts["name"]}
        )
        (record_id,) = ledger.create(action, "product", [facts])
    return Product.objects.get(pk=record_id), action


def change_product(
    *,
    product: Product,
    version: int | None = None,
    by: User,
    method: str = "hand",
    **told: Any,  # noqa: ANN401 - by field
) -> tuple[Product, Action | None]:
    """Other facts; what is not given stays. No action where nothing changes.

    Raises `NotAllowed`; `Stale` where somebody changed one of them since `version`; `ValidationError` by field.
    """
    with transaction.atomic():
        demand(by, "products.edit")
        facts = _facts(told, by=by, product=product)
        demand_free_code(facts.get("code") or "", own=product.pk)
        action = ledger.act(
            kind="product.edit", by=by, source=source_named(method, method), about={"name": product.name}
        )
        seen = None if version is None else {product.pk: version}
        if not ledger.write(action, "product", {product.pk: facts}, versions=seen):
            action.delete()
            return product, None
    return Product.objects.get(pk=product.pk), action


def archive_products(*, products: Sequence[Product], by: User) -> Action:
    """Sold no more; what was sold keeps them. Raises `NotAllowed`."""
    return _state("product.archive", products, Record.State.ARCHIVED, by)


def restore_products(*, products: Sequence[Product], by: User) -> Action:
    """Sold again. Raises `NotAllowed`."""
    return _state("product.restore", products, Record.State.ACTIVE, by)


def delete_product(*, product: Product, by: User) -> Action:
    """Away with one that nothing names; undo brings it back. Raises `NotAllowed`; `ValidationError` for a used one."""
    with transaction.atomic():
        demand(by, "products.edit")
        if pointed_at(Product, [product.pk]):
            raise ValidationError(_("Deals, invoices or prices name this product. Take it out of sale instead."))
        action = ledger.act(kind="product.delete", by=by, about={"name": product.name})
        ledger.remove(action, "product", [product.pk])
    return action


def _facts(told: Mapping[str, Any], *, by: User, product: Product | None = None) -> Facts:
    """With fields of one's own. Raises `ValidationError` by field, of all fields."""
    if told.get("price") is not None or (product is not None and "price" in told):
        demand_writable(by, "product", ["price"])
    pk = product.pk if product else 0
    return whole_facts(
        "product", told, checked, by=by, new=product is None,
        now=lambda: ledger.record_type("product").facts([pk])[pk], record_id=pk,
    )  # fmt: skip


def checked(told: Mapping[str, Any]) -> Facts:
    """Facts in their form: `name`, `code`, `kind`, `category` (a `ProductCategory` or None), `unit`, `price` (rials),
    `tax_percent`, `goods_id`, `priority` (1 to 5), `description`. Raises `ValidationError` by field, of all fields."""
    facts: Facts = {}
    errors: dict[str, list[str]] = {}
    for name, value in told.items():
        try:
            fact, found = _CHECKS[name](value)
        except KeyError:
            errors[name] = [_("There is no such field.")]
        except ValidationError as refused:
            errors.update(refused.message_dict)
        else:
            facts[fact] = found
    if errors:
        raise ValidationError(errors)
    return facts


def demand_free_code(code: str, own: int | None = None) -> None:
    """Raise `ValidationError` where another product has the code; until the transaction ends nobody else takes it."""
    if not (wanted := code_key(code)):
        return
    hold([f"product:{wanted}"])
    other = Product.objects.filter(code_key=wanted).exclude(pk=own).first()
    if other is not None:
        raise ValidationError({"code": _("“%(name)s” has this code already.") % {"name": other.name}})


def _state(kind: str, products: Sequence[Product], state: str, by: User) -> Action:
    with transaction.atomic():
        demand(by, "products.edit")
        names = listed(one.name for one in products[:3])
        action = ledger.act(kind=kind, by=by, about={"name": names, "records": len(products)})
        ledger.write(action, "product", {one.pk: {"state": state} for one in products})
    return action


def _goods_id(value: Any) -> tuple[str, Any]:  # noqa: ANN401 - JSON
    found = digits(given.text("goods_id", value, longest=30)).replace(" ", "").replace("-", "")
    if found and not _GOODS_ID.fullmatch(found):
        raise ValidationError({"goods_id": _("The goods ID of the tax administration has 13 digits.")})
    return "goods_id", found or None


def _category(value: Any) -> tuple[str, Any]:  # noqa: ANN401 - a row
    if value is not None and not isinstance(value, ProductCategory):
        raise ValidationError({"category": _("Choose a category of the list.")})
    return "category", value.pk if value else None


def _nullable(name: str, check: Callable[[Any], Any]) -> Callable[[Any], tuple[str, Any]]:
    return lambda value: (name, None if value is None else check(value))


def _text(name: str, longest: int, *, needed: bool = False, lines: bool = False) -> Callable[[Any], tuple[str, Any]]:
    return lambda value: (name, given.text(name, value, longest=longest, needed=needed, lines=lines) or None)


_CHECKS: Mapping[str, Callable[[Any], tuple[str, Any]]] = {
    "name": _text("name", 300, needed=True),
    "code": _text("code", 60),
    "kind": lambda value: ("kind", given.choice("kind", value, dict(Product.Kind.choices))),
    "category": _category,
    "unit": _text("unit", 40),
    "price": _nullable("price", lambda value: given.rials("price", value)),
    "tax_percent": lambda value: ("tax", given.hundredths("tax_percent", 0 if value is None else value)),
    "goods_id": _goods_id,
    "priority": _nullable("priority", lambda value: given.whole("priority", value, least=1, most=5)),
    "description": _text("description", 10_000, lines=True),
}
