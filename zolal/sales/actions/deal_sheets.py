"""Deals that come in as a table: in one action that can be undone, each beside the row it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.sales.actions.sheets import receive
from zolal.sales.deal_sheets import HEADERS, NEEDED, Row, judged_deals
from zolal.sales.models import DealRow, Pipeline, Sheet
from zolal.sales.own_columns import with_own
from zolal.sales.portions import portions


def receive_deals(*, name: str, pieces: Iterable[bytes], unit: str = "", by: User) -> Sheet:
    """A file of deals, kept until somebody has looked at what it would do. See `receive`."""
    demand(by, "deals.write")
    demand_kind(by, "create", "deal")
    return receive(
        kind=Sheet.Kind.DEALS,
        name=name,
        pieces=pieces,
        headers=with_own("deal", HEADERS),
        needed=NEEDED,
        unit=unit,
        money="value",
        by=by,
    )


def take_deals(*, sheet: Sheet, by: User) -> tuple[Action | None, int]:
    """Take in the rows that are right and not known; the action, and how many deals it made.

    The sheet stays: its rows are known from then on, and what was wrong can be looked at. Raises `NotAllowed`.
    """
    with transaction.atomic():
        demand(by, "deals.write")
        demand(by, "deals.bulk")
        demand_kind(by, "create", "deal")
        # The same file twice at the same time: the second waits here, and finds its rows known.
        list(Pipeline.objects.select_for_update().order_by("pk").values_list("pk"))
        rows = [row for row in judged_deals(sheet, by) if row.part == "new"]
        if not rows:
            return None, 0
        about = {"record_type": "deal", "name": sheet.name, "count": len(rows)}
        action = ledger.act(kind="deal.import", by=by, source=source_named(sheet.name, "import"), about=about)
        for some in portions(rows):
            _take(action, sheet, some)
    return action, len(rows)


def _take(action: Action, sheet: Sheet, rows: Sequence[Row]) -> None:
    ids = ledger.create(action, "deal", [row.facts for row in rows])
    heads = sheet.about["heads"]
    kept = [
        DealRow(
            deal_id=deal_id,
            person_id=row.facts.get("person"),
            company_id=row.facts.get("company"),
            file=sheet.name,
            row=row.number,
            number=row.external,
            digest=row.digest,
            raw=dict(zip(heads, sheet.raw[row.number - 1], strict=True)),
        )
        for deal_id, row in zip(ids, rows, strict=True)
    ]
    DealRow.objects.bulk_create(kept)
