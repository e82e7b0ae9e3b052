"""What goes with a record that is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.relations import free
from zolal.people.queries.records import MODELS


def take_away(action: Action, record_type: str, ids: Sequence[int]) -> list[int]:
    """Remove records with everything that was merged into them; all ids. To be called in a transaction."""
    everything = with_absorbed(record_type, ids)
    free(action, MODELS[record_type], everything)
    ledger.remove(action, record_type, everything[::-1])
    return everything


def with_absorbed(record_type: str, ids: Sequence[int]) -> list[int]:
    """These records and everything that was merged into them, also by way of others."""
    everything = dict.fromkeys(ids)
    latest = list(everything)
    while latest:
        absorbed = MODELS[record_type].objects.filter(absorbed_into__in=latest).order_by("pk")
        latest = [pk for pk in absorbed.values_list("pk", flat=True) if pk not in everything]
        everything |= dict.fromkeys(latest)
    return list(everything)
