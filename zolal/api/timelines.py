"""The timeline of a person or company, and what is to be done with them."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from zolal.accounts.models import User
from zolal.activities.queries.stream import FILTERS, Entry, activities_of, open_of, stream_of
from zolal.activities.strands import Step
from zolal.api.answers.activities import ActivityOut, TimelineEntry, activity_out
from zolal.api.door import needs, user_of
from zolal.api.shapes import Page, page_out
from zolal.people.queries.permitted import Pairs, masked_pairs
from zolal.people.queries.records import visible_record

timelines = Router(tags=["Activities"])

MOST = 200


class TimelineQuery(Schema):
    """`kind`: call, meeting, note, task, message, file or change; `q` searches the texts of activities."""

    kind: str = ""
    q: str = ""
    after: str = ""
    size: int = 30


@timelines.get(
    "/of/{type}/{uuid:uid}",
    auth=needs("records.read"),
    response=Page[TimelineEntry],
    summary="The timeline of a person or company",
)
def timeline(
    request: HttpRequest,
    type: Literal["person", "company"],  # noqa: A002
    uid: UUID,
    query: Query[TimelineQuery],
) -> Any:  # noqa: ANN401
    user, kind = user_of(request), query.kind
    if kind and kind not in FILTERS:
        raise ValidationError({"kind": _("Choose one of: %(choices)s.") % {"choices": ", ".join(FILTERS)}})
    record = visible_record(user, type, uid)
    limit = min(max(query.size, 1), MOST)
    found = stream_of(user=user, record=record, kind=kind, search=query.q, after=query.after, limit=limit)
    return page_out(
        [
            {
                "at": entry.at,
                "activity": activity_out(entry.activity) if entry.activity else None,
                "action": entry.happening.entry.action.uid if entry.happening else None,
                "kind": entry.happening.entry.action.kind if entry.happening else "",
                "step": _step(entry.step) if entry.step else None,
                "facts": {
                    fact: {"before": was, "after": now} for fact, (was, now) in _facts_seen(user, type, entry).items()
                },
            }
            for entry in found.entries
        ],
        next=found.next,
    )


def _step(step: Step) -> dict[str, Any]:
    about = {"type": step.record_type, "id": step.uid, "name": step.title}
    return {"what": step.what, "about": about, "whole_day": step.whole_day, **step.told}


def _facts_seen(user: User, record_type: str, entry: Entry) -> Pairs:
    return masked_pairs(user, record_type, entry.happening.entry.facts) if entry.happening else {}


@timelines.get(
    "/of/{type}/{uuid:uid}/open",
    auth=needs("records.read"),
    response=list[ActivityOut],
    summary="What is to be done with a person or company",
)
def to_do(request: HttpRequest, type: Literal["person", "company"], uid: UUID) -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    record = visible_record(user, type, uid)
    return [activity_out(one) for one in open_of(user=user, activities=activities_of(user, record))]
