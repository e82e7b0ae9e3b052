"""The board."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zolal.people.queries.wish import BadWish
from zolal.sales.models import Stage
from zolal.sales.queries.board import board, column
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.pipelines import pipelines, stage_by_uid
from zolal.web.asked import whole_number
from zolal.web.deals.asked import chosen_pipeline, filters_of, narrowed, user_of, wish_of
from zolal.web.policy import needs


@require_GET
@needs("deals.read")
def index(request: HttpRequest) -> HttpResponse:
    """The open deals of a pipeline, in a column for each stage."""
    found = pipelines()
    pipeline = chosen_pipeline(request, found)
    context = {"pipelines": found, "pipeline": pipeline, "tab": "board", "wish": DealWish()}
    try:
        wish = narrowed(wish_of(request), pipeline)
        if pipeline:
            context |= {"board": board(user_of(request), wish, pipeline)}
    except BadWish as bad:
        context |= {"bad_wish": str(bad)}
    else:
        context |= {"wish": wish, "query": wish.query(), "filters": filters_of(wish)}
    return render(request, "deals/board.html", context, status=422 if "bad_wish" in context else 200)


@require_GET
@needs("deals.read")
def one_column(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A column again, or with ?begin= its further cards."""
    try:
        stage = stage_by_uid(uid)
        wish = wish_of(request)
        begin = whole_number(request.GET.get("begin", "")) or 0
        found = column(user_of(request), wish, stage, begin)
    except (Stage.DoesNotExist, BadWish) as missing:
        raise Http404 from missing
    template = "deals/cards.html" if begin else "deals/column.html"
    return render(request, template, {"column": found, "query": wish.query()})
