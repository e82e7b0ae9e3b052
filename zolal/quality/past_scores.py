"""What records scored before: written beside each new score, whoever writes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.people.queries.records import MODELS
from zolal.quality.models import PastScore

AT_ONCE = 5_000

Scored = tuple[int, int, Any]
"""Id, quality, scores."""


def stored(record_type: str, ids: Collection[int]) -> dict[int, int | None]:
    """The scores on file."""
    if not ids:
        return {}
    return dict(MODELS[record_type].objects.filter(among("pk", ids)).values_list("pk", "quality"))


def write(record_type: str, scored: Sequence[Scored], was: Mapping[int, int | None], today: date) -> None:
    """Set quality and scores of records; of those that scored something else until now, keep that."""
    bulk.update(MODELS[record_type], ("quality", "scores"), scored)
    PastScore.objects.bulk_create(_past(record_type, scored, was, today), AT_ONCE, ignore_conflicts=True)


def _past(
    record_type: str, scored: Sequence[Scored], was: Mapping[int, int | None], today: date
) -> Iterable[PastScore]:
    return [
        PastScore(record_type=record_type, record_id=record_id, quality=before, until=today)
        for record_id, quality, _scores in scored
        if (before := was.get(record_id)) is not None and before != quality
    ]
