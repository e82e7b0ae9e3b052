"""Nobody merges what they have not seen."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.core.ledger import FactChange, Stale, doer
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Change
from zolal.quality.merging.held import HeldFacts


def demand_seen(record_type: str, versions: Mapping[int, int], held: Mapping[int, HeldFacts]) -> None:
    """Raise `Stale` where a side has changed since the version that was seen: every fact of both matters in a merge."""
    now = dict(kind_of(record_type).model._base_manager.filter(pk__in=versions).values_list("pk", "version"))
    for record_id, seen in versions.items():
        if now.get(record_id) == seen:
            continue
        changes = _since(record_type, record_id, seen, held.get(record_id, {}))
        if changes or record_id not in now:
            raise Stale(record_id, now.get(record_id, 0), changes)


def _since(record_type: str, record_id: int, seen: int, held: HeldFacts) -> list[FactChange]:
    found: dict[str, FactChange] = {}
    later = Change.objects.filter(record_type=record_type, record_id=record_id, version__gt=seen).order_by("id")
    for change in later.select_related("action__actor", "action__source"):
        for fact, was in (change.before or {}).items():
            first = found[fact].seen if fact in found else was
            current = held[fact].value if fact in held else None
            found[fact] = FactChange(fact, first, current, doer(change.action), change.action.at)
    return [change for _, change in sorted(found.items()) if change.seen != change.now]
