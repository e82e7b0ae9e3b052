"""The matching model in use: trained on the whole database, or what is expected before there is one."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from zolal.engine.match.stored import Stored, untrained
from zolal.people.queries.records import MODELS
from zolal.quality.models import MatchModel

LEAST_RECORDS = 10_000
"""Before a model is trained no fewer records are reckoned with: the cautious side, for a first import may be large."""


def model_in_use(record_type: str) -> Stored:
    """The newest trained model, read once a process; without one, the expectation for a database of this size."""
    newest = MatchModel.objects.filter(record_type=record_type).order_by("-id").values_list("id", "trained_at").first()
    if newest is not None:
        return _trained(*newest)
    largest = MODELS[record_type].objects.aggregate(id=Max("id"))["id"] or 0
    # In powers of ten, so that two questions of one import get the same answer.
    return _untrained(10 ** len(str(max(largest, LEAST_RECORDS) - 1)))


@lru_cache(maxsize=4)
def _trained(model_id: int, trained_at: datetime) -> Stored:  # noqa: ARG001 - a restored database counts ids anew
    return Stored.from_bytes(bytes(MatchModel.objects.values_list("data", flat=True).get(id=model_id)))


@lru_cache(maxsize=8)
def _untrained(records: int) -> Stored:
    return untrained(records)
