"""What was dealt is done once its issue is gone or its pair judged; and is to be done again where that comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q
from django.utils import timezone

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.quality.snapshots import parts
from zolal.stewardship.models import Assignment, Run, Share
from zolal.stewardship.work import DUPLICATE, waiting_issues, waiting_pairs

CHUNK = 2_000


class _Row(NamedTuple):
    id: int
    share_id: int
    record_type: str
    record_id: int
    other_id: int
    group: str
    fact: str
    code: str
    done_at: datetime | None


def settle(record_type: str, ids: Collection[int]) -> None:
    """Look again at what is dealt of these records, in the transaction that changed them."""
    if not ids or not Run.objects.filter(state=Run.State.OPEN).exists():
        return
    for part in parts(sorted(ids)):
        mine = Assignment.objects.filter(run__state=Run.State.OPEN, record_type=record_type)
        _settle(mine.filter(Q(record_id__in=part) | Q(other_id__in=part, other_id__gt=0)).values_list(*_Row._fields))


def parts_of(run: Run) -> Iterator[Sequence[int]]:
    """What is dealt in a run, some at a time."""
    after = 0
    while found := list(run.assignments.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:CHUNK]):
        yield found
        after = found[-1]


def settle_part(ids: Sequence[int]) -> None:
    """Look again at these assignments: also what only time changed."""
    _settle(Assignment.objects.filter(among("id", ids)).values_list(*_Row._fields))


def _settle(found: object) -> None:
    rows = [_Row(*row) for row in found]  # type: ignore[attr-defined]
    waiting = {one for name in {row.record_type for row in rows} for one in _waiting(name, rows)}
    now = timezone.now()
    wanted = [(row, None if _key(row) in waiting else now) for row in rows]
    changed = [(row, done_at) for row, done_at in wanted if (row.done_at is None) != (done_at is None)]
    if not changed:
        return
    bulk.update(Assignment, ["done_at"], [(row.id, done_at) for row, done_at in changed])
    steps: Counter[int] = Counter()
    for row, done_at in changed:
        steps[row.share_id] += -1 if done_at is None else 1
    for share_id, step in sorted(steps.items()):
        Share.objects.filter(pk=share_id).update(done=F("done") + step)


def _waiting(record_type: str, rows: Sequence[_Row]) -> Iterator[tuple[str, int, int, str, str, str]]:
    """What still waits of what was dealt, as `_key` names it."""
    mine = [row for row in rows if row.record_type == record_type]
    for part in parts(sorted({row.record_id for row in mine if row.group != DUPLICATE})):
        issues = waiting_issues(record_type).filter(among("record_id", part))
        for record_id, group, fact, code in issues.values_list("record_id", "group", "fact", "code"):
            yield record_type, record_id, 0, group, fact, code
    for part in parts(sorted({row.record_id for row in mine if row.group == DUPLICATE})):
        pairs = waiting_pairs(record_type).filter(among("first_id", part))
        for first, second in pairs.values_list("first_id", "second_id"):
            yield record_type, first, second, DUPLICATE, "", ""


def _key(row: _Row) -> tuple[str, int, int, str, str, str]:
    return row.record_type, row.record_id, row.other_id, row.group, row.fact, row.code
