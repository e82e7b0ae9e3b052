"""The ledger entry of a merge and of its undo: the difference between two states."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.core.ledger import Facts, write
from zolal.core.models import Action
from zolal.quality.merging.held import Held, HeldFacts


def write_difference(
    action: Action, record_type: str, before: Mapping[int, HeldFacts], after: Mapping[int, HeldFacts]
) -> list[int]:
    """Write what differs, in value or in origin; the ids of the records that changed."""
    changes: dict[int, Facts] = {}
    came: dict[int, dict[str, int]] = {}
    for record_id, now in before.items():
        wanted = after.get(record_id, {})
        for fact in now.keys() | wanted.keys():
            held = wanted.get(fact, Held(None, 0))
            if now.get(fact, Held(None, 0)) != held:
                changes.setdefault(record_id, {})[fact] = held.value
                came.setdefault(record_id, {})[fact] = held.origin
    return write(action, record_type, changes, came=came)
