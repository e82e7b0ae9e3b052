"""An import is taken back, chunk by chunk."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from zolal.accounts.models import User
from zolal.activities.actions.suppressions import take_back
from zolal.capture.models import Import
from zolal.capture.plain.kinds import PLAIN
from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, task
from zolal.core.ledger import Kept, begin_undo, record_type, undo_chunk
from zolal.core.models import Action, Job

CHUNK = 1_000
NAMED = 1_000
"""So many kept records are named one by one; beyond, they are counted."""


def ended(job: Job) -> None:
    """What was taken back stays so; the undo can be gone on with."""
    Import.objects.filter(job=job, state=Import.State.UNDOING).update(state=Import.State.DONE, error=job.error)


@task("capture.undo", ended=ended)
@uncollected()
def undo(handle: Handle, *, import_id: int, by_id: int) -> dict[str, Any]:
    """Created records leave, overwritten values come back; what somebody touched since is kept and named."""
    import_ = Import.objects.select_related("action").get(pk=import_id)
    assert import_.action is not None
    undoing = _begun(import_.action, User.objects.get(pk=by_id))
    known = handle.checkpoint
    after: int | None = known.get("after", 0)
    stage, total = gettext("Taking the import back"), import_.action.changes.count()
    report = dict(known.get("report") or {"restored": 0, "kept": 0, "named": []})
    done = int(known.get("done", 0))
    while after is not None:
        with transaction.atomic():
            step = undo_chunk(undoing, after=after, size=CHUNK)
            report["restored"] += step.restored
            report["kept"] += len(step.kept)
            report["named"] = [*report["named"], *_named(step.kept)][:NAMED]
            after, done = step.after, min(total, done + CHUNK)
            if after is None:
                take_back(import_.action, by=undoing.actor, because=gettext("The import was undone."))
                _finish(import_, report)
            handle.save(
                checkpoint={"after": after, "done": done, "report": report}, stage=stage, done=done, total=total
            )
    return {name: report[name] for name in ("restored", "kept")}


def _begun(action: Action, by: User) -> Action:
    """The undoing under way, or a new one."""
    standing = action.undoings.order_by("-pk").first() if action.undone_at else None
    return standing or begin_undo(action=action, by=by)


def _finish(import_: Import, report: dict[str, Any]) -> None:
    import_.state = Import.State.UNDONE
    import_.found = {**import_.found, "undo": report}
    import_.save(update_fields=["state", "found"])
    kind, there = PLAIN.get(import_.record_type), record_type(import_.record_type).model.objects.values("pk")
    if kind and import_.action is not None:
        kind.undone(import_.action)
    import_.all_rows.exclude(record_id__in=there).filter(record_id__isnull=False).update(record_id=None)


def _named(kept: list[Kept]) -> list[dict[str, Any]]:
    found = []
    for one in kept:
        record = record_type(one.record_type).model.objects.filter(pk=one.record_id).first()
        if record:
            name, uid = str(record), str(record.uid)
            found.append(
                {"record_type": one.record_type, "uid": uid, "name": name, "whole": one.whole, "facts": [*one.facts]}
            )
    return found
