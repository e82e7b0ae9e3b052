"""How the facts of deals are read from and written to their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords
from zolal.engine.persian.letters import key
from zolal.sales.models import Deal, StageVisit


class DealRecords(ColumnRecords):
    name = "deal"
    model = Deal
    columns = (
        "title", "person", "company", "pipeline", "stage", "status", "value", "probability", "expected_on", "owner",
        "team", "channel", "touch_point", "intermediary", "margin_share", "margin_amount", "opened_at", "entered_at",
        "closed_at", "lost_reason", "lost_note", "note", "source", "state",
    )  # fmt: skip
    derived_columns = ("search",)

    def canonical(self, facts: Mapping[str, Any]) -> Facts:
        """A status always."""
        found = super().canonical(facts)
        if "status" in found and not found["status"]:
            found["status"] = Deal.Status.OPEN.value
        return found

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """Its own texts as keys. Not its customer's name: who may not see the customer would find it by that."""
        return {
            record_id: [key(" ".join(filter(None, (facts.get(name) for name in ("title", "note")))))]
            for record_id, facts in rows.items()
        }

    def delete_beside(self, ids: Sequence[int]) -> None:
        """Its visits to stages: they follow from the ledger."""
        StageVisit.objects.filter(deal__in=ids).delete()
