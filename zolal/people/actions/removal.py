"""What goes with a record that is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.relations import free
from zolal.people.models import Company, Person


def take_away(action: Action, record_type: str, ids: Sequence[int]) -> list[int]:
    """Remove records with everything that was merged into them; all ids. To be called in a transaction."""
    everything = list(ids)
    model = Person if record_type == "person" else Company
    latest = everything
    while latest:
        latest = list(model.objects.filter(absorbed_into__in=latest).order_by("pk").values_list("pk", flat=True))
        everything += [pk for pk in latest if pk not in set(everything)]
    free(action, model, everything)
    ledger.remove(action, record_type, everything[::-1])
    return everything
