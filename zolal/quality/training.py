"""The matching model in use: trained on the whole database, or what is expected before; and what answers add to it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from zolal.engine.match.rescore_stored import Taught
from zolal.engine.match.stored import Stored, untrained
from zolal.people.queries.records import MODELS
from zolal.quality.models import MatchModel

LEAST_RECORDS = 10_000
"""Before a model is trained no fewer records are reckoned with: the cautious side, for a first import may be large."""
KEPT = 3
"""So many models of a type are kept, the newest first; one whose findings are still to be written always is."""


def model_in_use(record_type: str) -> Stored:
    """The newest model, read once a process; without one, the expectation for a database of this size."""
    newest = MatchModel.objects.filter(record_type=record_type).order_by("-id").values_list("id", "trained_at").first()
    return expected(record_type) if newest is None else _in_use(*newest)


def expected(record_type: str) -> Stored:
    """What is expected of a database of this size before anything was trained."""
    largest = MODELS[record_type].objects.aggregate(id=Max("id"))["id"] or 0
    # In powers of ten, so that two questions of one import get the same answer.
    return _untrained(10 ** len(str(max(largest, LEAST_RECORDS) - 1)))


def newest(record_type: str) -> MatchModel | None:
    """The row of the model in use, without what waits to be written."""
    return MatchModel.objects.filter(record_type=record_type).defer("found").order_by("-id").first()


def keep_model(
    record_type: str,
    *,
    base: Stored,
    taught: Taught,
    records: int,
    below: int | None = None,
    found: bytes | None = None,
) -> MatchModel:
    """Store a model; from now on it is in use."""
    kept = MatchModel.objects.create(
        record_type=record_type,
        data=base.to_bytes(),
        taught=written(taught),
        records=records,
        below=below,
        found=found,
    )
    older = MatchModel.objects.filter(record_type=record_type, found=None).order_by("-id")
    MatchModel.objects.filter(id__in=list(older.values_list("id", flat=True)[KEPT:])).delete()
    return kept


def written(taught: Taught) -> dict[str, object]:
    """As JSON."""
    return {"answers": taught.answers, "start": taught.start, "levels": dict(taught.levels)} if taught.answers else {}


def taught_by(model: MatchModel) -> Taught:
    """What people have taught a model."""
    return Taught(**model.taught)


def base_of(model: MatchModel) -> Stored:
    """What the records alone have taught it."""
    return Stored.from_bytes(bytes(model.data))


@lru_cache(maxsize=4)
def _in_use(model_id: int, trained_at: datetime) -> Stored:  # noqa: ARG001 - a restored database counts ids anew
    model = MatchModel.objects.defer("found").get(id=model_id)
    return taught_by(model).applied(base_of(model))


@lru_cache(maxsize=8)
def _untrained(records: int) -> Stored:
    return untrained(records)
