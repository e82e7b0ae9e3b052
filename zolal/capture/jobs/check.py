"""The whole file is checked: every cell put into normal form, every row recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from zolal.capture.earlier import counted, earlier_rows
from zolal.capture.files import table_of, tables_of
from zolal.capture.models import Import
from zolal.capture.plain.jobs import check_plain
from zolal.capture.plain.kinds import PLAIN
from zolal.capture.refusals import in_force
from zolal.capture.rows import insert, rows_of, verdicts, way_of
from zolal.capture.suppressed import count_suppressed
from zolal.capture.understanding import Understood, read
from zolal.core.aside import ahead
from zolal.core.collector import uncollected
from zolal.core.jobs import Handle, task
from zolal.core.models import Change, Job
from zolal.core.planner import refresh_statistics
from zolal.engine.files import Table

CHUNK = 4_000
_WORTH_A_PROCESS = 2
"""From so many chunks on, a second process is sooner paid for than started."""


def ended(job: Job) -> None:
    """The import goes back to its mapping, where it can be tried again."""
    Import.objects.filter(job=job, state=Import.State.CHECKING).update(state=Import.State.MAPPING, error=job.error)


@task("capture.check", ended=ended)
@uncollected()
def check(handle: Handle, *, import_id: int) -> None:
    """Write all rows with their verdicts; goes on where an earlier attempt stopped."""
    import_ = Import.objects.select_related("by").get(pk=import_id)
    if kind := PLAIN.get(import_.record_type):
        return check_plain(handle, import_, kind)
    after = int(handle.checkpoint.get("after", 0))
    handle.save(stage=gettext("Reading the file"))
    table = table_of(import_, tables_of(import_))
    _recognise(handle, import_, table, after)
    refresh_statistics()
    with transaction.atomic():
        import_.state, import_.counts = Import.State.READY, counted(import_)
        import_.rows = sum(import_.counts.values())
        import_.counts["suppressed"] = count_suppressed(import_)
        import_.save(update_fields=["state", "counts", "rows"])
        handle.save(stage=gettext("Checked"))
    return None


def _recognise(handle: Handle, import_: Import, table: Table, after: int) -> None:
    if not after:
        # What is written from now on may be unknown to a row that was recognised before.
        import_.found["change"] = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        import_.found["rules"] = in_force(import_.record_type)
    total = table.frame.height
    earlier = earlier_rows(import_, up_to=after)
    for cells, understood in _read(import_, table, after):
        after = min(after + CHUNK, total)
        rows = rows_of(understood)
        found = earlier.recognise([row.number for row in rows], [row.indexed for row in rows]) if rows else []
        told = verdicts(import_, rows, found)
        with transaction.atomic():
            if after <= CHUNK:
                import_.save(update_fields=["found"])
            insert(import_, rows, cells, told, found)
            handle.save(checkpoint={"after": after}, stage=gettext("Checking every row"), done=after, total=total)


def _read(import_: Import, table: Table, after: int) -> Iterator[tuple[list[bytes], Understood]]:
    """The rows of the file after a number, in chunks: their cells, and what they say."""
    starts = range(after, table.frame.height, CHUNK)
    way, damage = way_of(import_), _damage(table)

    def calls() -> Iterator[tuple[Any, ...]]:
        for start in starts:
            frame = table.frame.slice(start, CHUNK)
            numbers = range(start + 1, start + frame.height + 1)
            yield way, numbers[0], frame, {number: damage[number] for number in numbers if number in damage}

    with closing(ahead(read, calls(), worth_it=len(starts) >= _WORTH_A_PROCESS)) as found:
        yield from found


def _damage(table: Table) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row, _, code, value in table.issues.select("row", "column", "code", "value").rows():
        found[row].append({"code": code, "raw": value.replace("\0", "\ufffd"), "proposal": ""})
    return found
