"""Activities from a file: old lists of calls, visits, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind
from zolal.activities.queries.activities import visible_activities
from zolal.capture.plain.activity_columns import FIELDS
from zolal.capture.plain.activity_rows import judged_activities
from zolal.capture.plain.kind import Asked, Going, Judged, PlainField
from zolal.core import ledger
from zolal.core.models import Action
from zolal.sales.marks import Marks


class Activities:
    """An activity is known again by its kind, its customer, its moment and its texts."""

    record_type = "activity"
    label = _("The file holds activities")
    needed = ("at",)
    fields: ClassVar[Mapping[str, PlainField]] = FIELDS

    def demand(self, by: User) -> None:
        demand(by, "activities.write")
        demand_kind(by, "create", "activity")

    def seen(self, user: User) -> QuerySet[Any]:
        return visible_activities(user)

    def judge(self, rows: Sequence[Asked], *, units: Mapping[str, str], user: User, seen: Marks) -> list[Judged]:  # noqa: ARG002
        return judged_activities(rows, user=user, seen=seen)

    def hold(self) -> None:
        """Nothing: the same file twice at once would only be found doubled, and goes out again by undo."""

    def write(self, action: Action, rows: Sequence[Going], *, filename: str) -> dict[int, int]:  # noqa: ARG002
        fresh = [one for one in rows if one.judged.match_id is None]
        ids = ledger.create(action, "activity", [one.facts for one in fresh]) if fresh else []
        written = {one.judged.number: pk for one, pk in zip(fresh, ids, strict=True)}
        known = {one.judged.match_id: one.facts for one in rows if one.judged.match_id is not None}
        if known:
            ledger.write(action, "activity", known)
        return written | {one.judged.number: one.judged.match_id for one in rows if one.judged.match_id is not None}

    def undone(self, action: Action) -> None:
        """Nothing is kept beside."""
