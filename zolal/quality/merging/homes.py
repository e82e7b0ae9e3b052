"""A contact point that was deleted returns to whom it belongs, whoever had it when it was deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q

from zolal.core.ledger import Home
from zolal.core.ledger import record_type as kind_of
from zolal.core.models import Action
from zolal.quality.merging.held import is_point
from zolal.quality.merging.replay import Stage, played
from zolal.quality.merging.story import story_of
from zolal.quality.models import Merge


def owners(record_type: str, undone: Action, facts: Mapping[int, Sequence[str]]) -> dict[tuple[int, str], Home]:
    """The homes of contact points whose records were ever merged."""
    points = {record_id: some for record_id, names in facts.items() if (some := [*filter(is_point, names)])}
    found: dict[tuple[int, str], Home] = {}
    stages: dict[int, Stage] = {}
    for record_id in _ever_merged(record_type, points):
        if record_id not in stages:
            story = story_of(record_type, [record_id])
            stages |= dict.fromkeys(story.ids, played(story))
        for fact in points[record_id]:
            if home := _home(stages[record_id], undone, record_id, fact):
                found[record_id, fact] = home
    there = kind_of(record_type).model._base_manager.filter(pk__in={home.record_id for home in found.values()})
    standing = set(there.values_list("pk", flat=True))
    return {place: home for place, home in found.items() if home.record_id in standing}


def _ever_merged(record_type: str, ids: Mapping[int, Sequence[str]]) -> list[int]:
    wanted = list(ids)
    rows = Merge.objects.filter(Q(keep_id__in=wanted) | Q(absorb_id__in=wanted), record_type=record_type)
    return sorted({side for row in rows.values_list("keep_id", "absorb_id") for side in row} & ids.keys())


def _home(stage: Stage, undone: Action, record_id: int, fact: str) -> Home | None:
    held = stage.replaced(undone.pk, record_id, fact)
    return Home(stage.homes.get(fact, record_id), held.value, held.origin) if held else None
