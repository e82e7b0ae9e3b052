"""Long work of quality: training, looking for all duplicates, judging everything anew, measuring every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from zolal.core.jobs import Handle, enqueue, task
from zolal.core.models import Job
from zolal.core.settings import setting
from zolal.engine.match.stored import stored
from zolal.engine.records import N_
from zolal.people.queries.records import MODELS
from zolal.quality import search
from zolal.quality.actions.measure import measure
from zolal.quality.assess import assess
from zolal.quality.criteria import Criteria
from zolal.quality.models import Issue, MatchModel
from zolal.quality.whole import LEAST, Whole, active_ids, keep_model, likely_pairs, read_whole, resolved

CHUNK = 1_000
READING, MATCHING, WRITING = N_("Reading the records"), N_("Finding duplicates"), N_("Writing down what was found")
GROWN = 1.5
"""A model is trained anew once there are so many times the records it was trained on."""


@task("quality.train")
def train(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Learn from the whole database how rare values are and how people err; and measure it, for it has grown."""
    whole = _read(handle, record_type)
    if len(whole.ids) < LEAST:
        return {"records": len(whole.ids), "trained": False}
    learnt = stored(resolved(whole).model, whole.features)
    with transaction.atomic():
        keep_model(whole, learnt)
        handle.save(done=len(whole.ids), total=len(whole.ids))
    measure(record_type=record_type)
    return {"records": len(whole.ids), "trained": True}


@task("quality.find_duplicates")
def find_duplicates(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Match everybody with everybody: a new model, and a pair for whatever a person should look at.

    What was found is kept before any of it is written, so that whoever takes the job over writes on.
    """
    model = MatchModel.objects.filter(pk=handle.checkpoint.get("model")).first() or _search(handle, record_type)
    if model is None:
        return {"records": MODELS[record_type].objects.filter(state="active").count(), "pairs": 0}
    if model.found is not None:
        _write_down(handle, record_type, search.unpacked(model.found))
        measure(record_type=record_type)
        with transaction.atomic():
            MatchModel.objects.filter(pk=model.pk).update(found=None)
            handle.save(stage=WRITING)
    return {"records": model.records, "pairs": handle.checkpoint.get("written", 0)}


def _write_down(handle: Handle, record_type: str, found: search.Found) -> None:
    for part in search.unwritten(found, handle.checkpoint):
        with transaction.atomic():
            search.write(record_type, found, part)
            written = {**handle.checkpoint, "written": part.stop}
            handle.save(checkpoint=written, stage=WRITING, done=part.stop, total=len(found))
    for outdated in search.outdated(record_type, found, handle.checkpoint):
        with transaction.atomic():
            search.remove(record_type, outdated)
            handle.save(checkpoint={**handle.checkpoint, "looked": outdated[-1][0]})


def _search(handle: Handle, record_type: str) -> MatchModel | None:
    """The model with what was found, kept; None where there is nobody to compare."""
    started = timezone.now()
    whole = _read(handle, record_type)
    if len(whole.ids) < 2:
        return None
    with transaction.atomic():
        handle.save(stage=MATCHING)
    resolution = resolved(whole)
    learnt = stored(resolution.model, whole.features)
    found = search.packed(likely_pairs(whole, resolution, learnt, setting("match.ask")))
    with transaction.atomic():
        model = keep_model(whole, learnt, found)
        handle.save(checkpoint={"model": model.pk, "started": started.isoformat()}, stage=WRITING)
    return model


@task("quality.reassess")
def reassess(handle: Handle, record_type: str = "") -> dict[str, Any]:
    """Judge every record anew: after the administrator changed what is essential, or the thresholds."""
    done = handle.checkpoint
    for name in [record_type] if record_type else sorted(MODELS):
        total = MODELS[name].objects.count()
        count = 0
        for ids in active_ids(name, after=done.get(name, 0), size=CHUNK):
            count += len(ids)
            with transaction.atomic():
                assess(name, ids)
                done[name] = ids[-1]
                handle.save(checkpoint=done, done=count, total=total)
    return {}


@task("quality.measure", daily_at=time(3))
def measure_daily(handle: Handle) -> dict[str, Any]:
    """What has become old since yesterday, and how good the data is today."""
    for record_type in sorted(MODELS):
        for ids in _grown_old(record_type):
            with transaction.atomic():
                assess(record_type, ids)
                handle.save()
        # In no transaction: counting a large database takes a while, and nobody else could write meanwhile.
        measure(record_type=record_type)
        train_if_grown(record_type)
    return {}


def train_if_grown(record_type: str) -> Job | None:
    """Put a training into the queue where the database has outgrown its model."""
    records = MODELS[record_type].objects.count()
    newest = (
        MatchModel.objects.filter(record_type=record_type).order_by("-id").values_list("records", flat=True).first()
    )
    if records < max(LEAST, GROWN * (newest or 0)):
        return None
    return enqueue("quality.train", record_type=record_type)


def _read(handle: Handle, record_type: str) -> Whole:
    def progress(done: int, total: int) -> None:
        with transaction.atomic():
            handle.save(stage=READING, done=done, total=total)

    return read_whole(record_type, progress)


def _grown_old(record_type: str) -> Iterator[list[int]]:
    """Active records that have become old without an issue that says so."""
    before = Criteria.now(record_type).old_before
    last = Q(last_activity_on__lt=before, last_purchase_on__isnull=True)
    last |= Q(last_purchase_on__lt=before, last_activity_on__isnull=True)
    last |= Q(last_activity_on__lt=before, last_purchase_on__lt=before)
    last |= Q(last_activity_on__isnull=True, last_purchase_on__isnull=True, updated_at__date__lt=before)
    after = 0
    records = MODELS[record_type].objects.filter(last, state="active").order_by("id")
    while part := list(records.filter(id__gt=after).values_list("id", flat=True)[:CHUNK]):
        after = part[-1]
        known = Issue.objects.filter(record_type=record_type, record_id__in=part, group=Issue.Group.OLD)
        if fresh := sorted({*part} - set(known.values_list("record_id", flat=True))):
            yield fresh
