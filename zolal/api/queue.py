"""The queue of what is wrong: whose it is, what waits in it, and decisions about one, some or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.accounts.queries.users import user_by_uid
from zolal.api.answers.jobs import JobOut
from zolal.api.answers.quality import CodeCountOut, HandlingOut, IssueOut
from zolal.api.door import needs, user_of
from zolal.api.jobs import job_out
from zolal.api.problems import Refused
from zolal.api.shapes import ActionOut, Page, action_out, as_typed, page_out, user_named
from zolal.capture.actions.decide_many import AT_ONCE, decide_matching
from zolal.capture.actions.decisions import Decided, decide, mend
from zolal.people.queries.permitted import withheld
from zolal.people.queries.records import visible_record, visible_records
from zolal.quality.actions.handling import Target, Wish
from zolal.quality.queries.decided import decided_by, decisions_about
from zolal.quality.queries.queue import NoQueue, Queue, Trouble, counts, queue_named, queue_page

queue = Router(tags=["Queue"])

Kind = Literal["person", "company"]
Verdict = Literal["accept", "archive", "delete", "dismissed", "snoozed", "handed", "reopened"]


class IssuesQuery(Schema):
    """`whose`: "mine", "nobody", "all" you see, "team:<id>" or the id of a user. `put_off`: what waits until a day."""

    type: Kind = "person"
    whose: str = "all"
    group: str = ""
    code: str = ""
    fact: str = ""
    put_off: bool = False

    def narrowed(self) -> dict[str, Any]:
        return {"group": self.group, "code": self.code, "fact": self.fact, "put_off": self.put_off}


class IssuesPageQuery(IssuesQuery):
    after: str = ""
    size: int = 50


class IssueRef(Schema):
    """An issue as it was listed; with another `raw` it is another one."""

    record: UUID
    field: str
    code: str
    raw: str = ""


class DecisionWish(Schema):
    """`accept` takes the proposal; what is old still holds then. `until` for "snoozed", `to` (a user) for "handed"."""

    verdict: Verdict
    until: date | None = None
    to: UUID | None = None
    note: str = ""


class IssuesDecision(DecisionWish):
    type: Kind = "person"
    issues: list[IssueRef] = Field(min_length=1, max_length=AT_ONCE)


class QueueDecision(DecisionWish, IssuesQuery):
    """Everything in a queue, in the background."""


class Mending(Schema):
    """The right value, as somebody would type it."""

    type: Kind = "person"
    issue: IssueRef
    text: str


class DecidedOut(Schema):
    """`done` of the issues were decided; others are gone or cannot be. Undo the action in the ledger."""

    action: ActionOut
    done: int


@queue.get("/counts", auth=needs("quality.read"), response=list[CodeCountOut], summary="What waits how often, by sort")
def counted(request: HttpRequest, query: Query[IssuesQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    asked = _queue(user, query)
    return [
        {
            "group": one.sort.group, "code": one.sort.code, "fact": one.sort.fact, "label": one.label,
            "severity": one.sort.severity, "fault": one.fault, "message": one.message, "count": one.count,
            "exact": one.exact,
        }
        for one in sorted(counts(queue=asked, user=user), key=lambda one: -one.count)
        if asked.holds(one.sort)
    ]  # fmt: skip


@queue.get("", auth=needs("quality.read"), response=Page[IssueOut], summary="The queue, what is surely wrong first")
def index(request: HttpRequest, query: Query[IssuesPageQuery]) -> Any:  # noqa: ANN401
    user = user_of(request)
    asked = _queue(user, query)
    size = min(max(query.size, 1), 200)
    found = queue_page(queue=asked, user=user, found=counts(queue=asked, user=user), after=query.after, size=size)
    return page_out(map(_issue_out, found.troubles), next=found.next)


@queue.get("/decided", auth=needs("quality.read"), response=Page[ActionOut], summary="What you have decided")
def decided(request: HttpRequest, before: int = 0, size: int = 50) -> Any:  # noqa: ANN401
    found = decided_by(user=user_of(request), before=before, size=min(max(size, 1), 200))
    return page_out(map(action_out, found.actions), next=str(found.next or ""))


@queue.get(
    "/decided/about",
    auth=needs("quality.read"),
    response=list[HandlingOut],
    summary="What was decided about a field of a record, with notes",
)
def decided_about(request: HttpRequest, record: UUID, field: str, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    user = user_of(request)
    found = visible_record(user, type, record)
    return [
        {
            "action": one.action.uid,
            "verdict": one.verdict,
            "by": one.action.actor.name if one.action.actor else "",
            "at": one.action.at,
            "note": one.action.about.get("note", ""),
            "until": one.until,
            "to": one.to.name if one.to else "",
            "code": one.code,
            "raw": one.raw,
            "stands": one.stands,
        }
        for one in (decisions_about(found, field) if field not in withheld(user, type) else ())
    ]


@queue.post("/decide", auth=needs("issues.decide"), response=DecidedOut, summary="Decide about one issue or some")
def decide_some(request: HttpRequest, given: IssuesDecision) -> Any:  # noqa: ANN401
    user = user_of(request)
    targets = _targets(user, given.type, given.issues)
    return _decided_out(decide(record_type=given.type, targets=targets, wish=_wish(given), by=user))


@queue.post("/mend", auth=needs("issues.decide"), response=DecidedOut, summary="Type the right value")
def type_it(request: HttpRequest, given: Mending) -> Any:  # noqa: ANN401
    user = user_of(request)
    target = _targets(user, given.type, [given.issue])[0]
    return _decided_out(mend(record_type=given.type, target=target, text=given.text, by=user))


@queue.post(
    "/decide/all",
    auth=needs("issues.decide"),
    response={202: JobOut},
    summary="Decide about everything in a queue, in the background",
)
def decide_whole(request: HttpRequest, given: QueueDecision) -> Any:  # noqa: ANN401
    user = user_of(request)
    _queue(user, given)
    job = decide_matching(
        record_type=given.type, whose=given.whose, narrowed=given.narrowed(), wish=_wish(given), by=user
    )
    return Status(202, job_out(job))


def _queue(user: User, query: IssuesQuery) -> Queue:
    try:
        return queue_named(user, query.type, query.whose, **query.narrowed())
    except NoQueue as missing:
        raise Refused(404, _("This queue is not there any more, or you may not see it.")) from missing


def _wish(given: DecisionWish) -> Wish:
    return Wish(given.verdict, given.until, user_by_uid(given.to) if given.to else None, given.note)


def _targets(user: User, record_type: str, given: Sequence[IssueRef]) -> list[Target]:
    seen = visible_records(user, record_type).filter(uid__in={one.record for one in given})
    records = dict(seen.values_list("uid", "pk"))
    found = [Target(records[one.record], one.field, one.code, one.raw) for one in given if one.record in records]
    if not found:
        raise Refused(422, "", errors={"issues": [_("None of these records exists, or you may not see them.")]})
    return found


def _decided_out(decided: Decided) -> dict[str, Any]:
    return {"action": action_out(decided.action), "done": decided.done}


def _issue_out(one: Trouble) -> dict[str, Any]:
    issue = one.issue
    return {
        "record": {"id": one.record.uid, "name": one.record.name},
        "field": issue.fact,
        "label": str(one.label),
        "group": issue.group,
        "code": issue.code,
        "severity": issue.severity,
        "message": str(one.message),
        "raw": as_typed(issue),
        "proposal": issue.proposal,
        "holder": user_named(issue.holder),
        "until": issue.until,
    }
