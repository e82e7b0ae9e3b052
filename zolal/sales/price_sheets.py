"""A sheet of prices against a price list: what each row would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.sales import given
from zolal.sales.cells import Refused, read_rials
from zolal.sales.models import PriceList, Product, Sheet
from zolal.sales.product_sheets import HEADERS as OF_PRODUCTS
from zolal.sales.product_sheets import named_products, product_named

HEADERS = {name: OF_PRODUCTS[name] for name in ("uid", "name", "code")} | {
    "price": "قیمت|بها|قیمت فروش|فی|قیمت در فهرست|قیمت جدید|price|unit price|list price|new price",
}
NEEDED = ("price",)


@dataclass(slots=True)
class Row:
    """What a row would do: "new" in the list, "change", "same" or "wrong", with the reasons by field; in rials."""

    number: int
    name: str
    part: str
    texts: Mapping[str, str]
    product: Product | None = None
    before: int | None = None
    after: int | None = None
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)


def list_of(sheet: Sheet) -> PriceList:
    """The list that a sheet was handed in for. Raises `ValidationError` where it is no more."""
    found = PriceList.objects.filter(pk=sheet.about.get("price_list")).select_related("group").first()
    if found is None:
        raise ValidationError(_("The price list is not there any more."))
    return found


def judged_prices(sheet: Sheet, price_list: PriceList) -> list[Row]:
    """Every row of the sheet, judged by the list as it is now; a constant number of queries."""
    known, unit, met = named_products(sheet.rows), sheet.about.get("unit", ""), set[int]()
    found = []
    for number, texts in enumerate(sheet.rows, 1):
        if not texts:
            continue
        product = product_named(known, texts)
        row = Row(number, texts.get("name") or (product.name if product else ""), "wrong", texts, product)
        row.errors = _judge(row, price_list, unit, met)
        if not row.errors:
            row.part = "same" if row.after == row.before else "new" if row.before is None else "change"
        found.append(row)
    return found


def _judge(row: Row, price_list: PriceList, unit: str, met: set[int]) -> dict[str, list[str]]:
    """What is wrong with it; its prices are noted on the way. A row without a price leaves the product as it is."""
    if row.product is None:
        named = next((name for name in ("uid", "code", "name") if row.texts.get(name)), "")
        if not named:
            return {"name": [_("The row names no product. Write its code, its name or its ID.")]}
        return {named: [_("There is no such product. Take it into the catalogue first.")]}
    if row.product.pk in met:
        return {"name": [_("An earlier row of this file is of the same product.")]}
    met.add(row.product.pk)
    row.before = row.after = price_list.prices.get(str(row.product.pk))
    if text := row.texts.get("price"):
        try:
            row.after = given.rials("price", read_rials(text, unit))
        except Refused as refused:
            return {"price": [str(refused)]}
        except ValidationError as refused:
            return dict(refused.message_dict)
    return {}
