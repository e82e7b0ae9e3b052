"""What an undo left as it was, noted with the undo, so that it is named whoever did it and however long it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.core.ledger.facts import Facts, record_type
from zolal.core.models import Action

NAMED = 1_000
"""So many kept records are named one by one; beyond, they are counted."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of which something was changed after the action, and so was left as it is: {fact: its value now}.

    `whole`: the record was created by the action and stays, because somebody has worked on it since. Without facts:
    the record is no more.
    """

    record_type: str
    record_id: int
    facts: Facts
    whole: bool


def note(undoing: Action, kept: Sequence[Kept]) -> None:
    """Add to what an undo has kept, in the transaction that keeps it."""
    if not kept:
        return
    told = [[one.record_type, one.record_id, one.whole, sorted(one.facts)] for one in kept]
    named = [*undoing.about.get("named", ()), *told][:NAMED]
    undoing.about = {**undoing.about, "kept": kept_count(undoing) + len(kept), "named": named}
    undoing.save(update_fields=["about"])


def kept_count(undoing: Action) -> int:
    """How many records an undo left as they were."""
    return int(undoing.about.get("kept", 0))


def kept_by(undoing: Action) -> list[Kept]:
    """The first thousand of them, with the values they have today."""
    named = undoing.about.get("named", ())
    now = {
        name: record_type(name).facts([record_id for kind, record_id, *_ in named if kind == name])
        for name in {kind for kind, *_ in named}
    }
    return [
        Kept(name, record_id, {fact: now[name].get(record_id, {}).get(fact) for fact in facts}, whole)
        for name, record_id, whole, facts in named
    ]
