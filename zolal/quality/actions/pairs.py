"""What a person says about two records that may be one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core.ledger import act, rows
from zolal.core.models import Action
from zolal.people.models import Relation
from zolal.people.queries.records import visible_records
from zolal.quality.answers import compared_now, learn_if_due
from zolal.quality.models import Pair

_HOUSEHOLD = "household"


def decide(*, pair: Pair, decision: str, by: User) -> Action:
    """ "not_same" or "household" (which also relates two people): remembered for ever. "open" takes a decision back.

    Raises `NotAllowed`, DoesNotExist for what the user does not see. ("same" is what a merge says.)
    """
    wanted = Pair.Decision(decision)
    if wanted == Pair.Decision.SAME:
        raise ValueError("two records become the same by a merge")
    with transaction.atomic():
        current = _demand_seen(pair, by)
        action = act(kind="pair.decide", by=by, about=_about(current, wanted))
        _write(action, current, wanted, by)
        learn_if_due(current.record_type)
        return action


def decide_many(*, pairs: Sequence[Pair], decision: str, by: User) -> Action:
    """The same for some pairs of one kind of record, as one action, which is taken back as one.

    `decision` may also be "skip". Raises as `decide` does, then nothing is decided.
    """
    wanted = Pair.Decision.OPEN if decision == "skip" else Pair.Decision(decision)
    if not pairs or wanted == Pair.Decision.SAME:
        raise ValueError("some pairs, and what is no merge")
    record_type = pairs[0].record_type
    with transaction.atomic():
        about = {"decision": str(decision), "count": len(pairs), "record_type": record_type}
        action = act(kind="pair.decide_many", by=by, about=about)
        # In one order for everybody, so that two who decide at once never wait for each other.
        for pair in sorted(pairs, key=lambda one: one.pk):
            current = _demand_seen(pair, by)
            if decision == "skip":
                rows.change(action, current, skipped_at=timezone.now())
            else:
                _write(action, current, wanted, by)
        learn_if_due(record_type)
        return action


def _write(action: Action, pair: Pair, wanted: Pair.Decision, by: User) -> None:
    is_open, before = wanted == Pair.Decision.OPEN, pair.decision
    rows.change(
        action,
        pair,
        decision=wanted,
        decided_by=None if is_open else by,
        decided_at=None if is_open else timezone.now(),
        skipped_at=None,
        compared=None if is_open else compared_now(pair.record_type, pair.first_id, pair.second_id),
    )
    if pair.record_type == "person":
        _relate(action, pair, before, wanted)


def skip(*, pair: Pair, by: User) -> Action:
    """To the end of the queue. Raises `NotAllowed`, DoesNotExist for what the user does not see."""
    with transaction.atomic():
        current = _demand_seen(pair, by)
        action = act(kind="pair.skip", by=by, about=_about(current, Pair.Decision.OPEN))
        rows.change(action, current, skipped_at=timezone.now())
        return action


def _demand_seen(pair: Pair, by: User) -> Pair:
    demand(by, "pairs.decide")
    seen = visible_records(by, pair.record_type)
    if seen.filter(pk__in=[pair.first_id, pair.second_id]).count() < 2:
        raise Pair.DoesNotExist
    return Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)


def _about(pair: Pair, decision: Pair.Decision) -> dict[str, str]:
    return {"pair": str(pair.uid), "decision": decision.value, "before": pair.decision, "record_type": pair.record_type}


def _relate(action: Action, pair: Pair, before: str, wanted: str) -> None:
    """A household is a relation of two people, whichever of them is named first."""
    both = Q(person=pair.first_id, other=pair.second_id) | Q(person=pair.second_id, other=pair.first_id)
    related = list(Relation.objects.filter(both, kind=_HOUSEHOLD))
    is_one = wanted == Pair.Decision.HOUSEHOLD
    if is_one and not related:
        rows.add(action, Relation(person_id=pair.first_id, other_id=pair.second_id, kind_id=_HOUSEHOLD))
    elif not is_one and before == Pair.Decision.HOUSEHOLD:
        for relation in related:
            rows.take(action, relation)
