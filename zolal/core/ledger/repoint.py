"""Records that name another record in a fact follow it when that one is merged."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.core.ledger.facts import Facts, record_type
from zolal.core.ledger.write import write
from zolal.core.models import Action
from zolal.core.relations import Repoint

_CHUNK = 2_000


def follows(name: str, fact: str) -> Repoint:
    """What `relations.moves(…, "own", by=…)` wants for the key `fact` of records of the type `name`."""

    def repoint(action: Action, to: Mapping[int, int | None]) -> None:
        column = f"{fact}_id"
        rows = record_type(name).model._base_manager.filter(**{f"{column}__in": list(to)})
        found = list(rows.order_by("pk").values_list("pk", column))
        for start in range(0, len(found), _CHUNK):
            changes: dict[int, Facts] = {one: {fact: to[target]} for one, target in found[start : start + _CHUNK]}
            write(action, name, changes)

    return repoint
