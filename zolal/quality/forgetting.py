"""What quality keeps of somebody who is erased, and what undone merges left of them with others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action, Change
from zolal.quality import index, left_pairs
from zolal.quality.merging.pairs import pairs_of
from zolal.quality.models import Handling, Issue, Merge, PastScore, SampledValue

_PARTS = ("before", "after", "origins", "origins_after", "raw")
"""The columns of a change that are by fact."""


def forget(record_type: str, ids: Sequence[int], keys: Mapping[str, Sequence[str]]) -> None:  # noqa: ARG001 - an eraser
    """Take away issues, scores, pairs, decisions, merges of erased records; their values from others' history."""
    Issue.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    Handling.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    PastScore.objects.filter(record_type=record_type, record_id__in=list(ids)).delete()
    pairs_of(record_type, ids).delete()
    left_pairs.forget(record_type, ids)
    index.forget(record_type, ids)
    SampledValue.objects.filter(sample__record_type=record_type, record_id__in=list(ids)).delete()
    merges = _merges_of(record_type, ids)
    for merge in merges:
        if merge.undone_by_id is not None and merge.keep_id not in ids:
            _part_history(merge, ids)
    for merge in merges:
        _unname(merge, ids)
    Merge.objects.filter(pk__in=[merge.pk for merge in merges]).delete()


def _merges_of(record_type: str, ids: Iterable[int]) -> list[Merge]:
    wanted = list(ids)
    sides = Q(keep_id__in=wanted) | Q(absorb_id__in=wanted)
    return list(Merge.objects.filter(sides, record_type=record_type).order_by("pk"))


def _unname(merge: Merge, ids: Sequence[int]) -> None:
    """The merge and its undo are told of with the name of the record that was kept."""
    if merge.keep_id not in ids:
        return
    for action in Action.objects.filter(pk__in=[merge.action_id, merge.undone_by_id]):
        action.about = {name: value for name, value in action.about.items() if name not in ("name", "keep")}
        action.save(update_fields=["about"])


def _part_history(merge: Merge, ids: Sequence[int]) -> None:
    """Take what an undone merge brought out of the history of the records that had it meanwhile."""
    first = Change.objects.filter(action_id=merge.action_id, record_id=merge.keep_id).order_by("id").first()
    brought = {fact: value for fact, value in (first.after or {}).items() if value is not None} if first else {}
    if not brought:
        return
    for record_id in _had_it(merge, ids):
        _forget_values(merge.record_type, record_id, brought, since=merge.action_id)


def _had_it(merge: Merge, ids: Sequence[int]) -> list[int]:
    """The record that absorbed, the one that absorbed that one, and so on, also where it was undone."""
    found = [merge.keep_id]
    for record_id in found:
        later = Merge.objects.filter(record_type=merge.record_type, absorb_id=record_id, pk__gt=merge.pk)
        found += [keep for keep in later.values_list("keep_id", flat=True) if keep not in found]
    return [record_id for record_id in found if record_id not in ids]


def _forget_values(record_type: str, record_id: int, brought: Mapping[str, Any], *, since: int) -> None:
    """As if these values had never been facts of the record, but for those it still has: then they are its own too."""
    own = kind_of(record_type).facts([record_id]).get(record_id, {})
    foreign = {fact: value for fact, value in brought.items() if own.get(fact) != value}
    was: dict[str, Any] = {}
    changes = Change.objects.filter(record_type=record_type, record_id=record_id, action_id__gte=since)
    for change in changes.order_by("id"):
        if change.before is None or change.after is None:
            continue
        touched = [
            fact for fact, value in foreign.items() if value in (change.before.get(fact), change.after.get(fact))
        ]
        for fact in touched:
            if change.before.get(fact) == foreign[fact]:
                change.before[fact] = was.get(fact)
            if change.after.get(fact) == foreign[fact]:
                was[fact] = change.before[fact]
                change.after[fact] = was[fact]
        if touched:
            _keep(change, [fact for fact in touched if change.before[fact] == change.after[fact]])


def _keep(change: Change, unchanged: Sequence[str]) -> None:
    """Save a change without the facts that it no longer changes; one that changes nothing goes."""
    for part in _PARTS:
        facts = getattr(change, part)
        if facts is not None:
            setattr(change, part, {fact: value for fact, value in facts.items() if fact not in unchanged})
    if change.after:
        change.save(update_fields=_PARTS)
    else:
        change.delete()
