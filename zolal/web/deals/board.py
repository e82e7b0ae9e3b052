"""The board, and what of it is other after a deal has moved."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from zolal.people.queries.wish import BadWish
from zolal.sales.models import Stage
from zolal.sales.queries.board import board, column
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.pipelines import pipelines, stage_by_uid
from zolal.web.asked import whole_number
from zolal.web.deals.asked import (
    chosen_pipeline,
    filters_of,
    narrowed,
    pipeline_in,
    query_before,
    user_of,
    wish_in,
    wish_of,
)
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
    """Further cards of a column, from ?begin= on."""
    try:
        stage = stage_by_uid(uid)
        wish = wish_of(request)
        begin = whole_number(request.GET.get("begin", "")) or 0
        found = column(user_of(request), wish, stage, begin)
    except (Stage.DoesNotExist, BadWish) as missing:
        raise Http404 from missing
    return render(request, "deals/cards.html", {"column": found, "query": wish.query()})


def moved(request: HttpRequest, stages: Iterable[Stage | None]) -> str:
    """For the board from which a deal was moved: every sum anew, and the cards of the stages it left and came into."""
    query, found = query_before(request), pipelines()
    pipeline = pipeline_in(query, found)
    if pipeline is None:
        return ""
    try:
        wish = narrowed(wish_in(query), pipeline)
        ids = {stage.pk for stage in stages if stage}
        fresh = board(user_of(request), wish, pipeline, filled=ids)
    except BadWish:
        return ""
    context = {"board": fresh, "filled": ids, "query": wish.query(), "moved": True}
    return render_to_string("deals/moved.html", context, request)
