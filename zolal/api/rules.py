"""The rules records must keep: made, changed and ended, and what they catch now or would have caught."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from zolal.api.answers.rules import FieldRulesOut, HistoryOut, RuleOut, TriedOut
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.api.shapes import Page, Seen, page_out
from zolal.quality.actions.rules import change_rule, create_rule, end_rule, resume_rule, sensible
from zolal.quality.models import Rule
from zolal.quality.queries.built_in import built_in
from zolal.quality.queries.catches import catches
from zolal.quality.queries.rule_history import DAYS, MOST_DAYS, tried
from zolal.quality.queries.rules import RuleLine, rule_by_uid, rule_line, rule_lines
from zolal.quality.sentences import demand_or_none, sentence_of

rules = Router(tags=["Rules"])

Kind = Literal["person", "company"]
RuleKind = Literal["pattern", "range", "values", "length", "relation", "condition", "freshness", "essential"]
Severity = Literal["block", "warn", "queue"]


class NewRule(Schema):
    """`parameters` by kind:

    - pattern: field, pattern (RE2, for the whole value), forbidden
    - range: field, min, max: numbers, days (2026-11-22) or days from today ("today", "today-365", "today+30")
    - values: field, and allowed or forbidden: lists, compared without regard to spelling
    - length: field, min, max
    - relation: field, how (equal, differs, before, after, not_before, not_after), other
    - condition: field, values ([]: whatever), other, allowed ([]: whatever, but filled)
    - freshness: fields (days), days, or_changed
    - essential: function (entry, sales, marketing, operations), fields
    """

    type: Kind = "person"
    kind: RuleKind
    parameters: dict[str, Any]
    name: str = ""
    severity: Severity = "queue"
    message: str = ""


class RuleSeen(Seen):
    parameters: dict[str, Any] = Field(default_factory=dict)
    name: str = ""
    severity: str = ""
    message: str = ""


class RuleEdit(Schema):
    """What is left out stays. With `seen`, what somebody else has changed since is not overwritten: 409."""

    seen: RuleSeen = RuleSeen()
    parameters: dict[str, Any] | None = None
    name: str | None = None
    severity: Severity | None = None
    message: str | None = None
    active: bool | None = None


class Attempt(Schema):
    """A rule that is not kept yet; `id` of the one it would take the place of."""

    type: Kind = "person"
    kind: RuleKind
    parameters: dict[str, Any]
    id: UUID | None = Field(default=None)


@rules.get("", auth=needs("quality.read"), response=Page[RuleOut], summary="All rules, those that hold first")
def all_rules(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401
    return page_out(map(_out, rule_lines(user=user_of(request), record_type=type)))


@rules.get("/built-in", auth=needs("quality.read"), response=Page[FieldRulesOut], summary="What Zolal checks by itself")
def built_in_rules(request: HttpRequest, type: Kind = "person") -> Any:  # noqa: A002, ANN401, ARG001
    return page_out(
        {
            "field": one.field,
            "label": str(one.label),
            "rules": [{"code": code, "severity": severity, "sentence": told} for code, severity, told in one.rules],
        }
        for one in built_in(type)
    )


@rules.post(
    "", auth=needs("settings.write"), response={201: RuleOut}, summary="Make a rule; 422 says why it makes no sense"
)
def make_rule(request: HttpRequest, given: NewRule) -> Any:  # noqa: ANN401
    user = user_of(request)
    rule = create_rule(
        record_type=given.type,
        kind=given.kind,
        parameters=given.parameters,
        name=given.name,
        severity=given.severity,
        message=given.message,
        by=user,
    )
    return Status(201, _out(rule_line(user=user, rule=rule)))


@rules.post(
    "/try",
    auth=needs("settings.write"),
    response=TriedOut,
    summary="What a rule would catch now; writes nothing",
)
def try_rule(request: HttpRequest, given: Attempt) -> Any:  # noqa: ANN401
    rule = Rule(record_type=given.type, kind=given.kind, parameters=given.parameters)
    if given.id:
        rule.uid = given.id
    demanded = sensible(rule)
    found = catches(user=user_of(request), record_type=given.type, demand=demanded)
    return {
        "sentence": sentence_of(given.type, demanded),
        "count": found.count,
        "looked_at": found.looked_at,
        "exact": found.exact,
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "examples": [
            {"id": one.record.uid, "name": one.record.name, "field": one.field, "value": one.value}
            for one in found.examples
        ],
    }


@rules.get("/{uuid:uid}", auth=needs("quality.read"), response=RuleOut, summary="One rule")
def show_rule(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    return _out(rule_line(user=user_of(request), rule=rule_by_uid(uid)))


@rules.patch("/{uuid:uid}", auth=needs("settings.write"), response=RuleOut, summary="Change a rule, or let it end")
def edit_rule(request: HttpRequest, uid: UUID, given: RuleEdit) -> Any:  # noqa: ANN401
    user = user_of(request)
    told = given.dict(exclude={"active", "seen"})
    changes = {name: value for name, value in told.items() if value is not None}
    rule = rule_by_uid(uid)
    if changes:
        rule = change_rule(rule=rule, by=user, seen=given.seen.told(), **changes)
    if given.active is not None and given.active != rule.active:
        rule = (resume_rule if given.active else end_rule)(rule=rule, by=user)
    return _out(rule_line(user=user, rule=rule))


@rules.delete(
    "/{uuid:uid}", auth=needs("settings.write"), response=RuleOut, summary="Let a rule end; it can hold again"
)
def stop_rule(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return _out(rule_line(user=user, rule=end_rule(rule=rule_by_uid(uid), by=user)))


@rules.get(
    "/{uuid:uid}/history",
    auth=needs("quality.read"),
    response=HistoryOut,
    summary="What it would have caught among the writes of the last `days`",
)
def rule_history(request: HttpRequest, uid: UUID, days: int = DAYS) -> Any:  # noqa: ANN401
    rule = rule_by_uid(uid)
    demanded = demand_or_none(rule)
    if demanded is None:
        raise Refused(409, "")
    found = tried(
        user=user_of(request), record_type=rule.record_type, demand=demanded, days=min(max(days, 1), MOST_DAYS)
    )
    return {
        "since": found.since,
        "caught": found.caught,
        "looked_at": found.looked_at,
        "exact": found.exact,
        "sources": [{"name": name, "caught": caught} for name, caught in found.sources],
        "people": [{"name": name, "caught": caught} for name, caught in found.people],
    }


def _out(line: RuleLine) -> dict[str, Any]:
    rule = line.rule
    return {
        "id": rule.uid,
        "type": rule.record_type,
        "name": rule.name,
        "kind": rule.kind,
        "parameters": rule.parameters,
        "severity": rule.severity,
        "message": rule.message,
        "sentence": line.sentence,
        "active": rule.active,
        "standard": rule.standard,
        "code": rule.code,
        "version": rule.version,
        "issues": line.issues,
        "edited_by": rule.edited_by.name if rule.edited_by else "",
        "edited_at": rule.edited_at,
    }
