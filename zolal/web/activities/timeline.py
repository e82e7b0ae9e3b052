"""The timeline of a record's page: what is to be done, what is pinned, and the stream of all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zolal.accounts.models import User
from zolal.activities.queries.shown import Shown
from zolal.activities.queries.stream import Stream, activities_of, ahead_of, stream_of
from zolal.people.models import Company, Person
from zolal.people.queries.timeline import type_of
from zolal.web.activities.words import FILTERS
from zolal.web.people.story import Chapter, chapters

Customer = Person | Company
LONGEST = 100


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An activity, or a chapter of the ledger."""

    activity: Shown | None
    chapter: Chapter | None


@dataclass(frozen=True, slots=True)
class StreamShown:
    entries: Sequence[EntryShown]
    next: str


def timeline_context(request: HttpRequest, record: Customer, url: str) -> dict[str, Any]:
    """What `activities/stream.html` shows of a person or a company; ?kind= and ?q= narrow it."""
    user: User = request.user  # type: ignore[assignment]  # the login middleware stands before
    kind, search = request.GET.get("kind", ""), request.GET.get("q", "")[:LONGEST]
    kind = kind if kind in FILTERS else ""
    after = request.GET.get("after", "")
    found = stream_of(user=user, record=record, kind=kind, search=search, after=after)
    return {
        "stream": shown_stream(user, type_of(record), found),
        "ahead": ahead_of(user=user, activities=activities_of(user, record)) if not after else None,
        "stream_url": url,
        "stream_kind": kind,
        "stream_search": search,
        "stream_filters": FILTERS.items(),
    }


def shown_stream(user: User, record_type: str, found: Stream) -> StreamShown:
    """A stream with its changes in words; of whatever record."""
    told = iter(chapters(user, record_type, [one.happening for one in found.entries if one.happening]))
    entries = [EntryShown(one.activity, next(told) if one.happening else None) for one in found.entries]
    return StreamShown(entries, found.next)


def answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The stream anew, or what comes after a page of it."""
    template = "activities/entries.html" if request.GET.get("after") else "activities/stream.html"
    return render(request, template, context)
