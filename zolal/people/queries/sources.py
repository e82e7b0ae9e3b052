"""Where each value of a record comes from: who, when, whence, and as what it was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zolal.accounts.models import User
from zolal.core.ledger import Facts
from zolal.core.models import Action, Change
from zolal.people.models import Company, Person
from zolal.people.queries.facts import facts_of
from zolal.people.queries.permitted import field_of, masked_facts, withheld
from zolal.people.queries.timeline import absorbed_ids


@dataclass(frozen=True, slots=True)
class Origin:
    """What a source chip shows. `source` and `method` are "" where the action had no source; `raw` is the text as it
    was typed, where it differs from the value kept."""

    action: Action
    who: str
    when: datetime
    source: str
    method: str
    raw: Any


def origins(record: Person | Company, facts: Facts | None = None, *, typed: bool = True) -> dict[str, Origin]:
    """The origin of each fact of a record that the user was given by `visible_record`, in two queries; in one where
    nobody is told what was `typed`.

    `facts` are all it has, where they are at hand.
    """
    if facts is None:
        facts = facts_of(record)
    told = {fact: _action_of(record, fact) for fact in facts}
    actions = Action.objects.select_related("actor", "source").in_bulk(set(told.values()))
    raw = _typed(record.record_type, [record.pk, *absorbed_ids(record)], set(actions)) if typed else {}
    return {
        fact: _origin(actions[action_id], raw.get(action_id, {}).get(fact))
        for fact, action_id in told.items()
        if action_id in actions
    }


def origins_for(user: User, record: Person | Company) -> dict[str, Origin]:
    """The same as far as the user sees the facts; of what is withheld nothing that was typed."""
    name = record.record_type
    facts = facts_of(record)
    found = origins(record, facts)
    if not (out := withheld(user, name)):
        return found
    seen = masked_facts(user, name, facts)
    return {
        fact: replace(one, raw=None) if field_of(name, fact, facts[fact]) in out else one
        for fact, one in found.items()
        if fact in seen
    }


def _action_of(record: Person | Company, fact: str) -> int:
    """The action a fact came from: its own pointer, else that of most facts."""
    return int(record.provenance.get(fact, record.provenance.get("", 0)))


def _typed(name: str, ids: list[int], actions: set[int]) -> dict[int, dict[str, Any]]:
    changes = Change.objects.filter(record_type=name, record_id__in=ids, action__in=actions, raw__isnull=False)
    found: dict[int, dict[str, Any]] = {}
    for action_id, raw in changes.values_list("action_id", "raw"):
        found.setdefault(action_id, {}).update(raw)
    return found


def _origin(action: Action, raw: Any) -> Origin:  # noqa: ANN401 - JSON
    return Origin(
        action=action,
        who=action.actor.name if action.actor else "",
        when=action.at,
        source=action.source.name if action.source else "",
        method=action.source.method if action.source else "",
        raw=raw,
    )
