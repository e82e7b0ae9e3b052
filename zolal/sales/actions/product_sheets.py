"""Products that come in as a table: new ones are made, known ones changed, in one action that can be undone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.sales.actions.product_categories import category_at
from zolal.sales.actions.sheets import receive
from zolal.sales.models import Sheet
from zolal.sales.own_columns import with_own
from zolal.sales.product_sheets import HEADERS, NEEDED, Row, judged
from zolal.sales.queries.worth import PRICE, writes_price


def receive_products(*, name: str, pieces: Iterable[bytes], unit: str = "", by: User) -> Sheet:
    """A file of products, kept until somebody has looked at what it would do; the column of prices is left out for who
    may not write them. See `receive`."""
    known = HEADERS if writes_price(by) else {name: words for name, words in HEADERS.items() if name != PRICE}
    headers = with_own("product", known)
    return receive(kind=Sheet.Kind.PRODUCTS, name=name, pieces=pieces, headers=headers, needed=NEEDED, unit=unit, by=by)


def take_products(*, sheet: Sheet, by: User) -> tuple[Action | None, int, int]:
    """Take in the rows that are right; the action, how many are new, how many changed. The sheet is forgotten.

    No action where nothing is to be done. Raises `NotAllowed`.
    """
    with transaction.atomic():
        demand(by, "products.edit")
        rows = [row for row in judged(sheet) if row.part in {"new", "change"}]
        sheet.delete()
        if not rows:
            return None, 0, 0
        source = source_named(sheet.name, "import")
        action = ledger.act(kind="product.import", by=by, source=source, about={"name": sheet.name})
        _place(rows, action)
        fresh = [row.facts for row in rows if row.product is None]
        known = {row.product.pk: row.facts for row in rows if row.product is not None}
        ledger.create(action, "product", fresh)
        ledger.write(action, "product", known)
    return action, len(fresh), len(known)


def _place(rows: Iterable[Row], action: Action) -> None:
    """Categories that rows name, made where they are missing; each path is looked up once."""
    found: dict[tuple[str, ...], int | None] = {}
    for row in rows:
        if not row.path:
            continue
        path = tuple(row.path)
        if path not in found:
            category = category_at(path, action)
            found[path] = category.pk if category else None
        row.facts["category"] = found[path]
