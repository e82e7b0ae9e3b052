"""The background work of a plain import: check, take in; each chunk with its progress in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext

from zolal.capture.earlier import counted
from zolal.capture.files import table_of, tables_of
from zolal.capture.intake.cells import storable
from zolal.capture.models import Import, ImportRow
from zolal.capture.plain.columns import raw_of
from zolal.capture.plain.kind import Going, Judged, PlainKind
from zolal.capture.plain.rows import COLUMNS, judge, kept, marks_of
from zolal.capture.updates import taken
from zolal.core import bulk
from zolal.core.jobs import Handle
from zolal.core.ledger import record_type
from zolal.core.models import Action
from zolal.sales.marks import Marks

CHUNK = 500
OUTCOMES = ("created", "updated", "unchanged", "left_out")
Verdict = ImportRow.Verdict


def check_plain(handle: Handle, import_: Import, kind: PlainKind) -> None:
    """Write all rows with their verdicts; goes on where an earlier attempt stopped."""
    after = int(handle.checkpoint.get("after", 0))
    handle.save(stage=gettext("Reading the file"))
    frame = table_of(import_, tables_of(import_)).frame
    seen = marks_of(import_, up_to=after)
    for start in range(after, frame.height, CHUNK):
        cells = [storable(row) for row in frame.slice(start, CHUNK).rows()]
        rows = [ImportRow(of=import_, number=start + place, cells=row) for place, row in enumerate(cells, 1)]
        with transaction.atomic():
            for row, judged in zip(rows, judge(import_, kind, rows, seen), strict=True):
                _keep(row, judged)
            ImportRow.objects.bulk_create(rows)
            done = start + len(rows)
            stage = gettext("Checking every row")
            handle.save(checkpoint={"after": done}, stage=stage, done=done, total=frame.height)
    with transaction.atomic():
        import_.found["rules"] = []
        import_.state, import_.counts = Import.State.READY, counted(import_)
        import_.rows = sum(import_.counts.values())
        import_.save(update_fields=["state", "counts", "rows", "found"])
        handle.save(stage=gettext("Checked"))


def commit_plain(handle: Handle, import_: Import, kind: PlainKind, begun: Callable[[Import], Action]) -> dict[str, int]:
    """Take the rows in, judged by what is known now; `begun` gives the one action of the import."""
    after, done = int(handle.checkpoint.get("after", 0)), int(handle.checkpoint.get("done", 0))
    waiting = import_.all_rows.filter(record_id__isnull=True).order_by("number")
    total = done + waiting.filter(number__gt=after).count()
    seen: Marks = {}
    read = 0
    while rows := list(waiting.filter(number__gt=after)[:CHUNK]):
        with transaction.atomic():
            kind.hold()
            # Each row's marks are read once; where two are the same, the earlier row's counts.
            seen = marks_of(import_, after=read, up_to=rows[0].number - 1) | seen
            read = rows[0].number - 1
            tally = _take(import_, kind, begun(import_), rows, dict(seen))
            after, done = rows[-1].number, done + len(rows)
            told = Counter({name: import_.counts.get(name, 0) for name in OUTCOMES}) + tally
            import_.counts = {**import_.counts, **told}
            import_.save(update_fields=["counts"])
            handle.save(
                checkpoint={"after": after, "done": done}, stage=gettext("Taking the rows in"), done=done, total=total
            )
    with transaction.atomic():
        told = Counter({name: import_.counts.get(name, 0) for name in OUTCOMES})
        import_.state = Import.State.DONE
        import_.save(update_fields=["state"])
        if import_.action is not None:
            import_.action.about = {**import_.action.about, **told}
            import_.action.save(update_fields=["about"])
        handle.save(stage=gettext("Taken in"))
    return dict(told)


def _take(import_: Import, kind: PlainKind, action: Action, rows: Sequence[ImportRow], seen: Marks) -> Counter[str]:
    """One chunk; how many rows came to what. What was wrong when it was looked at stays out.

    `seen` are the marks of the rows before.
    """
    wanted = [row for row in rows if not row.skipped and row.verdict != Verdict.ERROR]
    tally = Counter(left_out=len(rows) - len(wanted))
    judged = judge(import_, kind, wanted, seen)
    known = record_type(kind.record_type).facts([one.match_id for one in judged if one.match_id])
    going: list[Going] = []
    for row, one in zip(wanted, judged, strict=True):
        raw = raw_of(import_.columns, row.cells)
        if one.is_error:
            tally["left_out"] += 1
        elif one.match_id is None:
            going.append(Going(one, one.facts, raw))
            tally["created"] += 1
        elif facts := _facts(import_, row, one, known[one.match_id]):
            going.append(Going(one, facts, raw))
            tally["updated"] += 1
        else:
            row.record_id = one.match_id
            tally["unchanged"] += 1
    written = kind.write(action, going, filename=import_.filename) if going else {}
    told = [
        [row.pk, *kept(one), written.get(row.number, row.record_id)] for row, one in zip(wanted, judged, strict=True)
    ]
    bulk.update(ImportRow, [*COLUMNS, "record_id"], told)
    return tally


def _facts(import_: Import, row: ImportRow, judged: Judged, now: dict[str, object]) -> dict[str, object]:
    """What of a known record's row goes in, by the policy of the import and the answers, with what goes along.

    Nobody has seen what a row would overwrite that was recognised only now: it fills what is empty.
    """
    shown = row.verdict == Verdict.UPDATE
    different = {fact: (now.get(fact), new) for fact, new in judged.facts.items()}
    facts = taken(different, import_.policy if shown else Import.Policy.FILL, row.choices.get("facts"))
    along = {name: value for fact in facts for name, value in judged.follows.get(fact, {}).items()}
    return {**along, **facts}


def _keep(row: ImportRow, judged: Judged) -> None:
    for name, value in zip(COLUMNS, kept(judged), strict=True):
        setattr(row, name, value)
