"""One action over many records, in transactions short enough that others can write in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.models import Action
from zolal.core.sources import source_named
from zolal.people.queries.records import visible_records

CHUNK = 2_000


def visible_ids(*, record_type: str, ids: Iterable[int], by: User) -> list[int]:
    """Those of the records the user may see, without the absorbed ones: they only lead to others."""
    found: list[int] = []
    for some in chunked(list(dict.fromkeys(ids))):
        records = visible_records(by, record_type).filter(pk__in=some).exclude(state="absorbed")
        found += records.order_by("pk").values_list("pk", flat=True)
    return found


def chunked(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def act_on(
    kind: str,
    ids: Sequence[int],
    work: Callable[[Action, Sequence[int]], object],
    *,
    by: User,
    about: Mapping[str, Any],
) -> Action:
    """One action for all records; each chunk is a transaction of its own, and undo reaches all that were done."""
    with transaction.atomic():
        source = source_named(by.name or by.email, "hand")
        action = ledger.act(kind=kind, by=by, source=source, about={**about, "count": len(ids)})
        work(action, ids[:CHUNK])
    for some in chunked(ids[CHUNK:]):
        with transaction.atomic():
            work(action, some)
    return action
