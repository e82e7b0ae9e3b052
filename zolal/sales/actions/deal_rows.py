"""Deals that come in by a file: written under the action of the import, each beside the row it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.sales.deal_sheets import Row
from zolal.sales.models import DealRow, Pipeline


def hold_deals() -> None:
    """The same file twice at the same time: the second waits here, and finds its rows known."""
    list(Pipeline.objects.select_for_update().order_by("pk").values_list("pk"))


def write_deals(
    *, action: Action, rows: Sequence[tuple[Row, Facts, Mapping[str, str]]], filename: str
) -> dict[int, int]:
    """Create or change deals, given rows with what goes in and their cells as they came; the ids by row number.

    Whoever calls has asked for the rights, and judged the rows in the same transaction.
    """
    fresh = [(row, facts) for row, facts, _raw in rows if row.deal is None]
    made = ledger.create(action, "deal", [facts for _row, facts in fresh]) if fresh else []
    ids = {row.number: pk for (row, _facts), pk in zip(fresh, made, strict=True)}
    changes = {row.deal.pk: facts for row, facts, _raw in rows if row.deal is not None}
    if changes:
        ledger.write(action, "deal", changes)
    ids |= {row.number: row.deal.pk for row, _facts, _raw in rows if row.deal is not None}
    DealRow.objects.bulk_create(
        DealRow(
            deal_id=ids[row.number],
            person_id=facts.get("person"),
            company_id=facts.get("company"),
            action_id=action.pk,
            file=filename,
            row=row.number,
            number=row.external,
            digest=row.digest,
            raw=dict(raw),
        )
        for row, facts, raw in rows
    )
    return ids


def forget_rows(action: Action) -> None:
    """What a file told of deals is not known any more, as its import is taken back."""
    DealRow.objects.filter(action_id=action.pk).delete()
