"""Activities from a file: old lists of calls, visits, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
from zolal.people.fields import Shape
from zolal.people.own.known import own_fields
from zolal.sales.marks import Marks
from zolal.sales.own_columns import with_own


class Activities:
    """An activity is known again by its kind, its customer, its moment and its texts."""

    record_type = "activity"
    label = _("The file holds activities")
    needed = ("at",)

    @property
    def fields(self) -> Mapping[str, PlainField]:
        """Those that come with Zolal, and those of one's own."""
        own = own_fields("activity")
        words = with_own("activity", {name: one.headers for name, one in FIELDS.items()})
        return {
            name: PlainField(own[name].label, some, money=own[name].shape is Shape.MONEY)
            if name in own
            else PlainField(FIELDS[name].label, some)
            for name, some in words.items()
        }

    def demand(self, by: User) -> None:
        demand(by, "activities.write")
        demand_kind(by, "create", "activity")

    def seen(self, user: User) -> QuerySet[Any]:
        return visible_activities(user)

    def judge(self, rows: Sequence[Asked], *, units: Mapping[str, str], user: User, seen: Marks) -> list[Judged]:
        return judged_activities(rows, units=units, user=user, seen=seen)

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
