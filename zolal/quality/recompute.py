"""Everybody judged anew: what follows from the facts is compared with what is stored, and what differs is written.

Two processes read and judge, a chunk each at a time; this one writes besides. They do it by the same functions as one
edit does, so that the results cannot differ. Nothing is locked while many are judged; who was written meanwhile was
judged then, and is left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple

import orjson
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from zolal.core.aside import ahead
from zolal.core.bulk import among
from zolal.core.collector import uncollected
from zolal.people.queries.records import MODELS
from zolal.quality import past_scores
from zolal.quality.criteria import Criteria
from zolal.quality.duplicates import surely_again
from zolal.quality.issue_rows import Wrong, rewrite
from zolal.quality.issues import Found, issues_of
from zolal.quality.models import Issue
from zolal.quality.scoring import scores_of
from zolal.quality.snapshots import Snapshot, snapshots

WORTH_IT = 20_000
"""From so many records on a second process is started."""

GAPS = 2
"""So many times the wanted records are read at most, where that makes one range of them."""

Told = tuple[str, ...]
_TOLD = ("fact", "code", "group", "severity", "fault", "raw", "proposal")  # as `Found` has them


class Mark(NamedTuple):
    """What tells whether a record is as it was when it was judged: its version, quality and the ids of its issues."""

    version: int
    quality: int | None
    issues: Sequence[int]


class Stored(NamedTuple):
    """What is stored of a record: its scores as JSON, if any, and what its issues say."""

    mark: Mark
    scores: str | None
    told: Sequence[Told]


class Differing(NamedTuple):
    """Records of which something else holds than is stored: issues as a whole, or (id, quality, scores) alone."""

    wrong: Sequence[Wrong]
    scored: Sequence[tuple[int, int, bytes]]

    def ids(self) -> list[int]:
        """Of which records, in order."""
        return sorted({*(one.record_id for one in self.wrong), *(one[0] for one in self.scored)})


class Checked(NamedTuple):
    """Some records that were judged as of a day: their ids, and what differs, with the marks of those that do."""

    ids: Sequence[int]
    today: date
    marks: Mapping[int, Mark]
    differing: Differing


def checked(record_type: str, chunks: Iterator[Sequence[int]], *, many: bool) -> Iterator[Checked]:
    """Judge active records, some after the others; writes nothing. To be closed."""
    calls = ((record_type, ids, Criteria.now(record_type)) for ids in chunks)
    with closing(ahead(check, calls, worth_it=many and not connection.in_atomic_block)) as results:
        yield from results


@uncollected()
def check(record_type: str, ids: Sequence[int], criteria: Criteria) -> Checked:
    """Judge these records, of which what is committed counts."""
    wanted = _run(ids)
    stored = _stored(record_type, wanted)  # before the facts: who is written in between bears another version then
    found = [one for one in snapshots(record_type, wanted) if one.is_active and one.id in stored]
    differing = _differing(found, criteria, surely_again(record_type, wanted, criteria.same), stored)
    return Checked(ids, criteria.today, {one: stored[one].mark for one in differing.ids()}, differing)


def _differing(
    found: Sequence[Snapshot], criteria: Criteria, again: set[int], stored: Mapping[int, Stored]
) -> Differing:
    """What else follows from these records than is stored."""
    issues = {one.id: issues_of(one, criteria) for one in found}
    wrong = [Wrong.with_record(one, issues[one.id]) for one in found if _told(issues[one.id]) != {*stored[one.id].told}]
    scored = []
    for one, (quality, scores) in zip(found, scores_of(found, criteria, again), strict=True):
        was = stored[one.id]
        text = orjson.dumps(scores)
        if quality != was.mark.quality or not _is_same(was.scores, text, scores):
            scored.append((one.id, quality, text))
    return Differing(wrong, scored)


@uncollected()
def write(record_type: str, of: Checked) -> int:
    """Write what differs, in the caller's transaction; how many records that were."""
    ids = of.differing.ids()
    if not ids:
        return 0
    still = _untouched(record_type, ids, of.marks)
    wrong = [one for one in of.differing.wrong if one.record_id in still]
    rewrite(record_type, [one.record_id for one in wrong], wrong, of.today)
    scored = [one for one in of.differing.scored if one[0] in still]
    past_scores.write(record_type, scored, {one[0]: of.marks[one[0]].quality for one in scored}, of.today)
    return len(still)


def _run(ids: Sequence[int]) -> Sequence[int]:
    """The ids as a run without gaps, for which a database is asked as a range; the few others it brings cost less."""
    whole = range(ids[0], ids[-1] + 1)
    return whole if len(whole) <= GAPS * len(ids) else ids


def _untouched(record_type: str, ids: Sequence[int], marks: Mapping[int, Mark]) -> set[int]:
    """Those of which still holds what was compared; nobody can write them until the transaction ends."""
    wanted = _run(ids)
    locked = MODELS[record_type].objects.select_for_update(of=("self",)).order_by("pk").filter(among("pk", wanted))
    versions = dict(locked.values_list("pk", "version"))
    issues: dict[int, set[int]] = defaultdict(set)
    rows = Issue.objects.filter(among("record_id", wanted), record_type=record_type)
    for record_id, number in rows.values_list("record_id", "id"):
        issues[record_id].add(number)
    return {
        record_id
        for record_id in ids
        if versions.get(record_id) == marks[record_id].version
        and issues.get(record_id, set()) == {*marks[record_id].issues}
    }


def _stored(record_type: str, ids: Sequence[int]) -> dict[int, Stored]:
    numbers: dict[int, list[int]] = defaultdict(list)
    told: dict[int, list[Told]] = defaultdict(list)
    rows = Issue.objects.filter(among("record_id", ids), record_type=record_type)
    for record_id, number, *says in rows.values_list("record_id", "id", *_TOLD):
        numbers[record_id].append(number)
        told[record_id].append(tuple(says))
    heads = MODELS[record_type].objects.filter(among("pk", ids)).annotate(text=Cast("score__scores", TextField()))
    return {
        record_id: Stored(Mark(version, quality, numbers.get(record_id, ())), scores, told.get(record_id, ()))
        for record_id, version, quality, scores in heads.values_list("pk", "version", "score__quality", "text")
    }


def _told(found: Sequence[Found]) -> set[Told]:
    """As the database gives it: one row of a field, a code and a text."""
    return {*{(one.fact, one.code, one.raw): tuple(map(str, one)) for one in found}.values()}


def _is_same(stored: str | None, text: bytes, scores: Mapping[str, Any]) -> bool:
    """PostgreSQL keeps the names of an object in an order of its own."""
    return stored is not None and (stored.encode() == text or orjson.loads(stored) == scores)
