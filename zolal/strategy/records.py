"""How the facts of goals are read from and written to their table, and what their history calls them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from zolal.core.ledger.columns import ColumnRecords
from zolal.people.fields import Field, Shape, offer_fields
from zolal.strategy.models import Goal, GoalFigure


class GoalRecords(ColumnRecords):
    name = "goal"
    model = Goal
    columns = (
        "name", "why", "note", "scope", "owner", "team", "parent", "earlier", "measure", "part", "counts", "reports",
        "unit", "better", "aim", "target", "growth", "base_kind", "base", "period", "starts_on", "ends_on", "weight",
        "closed_on", "source", "state",
    )  # fmt: skip

    def delete_beside(self, ids: Sequence[int]) -> None:
        """Figures are worked out anew when the goal comes back."""
        GoalFigure.objects.filter(goal__in=ids).delete()


def offer() -> None:
    """Name what history shows."""
    offer_fields(
        "goal",
        (
            Field("name", _("Name"), "identity", Shape.TEXT, "", ("goal",)),
            Field("why", _("Why"), "identity", Shape.LONG_TEXT, "", ("goal",)),
            Field("owner", _("Responsible"), "ours", Shape.USER, "", ("goal",)),
            Field("team", _("Team"), "ours", Shape.TEAM, "", ("goal",)),
            Field("target", _("Target"), "ours", Shape.NUMBER, "", ("goal",)),
            Field("weight", _("Weight"), "ours", Shape.NUMBER, "", ("goal",)),
            Field("starts_on", _("From day"), "ours", Shape.DATE, "", ("goal",)),
            Field("ends_on", _("To day"), "ours", Shape.DATE, "", ("goal",)),
            Field("closed_on", _("Closed"), "ours", Shape.DATE, "", ("goal",)),
            Field("note", _("Notes"), "ours", Shape.LONG_TEXT, "", ("goal",)),
        ),
    )
