"""Two records become one. How they part again is in `zolal.quality.actions.undo_merge`."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_on
from zolal.core.ledger import act
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action, Record
from zolal.core.relations import pointers
from zolal.people.fields import fields_of
from zolal.people.queries.permitted import demand_writable
from zolal.people.queries.records import visible_records
from zolal.quality.actions.merge_plan import Line, Plan, plan, proposed, suggest_keep
from zolal.quality.actions.undo_merge import Between, CannotMerge, between, undo_merge
from zolal.quality.answers import compared_now, learn_if_due
from zolal.quality.apart import said_to_be_two
from zolal.quality.assess import judge
from zolal.quality.candidates import IDENTIFIERS
from zolal.quality.merging.carry import carry
from zolal.quality.merging.fresh import demand_seen
from zolal.quality.merging.handlings import carry_handlings
from zolal.quality.merging.held import HeldFacts, held_now
from zolal.quality.merging.pairs import carry_pairs, settle
from zolal.quality.merging.survival import RULE
from zolal.quality.merging.unite import ABSORB, KEEP, NEITHER, unite
from zolal.quality.merging.writing import write_difference
from zolal.quality.models import Merge, Pair


def merge_records(
    *,
    record_type: str,
    keep_id: int,
    absorb_id: int,
    by: User,
    choices: Mapping[str, str] | None = None,
    rule: str = "",
    versions: Mapping[int, int] | None = None,
    despite: bool = False,
    probability: float | None = None,
) -> Merge:
    """Let one record absorb another: chosen facts, united contact points and tags, everything that pointed at it.

    `choices` {fact: "keep" | "absorb" | "neither"} overrule the rule. The absorbed one stays as a redirect.
    `despite`: although somebody said that they are two, or their national IDs differ. `probability`: nobody looked at
    them, matching was so sure. Raises `NotAllowed`, DoesNotExist for what the user does not see, `Stale`, `CannotMerge`
    (a message for the user).
    """
    with transaction.atomic():
        demand(by, "records.merge")
        records = _both(record_type, keep_id, absorb_id, by)
        demand_on(by, "change", record_type, [keep_id, absorb_id])
        held = held_now(record_type, [keep_id, absorb_id])
        keep, absorb = held[keep_id], held[absorb_id]
        demand_seen(record_type, versions or {}, held)
        _demand_possible(records[keep_id], records[absorb_id])
        if not despite:
            _demand_one(record_type, keep, absorb, keep_id, absorb_id)
        _demand_own(record_type, keep, absorb, choices or {}, by)
        about = {"keep": str(records[keep_id].uid), "name": str(records[keep_id])}
        action = act(kind="merge", by=by, about=about | ({} if probability is None else {"probability": probability}))
        merge = Merge(
            action=action,
            record_type=record_type,
            keep_id=keep_id,
            absorb_id=absorb_id,
            rule=rule or RULE,
            choices=_settled(keep, absorb, choices or {}),
            probability=probability,
        )
        compared = compared_now(record_type, keep_id, absorb_id)
        carry(merge)
        carry_pairs(merge)
        carried = carry_handlings(merge)
        merge.save()
        said_by = by if probability is None else None
        settle(record_type, keep_id, absorb_id, Pair.Decision.SAME, said_by, compared=compared)
        _unite(merge, action, held)
        _repoint(merge, action)
        if carried:
            judge(record_type, [keep_id])
        if said_by:
            learn_if_due(record_type)
        return merge


def _both(record_type: str, keep_id: int, absorb_id: int, by: User) -> dict[int, Record]:
    """Both sides, locked, as far as the user sees them."""
    seen = visible_records(by, record_type).filter(pk__in=[keep_id, absorb_id])
    found = {record.pk: record for record in seen.select_for_update(of=("self",)).order_by("pk")}
    for record_id in (keep_id, absorb_id):
        if record_id not in found:
            raise seen.model.DoesNotExist
    return found


def _demand_possible(keep: Record, absorb: Record) -> None:
    if keep.pk == absorb.pk:
        raise CannotMerge(_("A record cannot be merged with itself. Choose another one."))
    if Record.State.ABSORBED in {keep.state, absorb.state}:
        raise CannotMerge(_("One of the two has been merged already. Open the record it was merged into."))


def _demand_one(record_type: str, keep: HeldFacts, absorb: HeldFacts, keep_id: int, absorb_id: int) -> None:
    identity = IDENTIFIERS[record_type]
    if identity in keep and identity in absorb and keep[identity].value != absorb[identity].value:
        raise CannotMerge(_("The two have different valid official IDs. Merge them only if you are sure."))
    if said_to_be_two(record_type, keep_id, absorb_id):
        raise CannotMerge(_("Somebody decided that these are not the same. Merge them only if you are sure."))


def _demand_own(record_type: str, keep: HeldFacts, absorb: HeldFacts, wanted: Mapping[str, str], by: User) -> None:
    """What the user may not write survives by the rule; only who may write it chooses otherwise."""
    for fact, (side, _reason) in proposed(keep, absorb).items() if wanted else ():
        if wanted.get(fact, side) != side:
            try:
                demand_writable(by, record_type, [fact])
            except ValidationError as refused:
                label = fields_of(record_type)[fact].label
                raise CannotMerge(f"{label}: {refused.messages[0]}") from refused


def _settled(keep: HeldFacts, absorb: HeldFacts, wanted: Mapping[str, str]) -> dict[str, str]:
    """The side of every fact. A chosen side without a value means that none is wanted."""
    found = {}
    for fact, (side, _reason) in proposed(keep, absorb).items():
        if wanted.get(fact) == NEITHER:
            found[fact] = NEITHER
        elif wanted.get(fact) in {KEEP, ABSORB}:
            chosen = keep if wanted[fact] == KEEP else absorb
            found[fact] = wanted[fact] if fact in chosen else NEITHER
        else:
            found[fact] = side
    return found


def _unite(merge: Merge, action: Action, before: Mapping[int, HeldFacts]) -> None:
    after = {record_id: dict(facts) for record_id, facts in before.items()}
    unite(
        after[merge.keep_id],
        after[merge.absorb_id],
        keep_id=merge.keep_id,
        choices=merge.choices,
        action_id=action.pk,
    )
    write_difference(action, merge.record_type, before, after)


def _repoint(merge: Merge, action: Action) -> None:
    """Keys that are facts of other records: the people of a company."""
    for pointer in pointers(kind_of(merge.record_type).model):
        # What was merged into the absorbed record before stays so: a chain can be parted at any link.
        if pointer.policy == "own" and pointer.repoint is not None and pointer.field.name != "absorbed_into":
            pointer.repoint(action, {merge.absorb_id: merge.keep_id})


__all__ = [
    "Between",
    "CannotMerge",
    "Line",
    "Plan",
    "between",
    "merge_records",
    "plan",
    "suggest_keep",
    "undo_merge",
]
