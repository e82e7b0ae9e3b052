"""What an issued invoice lacks before the tax administration takes it.

Known and checked are the legal fields: who sells and who buys, by numbers whose check digits fit, and the goods ID of
what is sold. In which form they are handed over, signed and answered is the business of the program that holds the
company's key: Zolal hands the fields on as a table and keeps no key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from zolal.sales.legal import Party, wrong_in
from zolal.sales.models import Invoice

GOODS_ID_DIGITS = 13


def tax_problems(invoice: Invoice) -> dict[str, str]:
    """What is missing or cannot be right, by "seller.legal_id", "buyer.postal_code", "lines.2.goods_id"."""
    return _of_seller(invoice.seller) | _of_buyer(invoice.buyer) | _of_lines(invoice.lines)


def buyer_type(party: Mapping[str, str]) -> str:
    """ "company" for who has the national ID of a legal entity, "person" for who has one of a person, else ""."""
    return "company" if party.get("legal_id") else "person" if party.get("national_id") else ""


def _of_seller(party: Party) -> dict[str, str]:
    found = {f"seller.{name}": told for name, told in wrong_in(party).items()}
    if not party.get("name"):
        found["seller.name"] = _("The name of the seller is missing. Write it under Invoices → Seller.")
    if not buyer_type(party):
        found["seller.legal_id"] = _("The seller has no legal ID and no national ID. Write it under Invoices → Seller.")
    if not party.get("economic_code"):
        found["seller.economic_code"] = _("The seller has no economic code. Write it under Invoices → Seller.")
    return found


def _of_buyer(party: Party) -> dict[str, str]:
    found = {f"buyer.{name}": told for name, told in wrong_in(party).items()}
    if not party.get("name"):
        found["buyer.name"] = _("The name of the buyer is missing.")
    kind = buyer_type(party)
    if not kind:
        found["buyer.legal_id"] = _("The buyer has neither a legal ID nor a national ID.")
    if kind == "company" and party.get("national_id"):
        found["buyer.national_id"] = _(
            "The buyer has the ID of a legal entity and that of a person; one of them is wrong."
        )
    if kind == "company" and not party.get("economic_code"):
        found["buyer.economic_code"] = _("The buyer is a legal entity without an economic code.")
    if not party.get("postal_code"):
        found["buyer.postal_code"] = _("The postal code of the buyer is missing.")
    return found


def _of_lines(lines: list[dict[str, Any]]) -> dict[str, str]:
    found = {}
    for number, line in enumerate(lines, 1):
        goods_id = line.get("goods_id") or ""
        if not goods_id:
            found[f"lines.{number}.goods_id"] = _("“%(name)s” has no goods ID.") % {"name": line["name"]}
        elif not (goods_id.isascii() and goods_id.isdigit() and len(goods_id) == GOODS_ID_DIGITS):
            told = _("The goods ID of “%(name)s” does not have 13 digits.")
            found[f"lines.{number}.goods_id"] = told % {"name": line["name"]}
        if not line.get("unit"):
            found[f"lines.{number}.unit"] = _("“%(name)s” has no unit.") % {"name": line["name"]}
    return found
