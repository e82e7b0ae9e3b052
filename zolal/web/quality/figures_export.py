"""The dashboard's figures as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.quality.queries.dashboard import Dashboard, dashboard
from zolal.quality.queries.issues import label_of
from zolal.web.policy import needs
from zolal.web.quality.asked import asked_type
from zolal.web.workbook import Cell, workbook


@require_GET
@needs("quality.read")
def export(request: HttpRequest) -> HttpResponseBase:
    """Scores of all, of fields, sources and people; the trend."""
    board = dashboard(user=request.user, record_type=asked_type(request))
    columns = [
        _("Of what"), _("Name"), _("Records"), _("Score"), _("Score of the goals"), _("Filled, per cent"), _("Wrong"),
    ]  # fmt: skip
    return workbook("quality", _("Quality of the data"), columns, [*_rows(board)])


def _rows(board: Dashboard) -> Iterator[Sequence[Cell]]:
    found = board.figures
    yield _("All"), "", found["records"], found["quality"], found.get("goal"), None, None
    for one in found["fields"]:
        label = str(label_of(board.record_type, one["field"]))
        yield _("Field"), label, one["filled"], one.get("score"), None, round(100 * one["share"], 1), one["wrong"]
    for what, name in ((_("Source"), "sources"), (_("Owner"), "owners"), (_("Entered or imported by"), "importers")):
        for one in found[name]:
            yield what, one["name"], *_scores(one)
    goals = dict(board.goal_trend)
    for day, score in board.trend:
        yield _("Trend"), day.isoformat(), None, score, goals.get(day), None, None


def _scores(one: Mapping[str, Any]) -> Sequence[Cell]:
    records = one.get("brought", one["records"])
    wrong = one["records"] if "brought" in one else one.get("wrong")
    return records, one.get("quality"), one.get("goal"), None, wrong
