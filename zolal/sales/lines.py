"""The lines of an invoice and the arithmetic of their amounts.

A line is {"product": id or None, "name", "goods_id", "unit", "quantity": "1.5", "price": rials for one, "discount":
rials, "discount_percent": hundredths of a per cent, "tax": hundredths of a per cent}. Of the two discounts one counts:
the percentage where there is one.

Each amount of a line is rounded to whole rials once, half up: price times quantity, the discount, the tax. The totals
of an invoice are the sums of these, so they agree with what is printed, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.sales import given
from zolal.sales.models import Product
from zolal.sales.rounding import share_of, whole_rials

MOST_LINES = 500
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Amounts:
    """In rials: `gross` before the discount, `net` after it, `total` with the tax."""

    gross: int
    discount: int
    tax: int

    @property
    def net(self) -> int:
        return self.gross - self.discount

    @property
    def total(self) -> int:
        return self.net + self.tax


def amounts(line: Mapping[str, Any]) -> Amounts:
    """What a line comes to."""
    gross = whole_rials(Decimal(line["quantity"]) * line["price"])
    told = share_of(gross, line["discount_percent"]) if line["discount_percent"] else line["discount"]
    discount = min(gross, told)
    return Amounts(gross, discount, share_of(gross - discount, line["tax"]))


def totals(lines: Iterable[Mapping[str, Any]]) -> Amounts:
    """The sums of all lines."""
    found = [amounts(line) for line in lines]
    return Amounts(sum(one.gross for one in found), sum(one.discount for one in found), sum(one.tax for one in found))


def checked_lines(told: Any) -> list[Line]:  # noqa: ANN401 - JSON
    """Lines in their form. Raises `ValidationError` that names the first wrong line as "lines.2.price"."""
    if not isinstance(told, list) or len(told) > MOST_LINES:
        raise ValidationError({"lines": _("An invoice has at most %(most)s lines.") % {"most": MOST_LINES}})
    found = [_line(f"lines.{number}", line) for number, line in enumerate(told, 1)]
    if totals(found).total > given.MOST_RIALS:
        raise ValidationError({"lines": _("The total is more than any invoice. Is there a zero too many?")})
    return found


def line_of(product: Product, *, price: int | None, quantity: str = "1") -> Line:
    """A line that sells a product."""
    return {
        "product": product.pk, "name": product.name, "goods_id": product.goods_id, "unit": product.unit,
        "quantity": quantity, "price": price or 0, "discount": 0, "discount_percent": 0, "tax": product.tax,
    }  # fmt: skip


def _line(name: str, told: Any) -> Line:  # noqa: ANN401 - JSON
    if not isinstance(told, Mapping):
        raise ValidationError({name: _("A line is an object with name, quantity and price.")})
    product = told.get("product")
    quantity = given.decimal(f"{name}.quantity", told.get("quantity", "1"), least=0, most=10**9, places=6)
    if not quantity:
        raise ValidationError({f"{name}.quantity": _("How much is it? Write more than nothing.")})
    line = {
        "product": product if isinstance(product, int) and not isinstance(product, bool) else None,
        "name": given.text(f"{name}.name", told.get("name", ""), longest=300, needed=True),
        "goods_id": given.text(f"{name}.goods_id", told.get("goods_id", ""), longest=13),
        "unit": given.text(f"{name}.unit", told.get("unit", ""), longest=40),
        "quantity": f"{quantity.normalize():f}",
        "price": given.rials(f"{name}.price", told.get("price", 0)),
        "discount": given.rials(f"{name}.discount", told.get("discount", 0)),
        "discount_percent": given.whole(
            f"{name}.discount_percent", told.get("discount_percent", 0), least=0, most=10_000
        ),
        "tax": given.whole(f"{name}.tax", told.get("tax", 0), least=0, most=10_000),
    }
    if not line["discount_percent"] and line["discount"] > amounts({**line, "discount": 0}).gross:
        raise ValidationError({f"{name}.discount": _("The discount is more than the line.")})
    return line
