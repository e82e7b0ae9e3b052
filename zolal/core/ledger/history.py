"""Reading the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zolal.core.ledger.facts import Facts
from zolal.core.models import Action, Change


@dataclass(frozen=True, slots=True)
class Entry:
    """What one action did to one record: {fact: (before, after)}, null for absent; `raw` as typed, where it differs.

    `id` grows with time; the last one of a page is the `before` of the next.
    """

    action: Action
    record_id: int
    facts: dict[str, tuple[Any, Any]]
    raw: Facts
    created: bool
    removed: bool
    id: int = 0


def history(
    record_type: str, ids: Sequence[int], *, fact: str = "", limit: int = 100, before: int = 0, without: str = ""
) -> list[Entry]:
    """Newest first, of one record or of several (a record and those it absorbed); of one fact where named.

    Actions whose kind begins with `without` are left out.
    """
    changes = Change.objects.filter(record_type=record_type, record_id__in=list(ids)).order_by("-id")
    if before:
        changes = changes.filter(id__lt=before)
    if without:
        changes = changes.exclude(action__kind__startswith=without)
    changes = changes.select_related("action__actor", "action__source")
    found: list[Entry] = []
    for change in changes.iterator(chunk_size=min(limit, 500)) if fact else changes[:limit]:
        entry = entry_of(change)
        if not fact or fact in entry.facts:
            found.append(entry)
        if len(found) == limit:
            break
    return found


def entry_of(change: Change) -> Entry:
    """A change as it is told."""
    before, after = change.before or {}, change.after or {}
    return Entry(
        action=change.action,
        record_id=change.record_id,
        facts={fact: (before.get(fact), after.get(fact)) for fact in {**before, **after}},
        raw=change.raw or {},
        created=change.before is None,
        removed=change.after is None,
        id=change.pk,
    )


def facts_at(record_type: str, record_id: int, moment: datetime) -> Facts | None:
    """All facts of a record at a moment, rebuilt from the ledger; None where it did not exist."""
    changes = Change.objects.filter(record_type=record_type, record_id=record_id, action__at__lte=moment)
    facts: Facts | None = None
    for before, after in changes.order_by("id").values_list("before", "after"):
        if after is None:
            facts = None
        else:
            facts = {**({} if before is None or facts is None else facts), **after}
            facts = {fact: value for fact, value in facts.items() if value is not None}
    return facts
