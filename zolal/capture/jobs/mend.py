"""A text is replaced in a whole column of a checked import."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext

from zolal.capture.mending import Mending, recount
from zolal.capture.models import Import
from zolal.capture.queries.rows import rows_with
from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, task
from zolal.core.models import Job


def ended(job: Job) -> None:
    """What is mended stays so, and the import waits again."""
    for import_ in Import.objects.filter(job=job, state=Import.State.CHECKING):
        import_.state, import_.error = Import.State.READY, job.error
        import_.save(update_fields=["state", "error"])
        recount(import_)


@task("capture.mend", ended=ended)
@uncollected()
def replace(handle: Handle, *, import_id: int, column: int, value: str, replacement: str) -> dict[str, int]:
    """Mend what still bears the text, so that an attempt goes on where the last one stopped."""
    import_ = Import.objects.select_related("by").get(pk=import_id)
    after, done = int(handle.checkpoint.get("after", 0)), int(handle.checkpoint.get("done", 0))
    before = _numbers(import_, column, replacement, number__lte=after) if after else []
    mending = Mending(import_, column, replacement, _numbers(import_, column, value), before=before)
    left, begun = len(mending.numbers), done
    for numbers in mending.chunks():
        with transaction.atomic():
            done += mending.mend(numbers)
            handle.save(
                checkpoint={"after": numbers[-1], "done": done}, stage=gettext("Replacing the text"), done=done,
                total=begun + left,
            )  # fmt: skip
    with transaction.atomic():
        import_.state = Import.State.READY
        import_.save(update_fields=["state"])
        recount(import_)
        handle.save(done=done, total=done)
    return {"mended": done}


def _numbers(import_: Import, column: int, text: str, **narrowed: int) -> list[int]:
    found = rows_with(import_=import_, column=column, value=text).filter(**narrowed)
    return list(found.values_list("number", flat=True))
