"""Duplicates and merges: the queue, the decision, the plan, the merge and its undo."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from zolal.accounts.models import User
from zolal.api.answers.merges import BetweenOut, ExplainedPairOut, MergeOut, PairOut, PlanOut, StepOut
from zolal.api.door import needs, user_of
from zolal.api.problems import Refused
from zolal.api.shapes import Page, action_out, page_out
from zolal.people.models import Company, Person
from zolal.people.queries.permitted import masked_facts
from zolal.people.queries.records import visible_record
from zolal.quality.actions import pairs
from zolal.quality.actions.merges import between, merge_records, plan, suggest_keep, undo_merge
from zolal.quality.models import Pair
from zolal.quality.queries.evidence import waterfall
from zolal.quality.queries.merges import Merged, merge_page, visible_merge
from zolal.quality.queries.pairs import Seen, queue, visible_pair
from zolal.quality.queries.supposed import wishes

duplicates = Router(tags=["Duplicates"])
merges = Router(tags=["Merges"])

Kind = Literal["person", "company"]


class Decision(Schema):
    """ "open" takes a decision back; "skip" puts the pair at the end of the queue."""

    decision: Literal["not_same", "household", "open", "skip"]


class PairsDecision(Decision):
    pairs: list[UUID] = Field(min_length=1, max_length=200)


class PairsDecidedOut(Schema):
    """`action` undoes all of it at once."""

    decided: int
    action: UUID


class Sides(Schema):
    """`keep` and `absorb` are ids; without `keep` the more complete, older record stays."""

    type: Kind = "person"
    first: UUID
    second: UUID
    keep: UUID | None = None


class MergeWish(Schema):
    """`choices` {fact: "keep" | "absorb"} overrule the plan; `versions` {id: version} are those that were seen."""

    type: Kind = "person"
    keep: UUID
    absorb: UUID
    choices: dict[str, Literal["keep", "absorb", "neither"]] = Field(default_factory=dict)
    versions: dict[UUID, int] = Field(default_factory=dict)
    despite: bool = False


class QueueQuery(Schema):
    """`order`: the most likely first, or those whose answers teach matching most; `after` is a cursor."""

    type: Kind = "person"
    order: Literal["likely", "telling"] = "likely"
    after: str = ""
    size: int = 50


@duplicates.get("", auth=needs("quality.read"), response=Page[PairOut], summary="The queue, most probable first")
def index(request: HttpRequest, query: Query[QueueQuery]) -> Any:  # noqa: ANN401
    found = queue(
        user=user_of(request),
        record_type=query.type,
        order=query.order,
        after=query.after,
        size=min(max(query.size, 1), 200),
    )
    return page_out(map(pair_out, found.pairs), next=found.next, total=found.total)


@duplicates.get(
    "/{uuid:uid}", auth=needs("quality.read"), response=ExplainedPairOut, summary="One pair, explained step by step"
)
def show(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    seen = visible_pair(user=user, uid=uid)
    found = waterfall(seen.pair.record_type, seen.pair.evidence, seen.pair.probability)
    supposed = wishes(seen.pair, user=user)
    steps = [{name: getattr(step, name) for name in StepOut.model_fields} for step in found.steps]
    return {**pair_out(seen), "starts_at": found.starts_at, "steps": steps, **asdict(supposed)}


@duplicates.post(
    "/{uuid:uid}/decide", auth=needs("pairs.decide"), response=PairOut, summary="Not the same, same household, put off"
)
def decide(request: HttpRequest, uid: UUID, given: Decision) -> Any:  # noqa: ANN401
    user = user_of(request)
    seen = visible_pair(user=user, uid=uid)
    if given.decision == "skip":
        pairs.skip(pair=seen.pair, by=user)
    else:
        pairs.decide(pair=seen.pair, decision=given.decision, by=user)
    try:
        return pair_out(visible_pair(user=user, uid=uid))
    except Pair.DoesNotExist:
        # The answer was taken back, and there is nothing left to ask.
        return {**pair_out(seen), "decision": Pair.Decision.OPEN}


@duplicates.post(
    "/decide",
    auth=needs("pairs.decide"),
    response=PairsDecidedOut,
    summary="The same about some pairs, taken back as one",
)
def decide_some(request: HttpRequest, given: PairsDecision) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = [visible_pair(user=user, uid=uid).pair for uid in given.pairs]
    if len({pair.record_type for pair in found}) != 1:
        raise Refused(422, "", errors={"pairs": [_("Name pairs of people, or pairs of companies.")]})
    action = pairs.decide_many(pairs=found, decision=given.decision, by=user)
    return {"decided": len(found), "action": action.uid}


@merges.post("/plan", auth=needs("records.read"), response=PlanOut, summary="What a merge would do; changes nothing")
def planned(request: HttpRequest, given: Sides) -> Any:  # noqa: ANN401
    user = user_of(request)
    first, second = (visible_record(user, given.type, uid) for uid in (given.first, given.second))
    keep = {first.uid: first, second.uid: second}.get(given.keep) if given.keep else suggest_keep(first, second)
    if keep is None:
        raise Refused(422, "", errors={"keep": [_("The record that stays must be one of the two.")]})
    absorb = second if keep.pk == first.pk else first
    found = plan(record_type=given.type, keep_id=keep.pk, absorb_id=absorb.pk, by=user)
    lines = [{name: getattr(line, name) for name in line.__slots__} for line in found.lines]
    return {
        "type": given.type,
        "keep": _side(keep),
        "absorb": _side(absorb),
        "rule": found.rule,
        "lines": lines,
        "moving": dict(found.moving),
    }


@merges.post("", auth=needs("records.merge"), response={201: MergeOut}, summary="Let one record absorb another")
def merge(request: HttpRequest, given: MergeWish) -> Any:  # noqa: ANN401
    user = user_of(request)
    keep, absorb = (visible_record(user, given.type, uid) for uid in (given.keep, given.absorb))
    known = {keep.uid: keep.pk, absorb.uid: absorb.pk}
    if unknown := given.versions.keys() - known.keys():
        raise Refused(422, "", errors={"versions": [_("%(id)s is none of the two.") % {"id": min(map(str, unknown))}]})
    done = merge_records(
        record_type=given.type,
        keep_id=keep.pk,
        absorb_id=absorb.pk,
        by=user,
        choices=given.choices,
        versions={known[uid]: version for uid, version in given.versions.items()},
        despite=given.despite,
    )
    return Status(201, merge_out(visible_merge(user=user, uid=done.uid), user))


@merges.get("", auth=needs("records.read"), response=Page[MergeOut], summary="Merges, newest first")
def done(request: HttpRequest, after: UUID | None = None, size: int = 50) -> Any:  # noqa: ANN401
    user = user_of(request)
    found = merge_page(user=user, before=after, size=min(max(size, 1), 200))
    return page_out([merge_out(one, user) for one in found.merges], next=str(found.next or ""))


@merges.get("/{uuid:uid}", auth=needs("records.read"), response=MergeOut, summary="One merge")
def one(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    return merge_out(visible_merge(user=user, uid=uid), user)


@merges.get(
    "/{uuid:uid}/between",
    auth=needs("records.read"),
    response=BetweenOut,
    summary="What was changed since, and where it would go",
)
def since(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    merge = visible_merge(user=user, uid=uid).merge
    found = between(merge=merge)
    return {
        "keeps": masked_facts(user, merge.record_type, dict(found.keeps)),
        "returns": masked_facts(user, merge.record_type, dict(found.returns)),
        "actions": [action_out(entry.action, reader=user) for entry in found.entries],
        "later_merges": [later.uid for later in found.later_merges],
    }


@merges.post("/{uuid:uid}/undo", auth=needs("records.merge"), response=MergeOut, summary="Part the two again")
def undo(request: HttpRequest, uid: UUID) -> Any:  # noqa: ANN401
    user = user_of(request)
    undo_merge(merge=visible_merge(user=user, uid=uid).merge, by=user)
    return merge_out(visible_merge(user=user, uid=uid), user)


def pair_out(seen: Seen) -> dict[str, Any]:
    pair = seen.pair
    return {
        "id": pair.uid,
        "type": pair.record_type,
        "first": _side(seen.first),
        "second": _side(seen.second),
        "probability": pair.probability,
        "because": seen.because,
        "evidence": pair.evidence,
        "effect": pair.effect,
        "decision": pair.decision,
        "decided_at": pair.decided_at,
        "skipped_at": pair.skipped_at,
    }


def merge_out(merged: Merged, user: User) -> dict[str, Any]:
    merge = merged.merge
    return {
        "id": merge.uid,
        "type": merge.record_type,
        "keep": _side(merged.keep),
        "absorb": _side(merged.absorb),
        "rule": merge.rule,
        "choices": merge.choices,
        "action": action_out(merge.action, reader=user),
        "undone_by": action_out(merge.undone_by, reader=user) if merge.undone_by else None,
    }


def _side(record: Person | Company) -> dict[str, Any]:
    return {"id": record.uid, "name": record.name, "version": record.version, "state": record.state}
