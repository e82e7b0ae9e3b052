"""The whole file is checked: every cell put into normal form, every row recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext

from zolal.capture.checking import Earlier, Recognised
from zolal.capture.files import table_of, tables_of
from zolal.capture.jobs.collector import uncollected
from zolal.capture.models import Import, ImportRow
from zolal.capture.rows import Row, insert, raw_rows, understand, verdicts, write_verdicts
from zolal.core.jobs import Handle, task
from zolal.core.models import Change, Job
from zolal.engine.files import Table
from zolal.quality.candidates import signs

CHUNK = 2_000


def ended(job: Job) -> None:
    """The import goes back to its mapping, where it can be tried again."""
    Import.objects.filter(job=job, state=Import.State.CHECKING).update(state=Import.State.MAPPING, error=job.error)


@task("capture.check", ended=ended)
@uncollected()
def check(handle: Handle, *, import_id: int) -> None:
    """Write all rows with their verdicts; goes on where an earlier attempt stopped."""
    import_ = Import.objects.select_related("by").get(pk=import_id)
    if handle.checkpoint.get("stage") != "recognise":
        _read(handle, import_)
    _recognise(handle, import_)
    with transaction.atomic():
        import_.state, import_.counts = Import.State.READY, counted(import_)
        import_.rows = sum(import_.counts.values())
        import_.save(update_fields=["state", "counts", "rows"])
        handle.save(stage=gettext("Checked"))


def counted(import_: Import) -> dict[str, int]:
    """Rows by verdict."""
    by = import_.all_rows.order_by().values_list("verdict").annotate(many=Count("pk"))
    return {**dict.fromkeys(ImportRow.Verdict.values, 0), **dict(by)}


def _read(handle: Handle, import_: Import) -> None:
    table = table_of(import_, tables_of(import_))
    damage = _damage(table)
    total = table.frame.height
    after = int(handle.checkpoint.get("after", 0))
    stage = gettext("Putting values into normal form")
    while after < total:
        frame = table.frame.slice(after, CHUNK)
        rows = raw_rows(import_, range(after + 1, after + frame.height + 1), frame.rows())
        understand(import_, rows, damage)
        after += frame.height
        with transaction.atomic():
            if after <= CHUNK:
                import_.found["change"] = Change.objects.aggregate(last=Max("pk"))["last"] or 0
                import_.save(update_fields=["found"])
            insert(import_, rows)
            handle.save(checkpoint={"stage": "read", "after": after}, stage=stage, done=after, total=2 * total)
    with transaction.atomic():
        handle.save(checkpoint={"stage": "recognise", "after": 0, "total": total})


def _damage(table: Table) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for row, _, code, value in table.issues.select("row", "column", "code", "value").rows():
        found[row].append({"code": code, "raw": value.replace("\0", "\ufffd"), "proposal": ""})
    return found


def _recognise(handle: Handle, import_: Import) -> None:
    after, total = int(handle.checkpoint["after"]), int(handle.checkpoint["total"])
    earlier = earlier_rows(import_, up_to=after)
    stage = gettext("Looking for who is known already")
    while rows := list(islice(_rows(import_, after), CHUNK)):
        found = earlier.recognise([row.number for row in rows], [row.keys for row in rows])
        told = verdicts(import_, rows, found)
        after = rows[-1].number
        with transaction.atomic():
            write_verdicts(rows, told, found)
            handle.save(
                checkpoint={"stage": "recognise", "after": after, "total": total},
                stage=stage,
                done=total + after,
                total=2 * total,
            )


def _rows(import_: Import, after: int) -> Any:  # noqa: ANN401 - an iterator of rows
    columns = ("number", "facts", "faults", "keys", "pk")
    rows = import_.all_rows.filter(number__gt=after).order_by("number").values_list(*columns)[:CHUNK]
    return (Row(number, [], {}, facts, faults, keys, pk) for number, facts, faults, keys, pk in rows)


def earlier_rows(import_: Import, *, up_to: int | None = None, but: Collection[int] = ()) -> Earlier:
    """What is known of the rows up to a number, or of all, but for some."""
    earlier = Earlier(import_.record_type, import_.by)
    columns = ("number", "keys", "match_id", "twin", "sure")
    rows = import_.all_rows.order_by("number")
    rows = rows if up_to is None else rows.filter(number__lte=up_to)
    numbers, keys = [], []
    for number, own, match_id, twin, sure in rows.values_list(*columns).iterator(chunk_size=CHUNK):
        if number not in but:
            earlier.know(number, own, Recognised(match_id, twin, sure))
            numbers.append(number)
            keys.append(own)
    earlier.sign(numbers, signs(import_.record_type, keys))
    return earlier
