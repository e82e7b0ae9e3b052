"""The register of fields, the reports they are for, their policies and proposals; what to ask somebody next."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.api.answers.fields import (
    AskingOut,
    FieldEntryOut,
    PolicyOut,
    ProposalDetail,
    ProposalOut,
    ReportOut,
)
from zolal.api.door import needs, user_of
from zolal.api.shapes import ActionOut, Page, Seen, action_out, page_out
from zolal.people.queries.records import visible_record
from zolal.stewardship.actions.policies import drop_policy, set_policy
from zolal.stewardship.actions.proposals import comment_on, decide_proposal, propose_field
from zolal.stewardship.actions.questions import note_question
from zolal.stewardship.actions.reports import change_report, drop_report, plan_report
from zolal.stewardship.models import CollectionPolicy, FieldProposal, Report
from zolal.stewardship.queries.proposals import proposal_by_uid, proposals_for
from zolal.stewardship.queries.questions import asking
from zolal.stewardship.queries.register import policies_for, policy_by_uid, register
from zolal.stewardship.queries.reports import report_by_uid, reports_for

fields = Router(tags=["Fields"])

Kind = Literal["person", "company"]


class ReportIn(Schema):
    """`fields` are names of fields, `rhythm` daily, weekly, monthly, quarterly, yearly or asked."""

    type: Kind = "person"
    name: str
    decision: str
    fields: list[str]
    readers: str = ""
    rhythm: str = "monthly"


class ReportSeen(Seen):
    name: str = ""
    decision: str = ""
    fields: list[str] = Field(default_factory=list)
    readers: str = ""
    rhythm: str = ""


class ReportEdit(Schema):
    """With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: ReportSeen = ReportSeen()
    name: str | None = None
    decision: str | None = None
    fields: list[str] | None = None
    readers: str | None = None
    rhythm: str | None = None


class PolicyIn(Schema):
    type: Kind = "person"
    field: str
    market: str = ""
    purpose: str
    whom: str
    way: str
    basis: str
    benefit: str = ""


class ProposalIn(Schema):
    """`kind` is add (needs a `report`), change or retire (need a `field`)."""

    type: Kind = "person"
    kind: str
    title: str
    reason: str
    field: str = ""
    report: UUID | None = None


class CommentIn(Schema):
    text: str
    stance: str = "neutral"


class ProposalSeen(Seen):
    state: str = ""
    decision: str = ""


class ProposalDecision(Schema):
    """`state` is accepted or refused (with a `reason`), done, open or withdrawn. With `seen`, a decision that somebody
    else has made since is not passed over: 409."""

    seen: ProposalSeen = ProposalSeen()
    state: str
    reason: str = ""


class QuestionIn(Schema):
    """`outcome` is answered, unanswered or declined; the answer itself is written by a change of the record."""

    type: Kind = "person"
    record: UUID
    field: str
    outcome: str


@fields.get("", auth=needs("quality.read"), response=list[FieldEntryOut], summary="What is collected, and who needs it")
def index(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return [
        {
            "field": one.field.name,
            "label": str(one.field.label),
            "group": one.field.group,
            "share": one.share,
            "uses": [{"kind": use.kind, "title": str(use.title), "id": use.uid} for use in one.uses],
            "policies": [_policy(policy) for policy in one.policies],
            "lacks_report": one.lacks_report,
            "is_unused": one.is_unused,
        }
        for one in register(user=user_of(request), record_type=type)
    ]


@fields.get("/reports", auth=needs("quality.read"), response=Page[ReportOut], summary="Planned reports")
def reports(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return page_out(_report(one) for one in reports_for(user=user_of(request), record_type=type))


@fields.post("/reports", auth=needs("stewardship.plan"), response={201: ReportOut}, summary="Plan a report")
def new_report(request: HttpRequest, given: ReportIn) -> Any:  # noqa: ANN401
    said = given.dict(exclude={"type"})
    return Status(201, _report(plan_report(record_type=given.type, by=user_of(request), **said)))


@fields.patch("/reports/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Change a report")
def edit_report(request: HttpRequest, uid: UUID, given: ReportEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    said = given.dict(exclude_none=True, exclude={"seen"})
    return action_out(change_report(report=report_by_uid(uid, user=user), by=user, seen=given.seen.told(), **said))


@fields.delete("/reports/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Drop a report")
def remove_report(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_report(report=report_by_uid(uid, user=user), by=user))


@fields.get("/policies", auth=needs("quality.read"), response=Page[PolicyOut], summary="The policy of collection")
def policies(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return page_out(_policy(one) for one in policies_for(user=user_of(request), record_type=type))


@fields.post("/policies", auth=needs("stewardship.plan"), response=PolicyOut, summary="Write a policy, or anew")
def write_policy(request: HttpRequest, given: PolicyIn) -> Any:  # noqa: ANN401
    said = given.dict(exclude={"type"})
    return _policy(set_policy(record_type=given.type, by=user_of(request), **said))


@fields.delete("/policies/{uuid:uid}", auth=needs("stewardship.plan"), response=ActionOut, summary="Drop a policy")
def remove_policy(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return action_out(drop_policy(policy=policy_by_uid(uid, user=user), by=user))


@fields.get("/proposals", auth=needs("quality.read"), response=Page[ProposalOut], summary="Proposals, newest first")
def proposals(request: HttpRequest, state: str = "") -> Any:  # noqa: ANN401
    return page_out(_proposal(one) for one in proposals_for(user=user_of(request), state=state)[:200])


@fields.post("/proposals", auth=needs("fields.propose"), response={201: ProposalDetail}, summary="Propose a change")
def propose(request: HttpRequest, given: ProposalIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    report = report_by_uid(given.report, user=user) if given.report else None
    said = given.dict(exclude={"type", "report"})
    made = propose_field(record_type=given.type, report=report, by=user, **said)
    return Status(201, _detail(request, made.uid))


@fields.get("/proposals/{uuid:uid}", auth=needs("quality.read"), response=ProposalDetail, summary="One, discussed")
def show_proposal(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _detail(request, uid)


@fields.post(
    "/proposals/{uuid:uid}/comments", auth=needs("fields.propose"), response={201: ProposalDetail}, summary="Discuss it"
)
def discuss(request: HttpRequest, uid: UUID, given: CommentIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    comment_on(proposal=proposal_by_uid(uid, user=user), text=given.text, stance=given.stance, by=user)
    return Status(201, _detail(request, uid))


@fields.post(
    "/proposals/{uuid:uid}/decision", auth=needs("fields.propose"), response=ProposalDetail, summary="Decide it"
)
def decide(request: HttpRequest, uid: UUID, given: ProposalDecision) -> Any:  # noqa: ANN401
    user = user_of(request)
    found, seen = proposal_by_uid(uid, user=user), given.seen.told()
    decide_proposal(proposal=found, state=given.state, reason=given.reason, seen=seen, by=user)
    return _detail(request, uid)


@fields.get("/questions", auth=needs("records.read"), response=AskingOut, summary="What to ask somebody next")
def next_question(request: HttpRequest, record: UUID, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return _asking(request, type, record)


@fields.post("/questions", auth=needs("records.edit"), response={201: AskingOut}, summary="Somebody was asked")
def asked(request: HttpRequest, given: QuestionIn) -> Any:  # noqa: ANN401
    user = user_of(request)
    record = visible_record(user, given.type, given.record)
    note_question(record=record, field=given.field, outcome=given.outcome, by=user)
    return Status(201, _asking(request, given.type, given.record))


def _asking(request: HttpRequest, record_type: str, uid: UUID) -> dict[str, Any]:
    user = user_of(request)
    found = asking(user=user, record=visible_record(user, record_type, uid))
    best, budget = found.question, found.budget
    return {
        "field": best.field.name if best else "",
        "label": str(best.field.label) if best else "",
        "gain": best.gain if best else 0,
        "asked": budget.asked,
        "most": budget.most,
        "days": budget.days,
        "free_at": budget.free_at,
    }


def _report(one: Report) -> dict[str, Any]:
    told = ("name", "decision", "readers", "rhythm", "fields")
    return {"id": one.uid, "type": one.record_type, **{name: getattr(one, name) for name in told}}


def _policy(one: CollectionPolicy) -> dict[str, Any]:
    told = ("field", "market", "purpose", "whom", "way", "basis", "benefit")
    return {"id": one.uid, "type": one.record_type, **{name: getattr(one, name) for name in told}}


def _proposal(one: FieldProposal) -> dict[str, Any]:
    told = ("kind", "field", "title", "reason", "state", "at", "agree", "disagree", "decision")
    return {
        "id": one.uid,
        "type": one.record_type,
        "report": one.report.uid if one.report else None,
        "by": one.by.name,
        "decided_by": one.decided_by.name if one.decided_by else "",
        **{name: getattr(one, name) for name in told},
    }


def _detail(request: HttpRequest, uid: UUID) -> dict[str, Any]:
    one = proposal_by_uid(uid, user=user_of(request))
    comments = [
        {"by": said.by.name, "at": said.at, "stance": said.stance, "text": said.text} for said in one.comments.all()
    ]
    return _proposal(one) | {"comments": comments}
