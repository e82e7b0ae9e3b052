"""The rows of the ledger itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import Max

from zolal.core import bulk
from zolal.core.ledger.facts import Facts
from zolal.core.ledger.origins import moved
from zolal.core.models import Action, Change

_COLUMNS = ("record_id", "version", "before", "after", "origins", "origins_after", "kept", "raw")
_values = attrgetter(*_COLUMNS)


@dataclass(slots=True)
class Draft:
    """A change that is about to be kept; its fields are those of `Change`."""

    record_id: int
    version: int
    before: Facts | None
    after: Facts | None
    origins: dict[str, int] = field(default_factory=dict)
    origins_after: dict[str, int] | None = None
    kept: dict[str, Any] | None = None
    raw: Facts | None = None


def keep_new(action: Action, record_type: str, drafts: Sequence[Draft]) -> None:
    """Keep changes of records of which the action has changed none before."""
    bulk.insert(
        Change,
        ["action_id", "record_type", *_COLUMNS],
        ([action.pk, record_type, *_values(draft)] for draft in drafts),
    )


def keep(action: Action, record_type: str, drafts: Sequence[Draft]) -> None:
    """Keep changes, joined with what the same action did to the same records before."""
    earlier = _last_of(action, record_type, [draft.record_id for draft in drafts])
    if not earlier:
        keep_new(action, record_type, drafts)
        return
    rows, void, fresh = [], [], []
    for draft in drafts:
        change = earlier.get(draft.record_id)
        if change is None:
            fresh.append(draft)
        elif joined := _joined(change, draft):
            rows.append([change.pk, *(getattr(joined, column) for column in _COLUMNS[1:])])
        else:
            void.append(change.pk)
    bulk.update(Change, _COLUMNS[1:], rows)
    Change.objects.filter(pk__in=void).delete()
    keep_new(action, record_type, fresh)


def _last_of(action: Action, record_type: str, ids: Sequence[int]) -> dict[int, Change]:
    """Changes by this action after which nobody else wrote the record: what comes now can be told with them."""
    own = {
        change.record_id: change
        for change in Change.objects.filter(action=action, record_type=record_type, record_id__in=ids).order_by("id")
        if change.after is not None
    }
    if not own:
        return {}
    latest = dict(
        Change.objects.filter(record_type=record_type, record_id__in=list(own))
        .values("record_id")
        .annotate(latest=Max("id"))
        .values_list("record_id", "latest")
    )
    return {record_id: change for record_id, change in own.items() if latest[record_id] == change.pk}


def _joined(first: Change, then: Draft) -> Draft | None:
    """Two changes of one record as one; None where the second takes the first back."""
    created, removed = first.before is None, then.after is None
    if created and removed:
        return None
    raw = {**(first.raw or {}), **(then.raw or {})} or None
    if created:
        after = {fact: value for fact, value in {**first.after, **then.after}.items() if value is not None}
        came = _came(first, then)
        return Draft(then.record_id, then.version, None, after, {}, _named(came, after), None, raw)
    if removed:
        before = {fact: value for fact, value in {**then.before, **first.before}.items() if value is not None}
        source = moved(then.origins, {fact: before.get(fact) for fact in first.before}, first.origins)
        return Draft(then.record_id, then.version, before, None, source, None, then.kept, raw)
    before, after = {**then.before, **first.before}, {**first.after, **then.after}
    origins, came = {**then.origins, **first.origins}, _came(first, then)
    same = {fact for fact in after if before[fact] == after[fact] and origins[fact] == came.get(fact, 0)}
    before = {fact: value for fact, value in before.items() if fact not in same}
    if not before:
        return None
    after = {fact: after[fact] for fact in before}
    origins = {fact: origins[fact] for fact in before}
    return Draft(then.record_id, then.version, before, after, origins, _named(came, after), None, raw)


def _came(first: Change, then: Draft) -> dict[str, int]:
    """Origins other than the action itself; what it writes again is its own, unless it says otherwise."""
    earlier = {fact: was for fact, was in (first.origins_after or {}).items() if fact not in (then.after or {})}
    return {**earlier, **(then.origins_after or {})}


def _named(came: dict[str, int], after: Facts) -> dict[str, int] | None:
    return {fact: was for fact, was in came.items() if fact == "" or fact in after} or None
