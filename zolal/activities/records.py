"""How the facts of activities are read from and written to their table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, ClassVar

from zolal.activities.models import Activity
from zolal.activities.search import haystack
from zolal.core.ledger import Ahead, Facts
from zolal.core.ledger.columns import ColumnRecords

SEARCHED = ("title", "body", "words", "decisions", "strengths", "weaknesses", "place")
_KEPT = ("person_id", "company_id", "about_type", "about_id")
_left: ContextVar[tuple[Mapping[str, Any], ...]] = ContextVar("left", default=())


class ActivityRecords(ColumnRecords):
    name = "activity"
    model = Activity
    columns = (
        "kind", "title", "person", "company", "about_type", "about_id", "owner", "team", "at", "until", "all_day",
        "done_at", "began_at", "direction", "channel", "outcome", "body", "words", "decisions", "strengths",
        "weaknesses", "attitude", "basis", "pinned", "repeat", "repeat_every", "place", "latitude", "longitude",
        "source", "state",
    )  # fmt: skip
    derived_columns = ("search",)
    nested: ClassVar[Mapping[str, str]] = {**ColumnRecords.nested, "behaviour": "behaviours"}

    def derive(self, rows: Mapping[int, Facts], ahead: Mapping[int, Ahead]) -> Mapping[int, Sequence[Any]]:  # noqa: ARG002
        """All its texts as keys."""
        return {
            record_id: [haystack(" ".join(filter(None, (facts.get(name) for name in SEARCHED))))]
            for record_id, facts in rows.items()
        }

    def update(
        self, changes: Mapping[int, Facts], columns: Mapping[int, Mapping[str, Any]], facts: Mapping[int, Facts]
    ) -> None:
        """Whom they belonged to before is remembered for `taken_left`."""
        leave(changes)
        super().update(changes, columns, facts)

    def delete_beside(self, ids: Sequence[int]) -> None:
        leave(ids)


def leave(ids: Iterable[int]) -> None:
    """Remember whom activities belong to before they are written."""
    _left.set(tuple(Activity.objects.filter(pk__in=list(ids)).values("pk", *_KEPT)))


def taken_left() -> tuple[Mapping[str, Any], ...]:
    """Whom the activities of the last write belonged to before it: pk and the four columns that say so, of each."""
    left = _left.get()
    _left.set(())
    return left
