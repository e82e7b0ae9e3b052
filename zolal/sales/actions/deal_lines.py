"""The products of a deal; what it is worth follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.overtaken import wanted_in
from zolal.core import ledger
from zolal.core.ledger import rows
from zolal.core.models import Action
from zolal.people.queries.permitted import demand_writable
from zolal.sales import given
from zolal.sales.actions.seen import deed, hold
from zolal.sales.models import Deal, DealLine, Product
from zolal.sales.queries.worth import VALUE, sees_price

MOST = 200
MOST_UNITS = 1_000_000


def add_line(*, deal: Deal, product: Product, by: User, **told: Any) -> DealLine:  # noqa: ANN401 - see `change_line`
    """A `quantity` of a product (1), at a `price` (that of the product), with a `discount` (0).

    Raises `NotAllowed`; `ValidationError` by field.
    """
    with transaction.atomic():
        held = _held(deal.pk, by)
        if product.state != Product.State.ACTIVE:
            raise ValidationError({"product": _("This product is not sold any more.")})
        if told.get("price") is None:
            told["price"] = product.price
        if told["price"] is None:
            raise ValidationError({"price": _("The product has no price; write one.")})
        lines = DealLine.objects.filter(deal=held)
        if (count := lines.count()) >= MOST:
            raise ValidationError({"product": _("A deal has at most %(most)s lines.") % {"most": MOST}})
        line = DealLine(deal=held, product=product, position=count, **_values({"quantity": 1, **told}))
        action = deed("deal.line_add", [held], by=by)
        rows.add(action, line)
        _sum_up(action, held)
    return line


def change_line(*, line: DealLine, seen: Mapping[str, Any] | None = None, by: User, **told: Any) -> Action | None:  # noqa: ANN401
    """Another `quantity` (at most three decimals), `price` (rials) or `discount` (hundredths of a per cent).

    `seen` is what `by` had before their eyes. None where nothing changes. Raises `NotAllowed`; `Overtaken`;
    `ValidationError` by field.
    """
    with transaction.atomic():
        held = _held(line.deal_id, by)
        line.refresh_from_db()
        values = wanted_in(line, _values(told), seen=_values(seen or {}), kinds="deal.line_")
        if not values:
            return None
        action = deed("deal.line_change", [held], by=by)
        rows.change(action, line, **values)
        _sum_up(action, held)
    return action


def remove_line(*, line: DealLine, by: User) -> Action:
    """Away; a deal without lines keeps the value it had. Raises `NotAllowed`, `ValidationError`."""
    with transaction.atomic():
        held = _held(line.deal_id, by)
        action = deed("deal.line_remove", [held], by=by)
        rows.take(action, line)
        _sum_up(action, held)
    return action


def _held(deal_id: int, by: User) -> Deal:
    """The deal, whose value the user may write: it is the sum of its lines, at prices that they see."""
    (held,) = hold([deal_id], by=by)
    demand_writable(by, "deal", [VALUE])
    if not sees_price(by):
        raise ValidationError({"price": _("Your role does not show prices, so lines of deals are not yours to write.")})
    return held


def _sum_up(action: Action, deal: Deal) -> None:
    lines = list(DealLine.objects.filter(deal=deal))
    if lines:
        value = sum(line.total for line in lines)
        if value > given.MOST_RIALS:
            raise ValidationError({"quantity": _("The deal becomes larger than any amount that is kept.")})
        ledger.write(action, "deal", {deal.pk: {"value": value}})


def _values(told: Mapping[str, Any]) -> dict[str, Any]:
    checks: Mapping[str, Callable[[Any], Any]] = {
        "quantity": _quantity,
        "price": lambda value: given.rials("price", value),
        "discount": lambda value: given.whole("discount", value or 0, least=0, most=10_000),
    }
    return {name: checks[name](value) for name, value in told.items()}


def _quantity(value: Any) -> Any:  # noqa: ANN401 - as told; a decimal
    found = given.decimal("quantity", value, least=0, most=MOST_UNITS, places=3)
    if not found:
        raise ValidationError({"quantity": _("It is more than nothing.")})
    # As the database gives it back: undo compares the two.
    return found.quantize(Decimal("0.001"))
