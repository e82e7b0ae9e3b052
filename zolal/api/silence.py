"""Who is silent, and the closing of accounts of whom nobody has heard for longer."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from zolal.activities.models import OF_LIFE
from zolal.api.answers.jobs import JobOut
from zolal.api.answers.silence import QuietOut, RestingOut, SilenceOut
from zolal.api.door import needs, user_of
from zolal.api.jobs import job_out
from zolal.api.shapes import Page, page_out
from zolal.quality.closing import close_accounts
from zolal.quality.queries.silence import quiet_records, resting, silence

silent = Router(tags=["Silence"])


Code = Literal["inactive", "unreachable"]


class Sure(Schema):
    """`count`: how many accounts are to be closed, as `/silence/archived` tells it; no other is taken."""

    count: int


@silent.get("", auth=needs("quality.read"), response=SilenceOut, summary="How many are silent, and what that costs")
def show(request: HttpRequest) -> Any:  # noqa: ANN401
    found = silence(user=user_of(request))
    return {
        "silent": found.figures["silent"],
        "unreachable": found.figures["unreachable"],
        "period": found.period,
        "longer": [{"days": days, "people": count} for days, count in found.figures["longer"]],
        "kinds": [{"kind": kind, "people": count} for kind, count in found.figures["kinds"]],
        "listening": [
            {
                "kind": one.kind,
                "of_life": one.kind in OF_LIFE,
                "since": one.heard and one.heard.since,
                "until": one.heard and one.heard.until,
            }
            for one in found.listening
        ],
        "measured_from": found.measured_from,
        "cost": found.cost,
        "companies": found.companies,
        "at": found.at,
    }


@silent.get("/people", auth=needs("quality.read"), response=Page[QuietOut], summary="Who is silent, with the reason")
def people(request: HttpRequest, code: Code = "inactive", after: str = "") -> Any:  # noqa: ANN401
    return _page(request, "person", code, after)


@silent.get(
    "/companies",
    auth=needs("quality.read"),
    response=Page[QuietOut],
    summary="Which companies are silent: nobody who works there was heard of either",
)
def companies(request: HttpRequest, code: Code = "inactive", after: str = "") -> Any:  # noqa: ANN401
    return _page(request, "company", code, after)


def _page(request: HttpRequest, record_type: str, code: Code, after: str) -> Any:  # noqa: ANN401
    found = quiet_records(user=user_of(request), record_type=record_type, code=code, after=after)
    items = [
        {
            "id": one.record.uid,
            "name": one.record.name,
            "since": one.since,
            **{kind: getattr(one.last, kind, None) for kind in OF_LIFE},
        }
        for one in found.people
    ]
    return page_out(items, next=found.next)


@silent.get("/archived", auth=needs("records.erase"), response=RestingOut, summary="Archived as silent, and until when")
def archived(request: HttpRequest) -> Any:  # noqa: ANN401
    found = resting(user=user_of(request))
    return {
        "waiting": found.waiting,
        "closable": found.closable,
        "days": found.days,
        "closed": [
            {"at": action.at, "by": action.actor.name if action.actor else "", "closed": action.about["count"]}
            for action in found.closed
        ],
    }


@silent.post("/close", auth=needs("records.erase"), response=JobOut, summary="Close accounts for ever")
def close(request: HttpRequest, given: Sure) -> Any:  # noqa: ANN401
    return job_out(close_accounts(typed=str(given.count), by=user_of(request)))
