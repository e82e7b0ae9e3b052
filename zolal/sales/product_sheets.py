"""A sheet of products against the catalogue: what each row would do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zolal.core.ledger import Facts, record_type
from zolal.engine.fields.number import plain_number
from zolal.engine.persian.letters import key
from zolal.people.fields import is_own
from zolal.people.own.entry import Entries
from zolal.people.queries.typed import uid as typed_uid
from zolal.sales.actions.products import checked
from zolal.sales.cells import Refused, read_rials
from zolal.sales.models import Product, Sheet
from zolal.sales.own_columns import entries_of
from zolal.sales.queries.products import category_paths
from zolal.sales.queries.worth import PRICE, writes_price
from zolal.sales.records import code_key

HEADERS = {
    "uid": "شناسه|id",
    "name": "نام|نام کالا|نام محصول|کالا|محصول|شرح کالا|name|product|product name|title",
    "code": "کد|کد کالا|کد محصول|sku|code|product code",
    "kind": "نوع|kind|type",
    "category": "دسته|دسته‌بندی|گروه|گروه کالا|category|group",
    "unit": "واحد|واحد سنجش|واحد شمارش|unit",
    "price": "قیمت|بها|قیمت فروش|فی|price|unit price",
    "tax_percent": "مالیات|درصد مالیات|مالیات (درصد)|tax|vat|tax percent",
    "goods_id": "شناسه کالا|شناسه کالا/خدمت|شناسه کالا و خدمت|goods id",
    "priority": "اولویت|priority",
    "description": "شرح|توضیح|توضیحات|description",
}
NEEDED = ("name", "code", "uid")
_KINDS = {"good": "کالا|good|goods", "service": "خدمت|خدمات|service|services"}
_KIND_OF = {key(word): kind for kind, words in _KINDS.items() for word in words.split("|")}
_PATH = re.compile(r"[›>/]")
PARTS = {"new": gettext_lazy("new"), "change": gettext_lazy("changed"), "same": gettext_lazy("as it is"),
         "wrong": gettext_lazy("wrong")}  # fmt: skip


@dataclass(slots=True)
class Row:
    """What a row would do: "new", "change", "same" or "wrong", with the reasons by field."""

    number: int
    name: str
    part: str
    product: Product | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    path: Sequence[str] = ()
    changes: Sequence[tuple[str, Any, Any]] = ()
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)


Known = Mapping[str, Mapping[str, Product]]
"""Products by "uid", "code" and "name", each by its key."""


def named_products(rows: Sequence[Mapping[str, str]]) -> Known:
    """The products that the rows of a table speak of, and no others; in four queries."""
    uids = [found for texts in rows if (found := typed_uid(texts.get("uid", "")))]
    codes = {code for texts in rows if (code := code_key(texts.get("code", "")))}
    bare = [texts for texts in rows if not texts.get("uid") and not texts.get("code")]
    names = {key(texts["name"]) for texts in bare if texts.get("name")}
    products = Product.objects.select_related("category")
    called: dict[str, Product] = {}
    if names:
        every = Product.objects.values_list("pk", "name").iterator()
        ids = [pk for pk, name in every if key(name) in names]
        called = {key(one.name): one for one in products.filter(pk__in=ids).order_by("-pk")}
    return {
        "uid": {str(one.uid): one for one in products.filter(uid__in=uids)} if uids else {},
        "code": {one.code_key: one for one in products.filter(code_key__in=codes)} if codes else {},
        "name": called,
    }


def product_named(known: Known, texts: Mapping[str, str]) -> Product | None:
    """Whom a row is of: by its ID, else by its code, else, where it has neither, by its name."""
    if uid := texts.get("uid"):
        return known["uid"].get(uid.lower())
    if code := code_key(texts.get("code", "")):
        return known["code"].get(code)
    return known["name"].get(key(texts.get("name", "")))


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """What rows are compared with, and what earlier rows were of."""

    products: Known
    facts: Mapping[int, Facts]
    paths: Mapping[int, str]
    seen: set[str]

    def doubled(self, row: Row, texts: Mapping[str, str]) -> dict[str, list[str]]:
        """What is wrong where the product or its code stands somewhere else too."""
        code = code_key(texts.get("code", ""))
        mark = f"of {row.product.pk}" if row.product else f"code {code}" if code else f"name {key(row.name)}"
        if mark in self.seen:
            return {"name": [_("An earlier row of this file is of the same product.")]}
        self.seen.add(mark)
        other = self.products["code"].get(code) if code else None
        if other is not None and (row.product is None or other.pk != row.product.pk):
            return {"code": [_("“%(name)s” has this code already.") % {"name": other.name}]}
        return {}


def judged(sheet: Sheet) -> list[Row]:
    """Every row of the sheet, judged by the catalogue as it is now and for whose it is; a constant number of
    queries."""
    rows = sheet.rows
    if not writes_price(sheet.by):
        rows = [{name: text for name, text in texts.items() if name != PRICE} for texts in rows]
    known = named_products(rows)
    ids = {one.pk for found in known.values() for one in found.values()}
    catalogue = _Catalogue(known, record_type("product").facts(sorted(ids)), category_paths(), set())
    unit = sheet.about.get("unit", "")
    own = entries_of({**sheet.about.get("units", {}), "": unit}, "product", rows, sheet.by)
    return [_row(number, texts, unit, catalogue, own) for number, texts in enumerate(rows, 1) if texts]


def _row(number: int, texts: Mapping[str, str], unit: str, catalogue: _Catalogue, own: Entries) -> Row:
    product = product_named(catalogue.products, texts)
    row = Row(number, texts.get("name") or (product.name if product else ""), "wrong", product, texts)
    told, errors = _told(texts, unit)
    row.path = told.pop("category", ())
    if product is None:
        told = {"name": "", "kind": "good", "tax_percent": 0, **told}
    try:
        row.facts = checked(told)
    except ValidationError as refused:
        errors |= refused.message_dict
    now = catalogue.facts[product.pk] if product else {}
    try:
        pk = product.pk if product else 0
        row.facts |= own.facts(texts, now=now if product else None, beside=dict(row.facts), record_id=pk)
    except ValidationError as refused:
        errors |= refused.message_dict
    if "uid" in texts and product is None:
        errors["uid"] = [_("There is no product with this ID.")]
    errors |= catalogue.doubled(row, texts)
    if errors:
        row.errors = errors
        return row
    row.changes = [(fact, now.get(fact), value) for fact, value in row.facts.items() if now.get(fact) != value]
    before = catalogue.paths.get(now.get("category", 0), "")
    if row.path and key(" › ".join(row.path)) != key(before):
        row.changes = [*row.changes, ("category", before, " › ".join(row.path))]
    row.part = "new" if product is None else "change" if row.changes else "same"
    return row


def _told(texts: Mapping[str, str], unit: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    told: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for name, text in texts.items():
        if name == "uid" or is_own(name):
            continue
        try:
            told[name] = _READ[name](text, unit) if name in _READ else text
        except Refused as refused:
            errors[name] = [str(refused)]
    return told, errors


def _kind(text: str, _unit: str) -> str:
    if key(text) not in _KIND_OF:
        raise Refused(_("It is a good or a service."))
    return _KIND_OF[key(text)]


def _number(text: str, _unit: str) -> str:
    found = plain_number(text.replace("%", "").replace("٪", ""))
    if not found:
        raise Refused(_("“%(text)s” is no number.") % {"text": text})
    return found


def _whole(text: str, unit: str) -> int:
    found = _number(text, unit)
    if not found.isdigit():
        raise Refused(_("“%(text)s” is no whole number.") % {"text": text})
    return int(found)


def _category(text: str, _unit: str) -> list[str]:
    return [name.strip() for name in _PATH.split(text) if name.strip()][:5]


_READ: Mapping[str, Callable[[str, str], Any]] = {
    "price": read_rials,
    "kind": _kind,
    "tax_percent": _number,
    "priority": _whole,
    "category": _category,
}
