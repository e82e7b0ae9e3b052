"""What an address asks for: the wish behind board, list and reports, and the filters as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zolal.accounts.models import User
from zolal.accounts.queries.users import teams
from zolal.engine.persian.calendar import from_jalali, quarter_start, to_jalali
from zolal.people.fields import is_own
from zolal.people.queries.owners import find_owners
from zolal.people.queries.typed import day as typed_day
from zolal.people.queries.typed import uid as typed_uid
from zolal.people.queries.wish import BadWish
from zolal.sales.models import Deal, Pipeline
from zolal.sales.queries.deal_reports import Span
from zolal.sales.queries.deal_wish import DealWish
from zolal.sales.queries.pipelines import pipelines
from zolal.web.money_field import read_amount, typed_amount


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that is chosen from a list."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str


def around(request: HttpRequest, tab: str) -> dict[str, Any]:
    """What stands around what was asked for, of all pipelines unless one is named."""
    found = pipelines()
    pipeline = chosen_pipeline(request, found) if request.GET.get("pipeline") else None
    return {"pipelines": found, "pipeline": pipeline, "tab": tab, "wish": DealWish()}


def wish_of(request: HttpRequest) -> DealWish:
    """What the address asks for, see `wish_in`."""
    return wish_in(request.GET)


def wish_in(query: QueryDict) -> DealWish:
    """What was asked for; amounts as they are typed ("least", "most") become rials. Raises `BadWish`."""
    asked: dict[str, Any] = {name: query.getlist(name) if is_own(name) else query[name] for name in query}
    asked["columns"] = ",".join(query.getlist("columns"))
    for typed, name in (("least", "value.from"), ("most", "value.to")):
        if text := asked.pop(typed, "").strip():
            try:
                asked[name] = str(read_amount(text))
            except ValidationError as refused:
                raise BadWish(name, refused.messages[0]) from refused
    return DealWish.read(asked)


def chosen_pipeline(request: HttpRequest, found: Sequence[Pipeline]) -> Pipeline | None:
    """The one that is asked for, or the first."""
    return pipeline_in(request.GET, found)


def query_before(request: HttpRequest) -> QueryDict:
    """The query of the page from which htmx asks, as its header tells."""
    return QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)


def pipeline_in(query: QueryDict, found: Sequence[Pipeline]) -> Pipeline | None:
    """The one that is asked for, or the first."""
    wanted = typed_uid(query.get("pipeline", ""))
    return next((one for one in found if one.uid == wanted), found[0] if found else None)


def filters_of(wish: DealWish, colleagues: Iterable[User] | None = None) -> dict[str, Any]:
    """What the form of filters shows; `colleagues` are `find_owners`, where they are at hand."""
    everybody = find_owners(limit=500) if colleagues is None else colleagues
    owners = [("me", _("me")), *((str(one.uid), one.name) for one in everybody)]
    nexts = [("none", _("none planned")), ("late", _("late")), ("today", _("today")), ("future", _("later"))]
    choices = [
        Choice("owner", _("Owner"), owners, wish.owner),
        Choice("team", _("Team"), [(str(team.pk), team.name) for team in teams()], wish.team),
        Choice("channel", _("Sales channel"), _labels(Deal.Channel.choices), wish.channel),
        Choice("touch_point", _("Touch-point"), _labels(Deal.TouchPoint.choices), wish.touch_point),
        Choice("next", _("Next activity"), nexts, wish.next),
        Choice("rotting", _("Idle"), [("1", _("too long only"))], wish.rotting),
    ]
    return {
        "choices": choices,
        "least": typed_amount(int(wish.value_from)) if wish.value_from else "",
        "most": typed_amount(int(wish.value_to)) if wish.value_to else "",
    }


def states() -> list[tuple[str, str]]:
    """What a list of deals can be narrowed to."""
    return [
        ("open", pgettext("of a deal", "open")), ("won", _("won")), ("lost", _("lost")), ("closed", _("closed")),
        ("all", _("all")), ("archived", _("archived")),
    ]  # fmt: skip


def span_of(request: HttpRequest) -> tuple[str, Span]:
    """The time of a report: a Jalali month, quarter or year until today, or from a day to a day. Raises `BadWish`."""
    today = timezone.localdate()
    typed = {name: request.GET.get(name, "").strip() for name in ("from", "to")}
    first, last = (typed_day(name, text) if text else None for name, text in typed.items())
    if first and last and last < first:
        raise BadWish("to", _("The last day cannot be before the first."))
    if first and last:
        return "", Span(first, last)
    year, month, _day = to_jalali(today)
    name = request.GET.get("time", "year")
    begins: dict[str, date] = {
        "month": from_jalali(year, month, 1),
        "quarter": quarter_start(today),
        "90": today - timedelta(days=89),
        "year": from_jalali(year, 1, 1),
        "12": today - timedelta(days=364),
    }
    name = name if name in begins else "year"
    return name, Span(begins[name], today)


def times() -> list[tuple[str, str]]:
    """Names of spans."""
    return [
        ("month", _("this month")), ("quarter", _("this quarter")), ("90", _("last 90 days")), ("year", _("this year")),
        ("12", _("last 365 days")),
    ]  # fmt: skip


def narrowed(wish: DealWish, pipeline: Pipeline | None) -> DealWish:
    """With the pipeline that is shown."""
    return replace(wish, pipeline=str(pipeline.uid)) if pipeline else wish


def user_of(request: HttpRequest) -> User:
    """Who is logged in: the login middleware stands before every view."""
    return request.user  # type: ignore[return-value]


def _labels(choices: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - Django's
    return [(value, str(label)) for value, label in choices]
