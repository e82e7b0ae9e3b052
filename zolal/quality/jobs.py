"""Long work of quality: training, looking for all duplicates, judging everything anew, measuring every day."""

from __future__ import annotations

from contextlib import closing
from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone

from zolal.core.jobs import Handle, enqueue, task
from zolal.core.models import Action, Job, Record
from zolal.core.settings import setting
from zolal.engine.match.stored import stored
from zolal.engine.records import N_
from zolal.people.queries.records import MODELS
from zolal.quality import automatic, index_parts, recompute, search, silence
from zolal.quality.actions.measure import measure
from zolal.quality.actions.undo_handling import first_of, turn
from zolal.quality.assess import assess
from zolal.quality.closing import close_by_itself
from zolal.quality.following import crossed, differing
from zolal.quality.indexing import is_worn, rebuild
from zolal.quality.learning import learn, open_couples, put_in_order, score_anew, taught
from zolal.quality.models import Issue, MatchModel, Pair
from zolal.quality.queries.measured import to_measure
from zolal.quality.snapshots import among, parts
from zolal.quality.training import keep_model, newest
from zolal.quality.whole import LEAST, Whole, active_ids, likely_pairs, read_whole, resolved, scored

CHUNK, JUDGED_AT_ONCE = 1_000, 5_000
READING, MATCHING, WRITING = N_("Reading the records"), N_("Finding duplicates"), N_("Writing down what was found")
LEARNING, MERGING = N_("Learning from the answers"), N_("Merging sure pairs")
INDEXING, TAKING_BACK = N_("Indexing the records"), N_("Taking it back")
JUDGING = N_("Judging and scoring")
GROWN = 1.5
"""A model is trained anew once there are so many times the records it was trained on."""


@task("quality.train")
def train(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Learn from the whole database how rare values are and how people err; and measure it, for it has grown."""
    whole = _read(handle, record_type)
    if len(whole.ids) < LEAST:
        return {"records": len(whole.ids), "trained": False}
    learnt = stored(resolved(whole).model, whole.features)
    before = newest(record_type)
    with transaction.atomic():
        keep_model(
            record_type,
            base=learnt,
            taught=taught(record_type, learnt),
            records=len(whole.ids),
            below=before.below if before else None,
        )
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
            put_in_order(record_type)
            merge_if_allowed(record_type)
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
    added = taught(record_type, learnt)
    found = scored(whole, resolution, added.applied(learnt), setting("match.ask"))
    packed = search.packed(likely_pairs(found))
    with transaction.atomic():
        model = keep_model(
            record_type, base=learnt, taught=added, records=len(whole.ids), below=found.below, found=packed
        )
        handle.save(checkpoint={"model": model.pk, "started": started.isoformat()}, stage=WRITING)
    return model


def of_other_rules() -> list[dict[str, Any]]:
    """Whose index was made by other rules than those of today."""
    return [{"record_type": name} for name in sorted(MODELS) if index_parts.outdated(name)]


@task("quality.index", at_start=of_other_rules)
def build_index(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Build the index of one against all anew."""
    return {"records": rebuild(record_type, lambda done: handle.save(stage=INDEXING, done=done))}


@task("quality.learn")
def learn_from_answers(handle: Handle, record_type: str = "person") -> dict[str, Any]:
    """Correct the model by what people have said, score the open pairs anew, and choose what to ask next."""
    if "model" not in handle.checkpoint:
        with transaction.atomic():
            handle.save(checkpoint={"model": learn(record_type).pk, "after": 0}, stage=LEARNING)
    total = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN).count()
    done = 0
    for part in open_couples(record_type, after=handle.checkpoint["after"]):
        done += len(part)
        with transaction.atomic():
            score_anew(record_type, part)
            handle.save(checkpoint={**handle.checkpoint, "after": part[-1][0]}, stage=WRITING, done=done, total=total)
    with transaction.atomic():
        put_in_order(record_type)
        handle.save(stage=WRITING)
    merge_if_allowed(record_type)
    return {"answers": MatchModel.objects.get(pk=handle.checkpoint["model"]).taught.get("answers", 0)}


@task("quality.merge_sure", daily_at=time(4))
def merge_sure(handle: Handle, record_type: str = "") -> dict[str, Any]:
    """Merge the pairs that matching is sure of, as long as somebody wants that and it has proved right."""
    merged = dict(handle.checkpoint.get("merged", {}))
    for name in [record_type] if record_type else sorted(MODELS):
        for pairs in automatic.waiting(name, after=handle.checkpoint.get(name, 0)):
            for pair in pairs:
                with transaction.atomic():
                    merged[name] = merged.get(name, 0) + automatic.merge(pair)
                    handle.save(checkpoint={**handle.checkpoint, name: pair.pk, "merged": merged}, stage=MERGING)
    return {"merged": sum(merged.values())}


def merge_if_allowed(record_type: str) -> Job | None:
    """Switch automatic merging off where it is not good enough any more; put its work into the queue where it is on."""
    if not automatic.still_allowed(record_type):
        return None
    return enqueue("quality.merge_sure", record_type=record_type)


@task("quality.reassess")
def reassess(handle: Handle, record_type: str = "") -> dict[str, Any]:
    """Judge every record anew: after the administrator changed what is essential, what the score weighs, thresholds."""
    done = handle.checkpoint
    changed = done.get("changed", 0)
    for name in [record_type] if record_type else sorted(MODELS):
        total = MODELS[name].objects.filter(state=Record.State.ACTIVE).count()
        chunks = active_ids(name, after=done.get(name, 0), size=JUDGED_AT_ONCE)
        count = 0
        with closing(recompute.checked(name, chunks, many=total >= recompute.WORTH_IT)) as judged:
            for some in judged:
                count += len(some.ids)
                with transaction.atomic():
                    changed += recompute.write(name, some)
                    done = {**done, name: some.ids[-1], "changed": changed}
                    handle.save(checkpoint=done, stage=JUDGING, done=count, total=total)
    return {"changed": changed}


@task("quality.follow_rule")
def follow_rule(handle: Handle, *, record_type: str, code: str) -> dict[str, Any]:
    """A rule was changed: only the records of which it says something else than before are judged anew."""
    after, changed = handle.checkpoint.get("after", 0), handle.checkpoint.get("changed", 0)
    total, count = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).count(), handle.job.done
    for ids in active_ids(record_type, after=after):
        count += len(ids)
        with transaction.atomic():
            # Whoever writes one of them meanwhile judges it by the new rule.
            list(MODELS[record_type].objects.filter(among("pk", ids)).select_for_update().order_by("pk").values("pk"))
            found = differing(record_type, code, ids)
            for some in parts(found, CHUNK):
                assess(record_type, some)
            changed += len(found)
            handle.save(checkpoint={"after": ids[-1], "changed": changed}, stage=JUDGING, done=count, total=total)
    return {"changed": changed}


@task("quality.measure", daily_at=time(3))
def measure_daily(handle: Handle) -> dict[str, Any]:
    """What rules that count days say today, and how good the data is."""
    for record_type in sorted(MODELS):
        for ids in crossed(record_type):
            with transaction.atomic():
                assess(record_type, ids)
                handle.save()
        # In no transaction: counting a large database takes a while, and nobody else could write meanwhile.
        measure(record_type=record_type)
        for user in to_measure(record_type):
            measure(record_type=record_type, user=user)
            with transaction.atomic():
                handle.save()
        train_if_grown(record_type)
        if is_worn(record_type):
            enqueue("quality.index", record_type=record_type)
    return {}


@task("quality.silence", daily_at=time(2))
def find_silent(handle: Handle) -> dict[str, Any]:
    """Who has crossed the day since yesterday without a sign of life; nobody else is touched."""
    found = 0
    for record_type in sorted(MODELS):
        for ids in silence.misjudged(record_type):
            found += len(ids)
            with transaction.atomic():
                assess(record_type, ids)
                handle.save(done=found)
    if setting("inactive.close_automatically"):
        close_by_itself()
    return {"found": found}


@task("quality.wake", daily_at=time(0, 5))
def wake(handle: Handle) -> dict[str, Any]:
    """Issues that were put off until today are back."""
    due = Issue.objects.filter(until__lte=timezone.localdate())
    done = 0
    while ids := list(due.values_list("id", flat=True)[:CHUNK]):
        with transaction.atomic():
            done += Issue.objects.filter(id__in=ids).update(until=None)
            handle.save(done=done)
    return {"issues": done}


def undoing_ended(job: Job) -> None:
    """What was taken back stays so, and the rest can be taken back once more."""
    undoing = Action.objects.get(pk=job.arguments["undoing_id"])
    Action.objects.filter(pk=undoing.undoes_id).update(undone_at=None)


@task("quality.undo_handling", ended=undoing_ended)
def undo_many(handle: Handle, undoing_id: int) -> dict[str, Any]:
    """Many decisions about issues are taken back, or taken again."""
    undoing = Action.objects.get(pk=undoing_id)
    first, at = first_of(undoing), {"after": 0, "done": 0, **handle.checkpoint}
    total = first.handlings.count()
    while True:
        with transaction.atomic():
            ids = turn(first, after=at["after"], size=CHUNK)
            if not ids:
                break
            at = {"after": ids[-1], "done": at["done"] + len(ids)}
            handle.save(checkpoint=at, stage=TAKING_BACK, done=at["done"], total=total)
    return {"action": str(undoing.uid), "restored": at["done"], "kept": 0}


def train_if_grown(record_type: str) -> Job | None:
    """Put a training into the queue where the database has outgrown its model."""
    records = MODELS[record_type].objects.count()
    model = newest(record_type)
    if records < max(LEAST, GROWN * (model.records if model else 0)):
        return None
    return enqueue("quality.train", record_type=record_type)


def _read(handle: Handle, record_type: str) -> Whole:
    def progress(done: int, total: int) -> None:
        with transaction.atomic():
            handle.save(stage=READING, done=done, total=total)

    return read_whole(record_type, progress)
