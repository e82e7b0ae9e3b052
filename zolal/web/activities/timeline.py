"""The timeline of a record's page: what is to be done, what is pinned, and the stream of all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.activities.queries.shown import Shown
from zolal.activities.queries.stream import DEALS, Stream, activities_of, stream
from zolal.activities.strands import Step
from zolal.people.models import Company, Person
from zolal.people.queries.timeline import absorbed_ids
from zolal.web.activities.words import FILTERS
from zolal.web.people.story import Chapter, chapters

Customer = Person | Company
LONGEST = 100
AT_ONCE = 20
"""So many entries come at once: a screen or two; the earlier ones come when somebody asks for them."""


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An activity, a chapter of the ledger, or a step of a deal."""

    activity: Shown | None
    chapter: Chapter | None
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class StreamShown:
    entries: Sequence[EntryShown]
    next: str


def timeline_context(request: HttpRequest, record: Customer, url: str) -> dict[str, Any]:
    """What `activities/stream.html` shows of a person or a company; ?kind= and ?q= narrow it."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    ids = [record.pk, *absorbed_ids(record)]
    return timeline_for(request, activities_of(user, record), record.record_type, ids, url, customer=record)


def timeline_for(
    request: HttpRequest,
    activities: QuerySet[Activity],
    record_type: str,
    ids: Sequence[int],
    url: str,
    *,
    customer: Customer | None = None,
) -> dict[str, Any]:
    """The same of whatever record: its activities, which the user may see, and the ids the ledger tells of."""
    filters = {name: label for name, label in FILTERS.items() if customer or name != DEALS}
    user: User = request.user  # type: ignore[assignment]
    kind, search = request.GET.get("kind", ""), request.GET.get("q", "")[:LONGEST]
    kind = kind if kind in filters else ""
    after = request.GET.get("after", "")
    found = stream(
        user=user, activities=activities, record_type=record_type, ids=ids, customer=customer, kind=kind,
        search=search, after=after, limit=AT_ONCE, with_ahead=True,
    )  # fmt: skip
    return {
        "stream": shown_stream(user, record_type, found, customer),
        "ahead": found.ahead,
        "stream_url": url,
        "stream_kind": kind,
        "stream_search": search,
        "stream_filters": filters.items(),
    }


def shown_stream(user: User, record_type: str, found: Stream, customer: Customer | None = None) -> StreamShown:
    """A stream with its changes in words; of whatever record."""
    told = iter(chapters(user, record_type, [one.happening for one in found.entries if one.happening], customer))
    entries = [EntryShown(one.activity, next(told) if one.happening else None, one.step) for one in found.entries]
    return StreamShown(entries, found.next)


def answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The stream anew, or what comes after a page of it."""
    template = "activities/entries.html" if request.GET.get("after") else "activities/stream.html"
    return render(request, template, context)
