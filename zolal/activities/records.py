"""How the facts of activities are read from and written to their table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zolal.activities.models import Activity
from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords
from zolal.engine.persian.letters import key


class ActivityRecords(ColumnRecords):
    name = "activity"
    model = Activity
    columns = (
        "kind", "title", "person", "company", "about_type", "about_id", "owner", "team", "at", "until", "done_at",
        "direction", "outcome", "body", "words", "place", "latitude", "longitude", "source", "state",
    )  # fmt: skip
    derived_columns = ("search",)

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """All its texts as keys."""
        return {
            record_id: [key(" ".join(filter(None, (facts.get(name) for name in ("title", "body", "words", "place")))))]
            for record_id, facts in rows.items()
        }
