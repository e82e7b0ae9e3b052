"""How the pipelines do, and why deals are lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.people.queries.wish import BadWish
from zolal.sales.queries.deal_reports import Loss, losses, pipeline_figures
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.pipelines import pipelines
from zolal.strategy.queries.goals import Seen, of_pipeline
from zolal.web.deals.asked import chosen_pipeline, filters_of, narrowed, span_of, times, user_of, wish_of
from zolal.web.policy import needs


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """One pipeline in a time: its figures beside its goals, stage by stage, and the losses."""
    found, user = pipelines(), user_of(request)
    pipeline, (time, span) = chosen_pipeline(request, found), span_of(request)
    context: dict[str, Any] = {
        "pipelines": found, "pipeline": pipeline, "tab": "reports", "wish": DealWish(), "time": time, "span": span,
        "times": times(),
    }  # fmt: skip
    try:
        wish = narrowed(wish_of(request), pipeline)
        lost = losses(user, wish, span)
        if pipeline:
            context |= {"figures": pipeline_figures(user, wish, pipeline, span), "goals": _goals(user, pipeline.pk)}
    except BadWish as bad:
        context |= {"bad_wish": str(bad)}
    else:
        context |= {
            "wish": wish,
            "query": wish.query(),
            "filters": filters_of(wish),
            "losses": lost,
            "chart": _chart(lost),
        }
    return render(request, "deals/reports.html", context, status=422 if "bad_wish" in context else 200)


def _chart(lost: list[Loss]) -> dict[str, Any]:
    return {
        "labels": [one.reason.name if one.reason else _("not told") for one in lost],
        "series": [{"name": _("Lost deals"), "values": [one.count for one in lost], "tone": "red"}],
    }


def _goals(user: User, pipeline_id: int) -> list[Seen]:
    return of_pipeline(user, pipeline_id) if may(user, "goals.read") else []
