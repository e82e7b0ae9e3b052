"""A text is replaced in a whole column of a checked import."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from zolal.capture.mending import CHUNK, mend
from zolal.capture.models import Import
from zolal.capture.queries.rows import count_rows_with, rows_with
from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, task
from zolal.core.models import Job


def ended(job: Job) -> None:
    """What is mended stays so, and the import waits again."""
    Import.objects.filter(job=job, state=Import.State.CHECKING).update(state=Import.State.READY, error=job.error)


@task("capture.mend", ended=ended)
@uncollected()
def replace(handle: Handle, *, import_id: int, column: int, value: str, replacement: str) -> dict[str, int]:
    """Mend row by row what still bears the text, so that an attempt goes on where the last one stopped."""
    import_ = Import.objects.select_related("by").get(pk=import_id)
    done = int(handle.checkpoint.get("done", 0))
    total = done + count_rows_with(import_=import_, column=column, value=value)
    while done < total:
        with transaction.atomic():
            part = mend(import_, rows_with(import_=import_, column=column, value=value), column, replacement)
            done += part
            handle.save(checkpoint={"done": done}, stage=gettext("Replacing the text"), done=done, total=total)
        if part < CHUNK:
            break
    with transaction.atomic():
        import_.state = Import.State.READY
        import_.save(update_fields=["state"])
        handle.save(done=total, total=total)
    return {"mended": done}
