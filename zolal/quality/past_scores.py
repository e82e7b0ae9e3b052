"""What records scored before: written beside each new score, whoever writes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.people.queries.records import SCORES
from zolal.quality.models import PastScore

Scored = tuple[int, int, Any]
"""Id, quality, scores."""


def stored(record_type: str, ids: Collection[int]) -> dict[int, int]:
    """The scores on file."""
    if not ids:
        return {}
    return dict(SCORES[record_type].objects.filter(among("pk", ids)).values_list("pk", "quality"))


def write(record_type: str, scored: Sequence[Scored], was: Mapping[int, int | None], today: date) -> None:
    """Set quality and scores of records; of those that scored something else until now, keep that."""
    bulk.put(SCORES[record_type], ("quality", "scores"), scored)
    past = [
        (record_type, record_id, before, today)
        for record_id, quality, _scores in scored
        if (before := was.get(record_id)) is not None and before != quality
    ]
    bulk.add(PastScore, ("record_type", "record_id", "quality", "until"), past)
