"""The history of records that merges have connected, as steps that can be played again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q, QuerySet

from zolal.core.ledger import record_types
from zolal.core.models import Change, Record
from zolal.quality.models import Merge


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody did, apart from merging."""

    change: Change


@dataclass(frozen=True, slots=True)
class Union:
    """Two of the records became one."""

    merge: Merge


@dataclass(frozen=True, slots=True)
class Repoint:
    """Two records that these may point at (companies, for people) became one."""

    merge: Merge
    fact: str


Step = Edit | Union | Repoint


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in the order in which they happened. Merges that were undone are left out, and so are their undoings."""

    ids: frozenset[int]
    steps: Sequence[Step]

    def before(self, merge: Merge) -> Sequence[Step]:
        """The steps up to a merge, without it."""
        for place, step in enumerate(self.steps):
            if isinstance(step, Union) and step.merge.pk == merge.pk:
                return self.steps[:place]
        return self.steps


def story_of(record_type: str, ids: Iterable[int]) -> Story:
    """The story of these records and of all that merges, also undone ones, have ever connected with them."""
    connected = _connected(record_type, set(ids))
    changes = list(
        Change.objects.filter(record_type=record_type, record_id__in=connected).select_related("action").order_by("id")
    )
    actions = {change.action_id for change in changes}
    merges = {merge.action_id: merge for merge in Merge.objects.filter(action_id__in=actions)}
    partings = set(Merge.objects.filter(undone_by_id__in=actions).values_list("undone_by_id", flat=True))
    placed: list[tuple[int, Step]] = []
    seen: set[int] = set()
    for change in changes:
        merge = merges.get(change.action_id)
        if merge is None:
            if change.action_id not in partings:
                placed.append((change.pk, Edit(change)))
        elif merge.record_type == record_type and merge.undone_by_id is None and merge.pk not in seen:
            seen.add(merge.pk)
            placed.append((change.pk, Union(merge)))
    placed += _repoints(record_type, changes)
    placed.sort(key=lambda step: step[0])
    return Story(frozenset(connected), [step for _, step in placed])


def links(record_type: str) -> dict[str, str]:
    """{fact: kind of record it points at}."""
    model = record_types()[record_type].model
    kinds = {kind.model: name for name, kind in record_types().items()}
    return {
        field.name: kinds[field.related_model]
        for field in model._meta.concrete_fields
        if field.related_model in kinds and field.name != "absorbed_into"
    }


def that_ever_had(record_type: str, ids: QuerySet[Record] | Iterable[int], fact: str, value: Any) -> set[int]:  # noqa: ANN401
    """Those of the records of which a fact has had this value at some time."""
    changes = Change.objects.filter(record_type=record_type, record_id__in=ids).order_by()
    return {
        record_id
        for record_id, *sides in changes.values_list("record_id", "before", "after").iterator()
        if any(side and side.get(fact) == value for side in sides)
    }


def _connected(record_type: str, ids: set[int]) -> set[int]:
    found, edge = set(ids), set(ids)
    while edge:
        rows = Merge.objects.filter(Q(keep_id__in=edge) | Q(absorb_id__in=edge), record_type=record_type)
        edge = {side for row in rows.values_list("keep_id", "absorb_id") for side in row} - found
        found |= edge
    return found


def _repoints(record_type: str, changes: Sequence[Change]) -> list[tuple[int, Step]]:
    found: list[tuple[int, Step]] = []
    for fact, target in links(record_type).items():
        edge = _targets(fact, changes)
        reached = set(edge)
        while edge:
            merges = list(Merge.objects.filter(record_type=target, absorb_id__in=edge, undone_by=None))
            places: dict[int, Any] = dict(
                Change.objects.filter(action_id__in=[merge.action_id for merge in merges])
                .values("action_id")
                .annotate(place=Min("id"))
                .values_list("action_id", "place")
            )
            found += [(places[merge.action_id], Repoint(merge, fact)) for merge in merges]
            edge = {merge.keep_id for merge in merges} - reached
            reached |= edge
    return found


def _targets(fact: str, changes: Sequence[Change]) -> set[int]:
    sides = [side for change in changes for side in (change.before, change.after) if side]
    return {side[fact] for side in sides if side.get(fact) is not None}
