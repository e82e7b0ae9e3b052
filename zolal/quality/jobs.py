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
from zolal.engine.records import N_
from zolal.people.queries.records import MODELS
from zolal.quality.actions.measure import measure
from zolal.quality.assess import assess, rescore
from zolal.quality.criteria import Criteria
from zolal.quality.duplicates import Wanted, add, pairs_with
from zolal.quality.models import Issue, MatchModel, Pair
from zolal.quality.whole import LEAST, Whole, active_ids, keep_model, likely_pairs, read_whole, resolved

CHUNK = 1_000
READING, MATCHING, WRITING = N_("Reading the records"), N_("Finding duplicates"), N_("Writing down what was found")
GROWN = 1.5
"""A model is trained anew once there are so many times the records it was trained on."""


@task("quality.train")
def train(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Learn from the whole database how rare values are and how people err; nothing else is changed."""
    whole = _read(handle, record_type)
    if len(whole.ids) < LEAST:
        return {"records": len(whole.ids), "trained": False}
    resolution = resolved(whole)
    with transaction.atomic():
        keep_model(whole, resolution)
        handle.save(done=len(whole.ids), total=len(whole.ids))
    return {"records": len(whole.ids), "trained": True}


@task("quality.find_duplicates")
def find_duplicates(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Match everybody with everybody: a new model, and a pair for whatever a person should look at."""
    started = timezone.now()
    whole = _read(handle, record_type)
    if len(whole.ids) < 2:
        return {"records": len(whole.ids), "pairs": 0}
    resolution = resolved(whole)
    with transaction.atomic():
        kept = keep_model(whole, resolution)
        handle.save(stage=MATCHING)
    wanted = {couple: said for couple, *said in likely_pairs(whole, resolution, kept, setting("match.ask"))}
    couples = sorted(wanted)
    for start in range(0, len(couples), CHUNK):
        part = couples[start : start + CHUNK]
        with transaction.atomic():
            _write(record_type, {couple: (wanted[couple][0], wanted[couple][1]) for couple in part})
            handle.save(stage=WRITING, done=start + len(part), total=len(couples))
    for outdated in _outdated(record_type, wanted.keys(), started):
        with transaction.atomic():
            Pair.objects.filter(id__in=[pair for pair, _, _ in outdated]).delete()
            rescore(record_type, sorted({end for _, *couple in outdated for end in couple}))
            handle.save(stage=WRITING)
    return {"records": len(whole.ids), "pairs": len(wanted)}


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
        with transaction.atomic():
            measure(record_type=record_type)
            handle.save()
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


def _write(record_type: str, wanted: Wanted) -> None:
    """Open pairs as they are found now; decided ones stay as they are, records that have gone meanwhile are left."""
    ends = sorted({end for couple in wanted for end in couple})
    active = set(MODELS[record_type].objects.filter(id__in=ends, state="active").values_list("id", flat=True))
    kept = {pair.couple: pair for pair in pairs_with(record_type, ends)}
    here = {couple: said for couple, said in wanted.items() if active.issuperset(couple)}
    for couple, (probability, evidence) in here.items():
        if couple in kept and kept[couple].is_open and kept[couple].probability != probability:
            Pair.objects.filter(id=kept[couple].id).update(probability=probability, evidence=evidence)
    add(record_type, {couple: said for couple, said in here.items() if couple not in kept})
    rescore(record_type, ends)


def _outdated(record_type: str, wanted: Any, started: Any) -> Iterator[list[tuple[int, int, int]]]:  # noqa: ANN401
    """Open pairs from before that are no longer likely, some at a time: (id, first, second)."""
    after = 0
    pairs = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN, created_at__lt=started)
    while part := list(pairs.filter(id__gt=after).order_by("id").values_list("id", "first_id", "second_id")[:CHUNK]):
        after = part[-1][0]
        if gone := [pair for pair in part if pair[1:] not in wanted]:
            yield gone


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
