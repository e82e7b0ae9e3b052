"""What a person says about two records that may be one."""

from __future__ import annotations

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
        is_open = wanted == Pair.Decision.OPEN
        rows.change(
            action,
            current,
            decision=wanted,
            decided_by=None if is_open else by,
            decided_at=None if is_open else timezone.now(),
            skipped_at=None,
            compared=None if is_open else compared_now(current.record_type, current.first_id, current.second_id),
        )
        if current.record_type == "person":
            _relate(action, current, wanted == Pair.Decision.HOUSEHOLD)
        learn_if_due(current.record_type)
        return action


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


def _relate(action: Action, pair: Pair, wanted: bool) -> None:
    """A household is a relation of two people, whichever of them is named first."""
    both = Q(person=pair.first_id, other=pair.second_id) | Q(person=pair.second_id, other=pair.first_id)
    related = list(Relation.objects.filter(both, kind=_HOUSEHOLD))
    if wanted and not related:
        rows.add(action, Relation(person_id=pair.first_id, other_id=pair.second_id, kind_id=_HOUSEHOLD))
    elif not wanted and action.about["before"] == Pair.Decision.HOUSEHOLD:
        for relation in related:
            rows.take(action, relation)
