"""The lines of an invoice as they are typed: a row of inputs each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.engine.fields.number import plain_number
from zolal.sales.models import Invoice, Product
from zolal.sales.queries.prices import prices_of
from zolal.sales.queries.products import ProductWish, wanted_products
from zolal.web.money_field import read_amount, typed_amount

PARTS = ("product", "name", "quantity", "unit", "price", "discount", "tax")
_NAMED = re.compile(rf"l[0-9]{{1,3}}-(?:{'|'.join(PARTS)})")
SPARE = 3
"""Empty rows below the last line."""
MOST_OFFERED = 1_000


@dataclass(slots=True)
class Row:
    """What stands in the inputs of a line, and what is wrong with it."""

    number: int
    texts: dict[str, str]
    wrong: dict[str, str] = field(default_factory=dict)


def offered(user: User) -> list[Product]:
    """The products one can choose from."""
    return list(wanted_products(user, ProductWish())[:MOST_OFFERED])


def shown_rows(invoice: Invoice, products: Mapping[int, Product]) -> list[Row]:
    """The lines of a draft, and some empty ones."""
    rows = [Row(number, _shown(line, products)) for number, line in enumerate(invoice.lines, 1)]
    return rows + [Row(len(rows) + number, _empty()) for number in range(1, SPARE + 1)]


def typed_rows(post: QueryDict) -> list[Row]:
    """What was typed, row by row."""
    numbers = sorted({int(name[1:].partition("-")[0]) for name in post if _is_line(name)})[:500]
    return [Row(one, {part: post.get(f"l{one}-{part}", "").strip() for part in PARTS}) for one in numbers]


def read_rows(rows: list[Row], invoice: Invoice, products: Mapping[str, Product]) -> list[dict[str, Any]]:
    """The lines, a row without product and name left out; what is wrong is noted in its row.

    What is not typed beside a product is that of the catalogue, at the customer's price.
    """
    wanted = [products[row.texts["product"]] for row in rows if row.texts["product"] in products]
    prices = prices_of(wanted, invoice.company or invoice.person, invoice.issued_on) if wanted else {}
    lines = []
    for row in rows:
        product = products.get(row.texts["product"])
        if product is None and not row.texts["name"]:
            continue
        lines.append(_line(row, product, prices[product.pk].rials if product else None))
    return lines


def note_wrong(rows: list[Row], refused: ValidationError) -> list[str]:
    """Put what an action refused beside its input; what belongs to none is returned."""
    kept = [row for row in rows if row.texts["product"] or row.texts["name"]]
    above = []
    for name, sentences in refused.message_dict.items() if hasattr(refused, "error_dict") else [("", refused.messages)]:
        _lines, _dot, rest = name.partition(".")
        number, _dot, part = rest.partition(".")
        if number.isdigit() and int(number) <= len(kept):
            kept[int(number) - 1].wrong["discount" if part == "discount_percent" else part or "name"] = sentences[0]
        else:
            above += sentences
    return above


def _line(row: Row, product: Product | None, price: int | None) -> dict[str, Any]:
    texts = row.texts
    line: dict[str, Any] = {
        "product": product.pk if product else None,
        "name": texts["name"] or (product.name if product else ""),
        "goods_id": product.goods_id if product else "",
        "unit": texts["unit"] or (product.unit if product else ""),
        "quantity": _number(row, "quantity") or "1",
        "price": price if price is not None and not texts["price"] else _amount(row, "price"),
        "tax": product.tax if product and not texts["tax"] else _percent(row, "tax"),
        "discount": 0,
        "discount_percent": 0,
    }
    if "%" in texts["discount"] or "٪" in texts["discount"]:
        line["discount_percent"] = _percent(row, "discount")
    else:
        line["discount"] = _amount(row, "discount")
    return line


def _number(row: Row, part: str) -> str:
    text = row.texts[part]
    found = plain_number(text) if text else ""
    if text and not found:
        row.wrong[part] = _("“%(text)s” is no number.") % {"text": text[:60]}
    return found


def _amount(row: Row, part: str) -> int:
    try:
        return read_amount(row.texts[part]) or 0
    except ValidationError as refused:
        row.wrong[part] = refused.messages[0]
        return 0


def _percent(row: Row, part: str) -> int:
    row.texts[part] = row.texts[part].replace("%", "").replace("٪", "").strip()
    found = _number(row, part)
    if part == "discount" and row.texts[part]:
        row.texts[part] += "%"
    return round(float(found) * 100) if found else 0


def _shown(line: Mapping[str, Any], products: Mapping[int, Product]) -> dict[str, str]:
    product = products.get(line["product"] or 0)
    percent = f"{line['discount_percent'] / 100:g}%" if line["discount_percent"] else ""
    return {
        "product": str(product.uid) if product else "",
        "name": line["name"],
        "quantity": line["quantity"],
        "unit": line["unit"],
        "price": typed_amount(line["price"]),
        "discount": percent or (typed_amount(line["discount"]) if line["discount"] else ""),
        "tax": f"{line['tax'] / 100:g}",
    }


def _empty() -> dict[str, str]:
    return dict.fromkeys(PARTS, "")


def _is_line(name: str) -> bool:
    return _NAMED.fullmatch(name) is not None
