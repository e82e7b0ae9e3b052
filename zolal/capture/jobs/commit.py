"""The rows of an import go into the database, chunk by chunk."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext

from zolal.capture.ahead import worked_out
from zolal.capture.employers import Employers
from zolal.capture.groups import Chunk, Group, chunk, usable
from zolal.capture.models import Import
from zolal.capture.plain.jobs import commit_plain
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.suppressed import count_suppressed
from zolal.capture.taking import take_in
from zolal.capture.unwanted import suppress_rows
from zolal.core.aside import ahead
from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, enqueue, task
from zolal.core.ledger import act
from zolal.core.models import Action, Change, Job
from zolal.core.planner import refresh_statistics
from zolal.people.queries.records import MODELS
from zolal.quality.criteria import Criteria
from zolal.quality.models import MatchModel
from zolal.quality.queries.measured import is_large

CHUNK = 3_000
_WORTH_A_PROCESS = 5_000
"""From so many rows on, a second process is sooner paid for than started."""
_GROWN = 2
"""Trained anew when the records have become so many times as many as the model in use was trained on."""
_WORTH_TRAINING = 500
_WORTH_MEASURING = 1_000
"""Of a large database the figures are counted at night; after so many rows at once they are counted anew."""


def ended(job: Job) -> None:
    """What is in stays in; the import can be gone on with."""
    Import.objects.filter(job=job, state=Import.State.COMMITTING).update(state=Import.State.READY, error=job.error)


@task("capture.commit", ended=ended)
@uncollected()
def commit(handle: Handle, *, import_id: int) -> dict[str, int]:
    """Create and update records, each chunk with its progress in one transaction."""
    import_ = Import.objects.select_related("by", "source", "action").get(pk=import_id)
    if kind := PLAIN.get(import_.record_type):
        return commit_plain(handle, import_, kind, _action)
    after = int(handle.checkpoint.get("after", 0))
    stage, total = gettext("Taking the rows in"), usable(import_).filter(number__gt=after).count()
    done = int(handle.checkpoint.get("done", 0))
    with closing(_chunks(import_, after, worth_it=total >= _WORTH_A_PROCESS)) as chunks:
        total += done
        since, anew, reached = import_.found.get("change", 0), False, after
        for rows in chunks:
            with transaction.atomic():
                action = _action(import_)
                anew = anew or _others_wrote(import_, action, since)
                tally = take_in(import_, action, rows, anew=anew)
                suppress_rows(import_, action, after=reached, last=rows.last)
                reached = rows.last
                since = _looked_at(since)
                done += len(rows.rows())
                import_.counts = {**import_.counts, **(Counter(_told(import_)) + tally)}
                import_.save(update_fields=["counts"])
                handle.save(checkpoint={"after": rows.last, "done": done}, stage=stage, done=done, total=total)
    refresh_statistics()
    with transaction.atomic():
        return _finished(handle, import_)


def _chunks(import_: Import, after: int, *, worth_it: bool) -> Iterator[Chunk]:
    """The rows after a number, with what they say; the next ones are worked out while these are written."""
    criteria, of_companies = Criteria.now(import_.record_type), Criteria.now("company")
    pending: deque[tuple[Chunk, list[Group], list[str]]] = deque()
    employers = Employers()

    def calls() -> Iterator[tuple[Any, ...]]:
        last = after
        # What was read and is not written yet: a row may follow one of an earlier chunk.
        while found := chunk(import_, last, CHUNK, pending=[one for one, _, _ in pending]):
            last = found.last
            fresh = [group for group in found.groups.values() if not group.is_known()]
            named = [group.company() for group in fresh]
            companies = employers.meet(filter(None, named))
            pending.append((found, fresh, companies))
            coming = [group.coming(employers.called(name)) for group, name in zip(fresh, named, strict=True)]
            yield criteria, of_companies, coming, companies

    with closing(ahead(worked_out, calls(), worth_it=worth_it)) as results:
        for records, of_named in results:
            found, fresh, companies = pending[0]
            found.companies.update(zip(companies, of_named, strict=True))
            for group, (facts, follows) in zip(fresh, records, strict=True):
                group.facts, group.ahead = facts, follows
            yield found
            pending.popleft()


_OUTCOMES = ("created", "updated", "unchanged", "repeated", "queued", "left_out")


def _told(import_: Import) -> dict[str, int]:
    return {name: import_.counts.get(name, 0) for name in _OUTCOMES}


def _action(import_: Import) -> Action:
    """The one action of the whole import."""
    if import_.action is None:
        about = {"filename": import_.filename, "record_type": import_.record_type, "import": str(import_.uid)}
        import_.action = act(kind="import.commit", by=import_.by, source=import_.source, about=about)
        import_.save(update_fields=["action"])
    return import_.action


def _others_wrote(import_: Import, action: Action, since: int) -> bool:
    """Whether anybody else has written since, so that who is known must be asked again."""
    changes = Change.objects.filter(pk__gt=since, record_type=import_.record_type)
    return changes.exclude(action=action).exists()


def _looked_at(since: int) -> int:
    """The last change of which nothing earlier can still appear: SQLite has one writer, PostgreSQL gives out ids
    before it is known whose transaction ends first."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or since if connection.vendor == "sqlite" else since


def _finished(handle: Handle, import_: Import) -> dict[str, int]:
    import_.state = Import.State.DONE
    left = import_.all_rows.filter(record_id__isnull=True).count()
    closed = count_suppressed(import_)
    import_.counts = {**import_.counts, **_told(import_), "left_out": left, "suppressed": closed}
    import_.save(update_fields=["state", "counts"])
    if import_.action is not None:
        import_.action.about = {**import_.action.about, **_told(import_)}
        import_.action.save(update_fields=["about"])
    handle.save(stage=gettext("Taken in"))
    if _grown(import_.record_type):
        enqueue("quality.train", owner=import_.by, record_type=import_.record_type)
    told = _told(import_)
    if told["created"] + told["updated"] >= _WORTH_MEASURING and is_large(import_.record_type):
        enqueue("quality.measure", owner=import_.by)
    return told


def _grown(record_type: str) -> bool:
    trained = (
        MatchModel.objects.filter(record_type=record_type).order_by("-pk").values_list("records", flat=True).first()
    )
    count = MODELS[record_type].objects.filter(state="active").count()
    return count >= max(_WORTH_TRAINING, _GROWN * (trained or 0))
