"""How the pipelines do, and why deals are lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.queries.wish import BadWish
from zolal.sales.queries.deal_reports import Loss, Span, losses, pipeline_figures
from zolal.sales.queries.deal_wish import NO_REASON, DealWish
from zolal.sales.queries.pipelines import pipelines
from zolal.strategy.queries.goals import Seen, of_pipeline
from zolal.web.deals.asked import chosen_pipeline, filters_of, narrowed, span_of, times, user_of, wish_of
from zolal.web.notices import notify
from zolal.web.policy import needs
from zolal.web.workbook import Cell, workbook


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """One pipeline in a time: its figures beside its goals, stage by stage, and the losses."""
    found, user = pipelines(), user_of(request)
    pipeline = chosen_pipeline(request, found)
    context: dict[str, Any] = {"pipelines": found, "pipeline": pipeline, "tab": "reports", "wish": DealWish()}
    try:
        time, span = span_of(request)
        wish = narrowed(wish_of(request), pipeline)
        lost = losses(user, wish, span)
        if pipeline:
            figures = pipeline_figures(user, wish, pipeline, span)
            context |= {"figures": figures, "goals": _goals(user, pipeline.pk), "lists": _lists(wish, span)}
            context["stages"] = [(one, wish.query(stage=str(one.stage.uid), state="open")) for one in figures.stages]
    except BadWish as bad:
        context |= {"bad_wish": str(bad)}
    else:
        context |= {
            "time": time,
            "times": times(),
            "span": span,
            "wish": wish,
            "query": wish.query(),
            "filters": filters_of(wish),
            "losses": [(one, _lost(wish, span, one)) for one in lost],
            "chart": _chart(lost),
        }
    return render(request, "deals/reports.html", context, status=422 if "bad_wish" in context else 200)


@require_GET
@needs("deals.export")
def export(request: HttpRequest) -> HttpResponseBase:
    """Stage by stage and why deals were lost, as a file; amounts in rials, for who sees what deals are worth."""
    pipeline, user = chosen_pipeline(request, pipelines()), user_of(request)
    try:
        _time, span = span_of(request)
        wish = narrowed(wish_of(request), pipeline)
        lost = losses(user, wish, span)
        stages = pipeline_figures(user, wish, pipeline, span).stages if pipeline else ()
    except BadWish as bad:
        notify(request, str(bad), tone="bad")
        return redirect("deals-reports")
    heads = [_("Stage"), _("Came in"), _("Left"), _("Went on"), _("Mean days in the stage"), _("There now"),
             _("Why deals were lost"), _("Deals"), _("Value (rial)")]  # fmt: skip
    rows: list[list[Cell]] = [
        [one.stage.name, one.entered, one.left, one.went_on, one.days and round(one.days, 1), one.now, None, None, None]
        for one in stages
    ]
    rows += [[*[None] * 6, one.reason.name if one.reason else _("not told"), one.count, one.value] for one in lost]
    return workbook("deal-reports", _("Reports on deals"), heads, rows)


def _lists(wish: DealWish, span: Span) -> dict[str, str]:
    """The addresses of the deals behind the figures of a pipeline."""
    first, last = span.first.isoformat(), span.last.isoformat()
    closed = {"closed_from": first, "closed_to": last}
    return {
        "opened": wish.query(state="all", opened_from=first, opened_to=last),
        **{state: wish.query(state=state, **closed) for state in ("won", "lost", "closed")},
    }


def _lost(wish: DealWish, span: Span, one: Loss) -> str:
    """The address of the deals behind a reason, or behind none."""
    lost = {"state": "lost", "closed_from": span.first.isoformat(), "closed_to": span.last.isoformat()}
    return wish.query(**lost, reason=str(one.reason.uid) if one.reason else NO_REASON)


def _chart(lost: list[Loss]) -> dict[str, Any]:
    return {
        "labels": [one.reason.name if one.reason else _("not told") for one in lost],
        "series": [{"name": _("Lost deals"), "values": [one.count for one in lost], "tone": "red"}],
    }


def _goals(user: User, pipeline_id: int) -> list[Seen]:
    return of_pipeline(user, pipeline_id) if may(user, "goals.read") else []
