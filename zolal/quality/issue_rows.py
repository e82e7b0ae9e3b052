"""Issue rows follow from the records: kept true for whatever was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.core.models import Action
from zolal.quality.handled import NOTHING, OPEN, Handled, handled_of
from zolal.quality.issues import Found
from zolal.quality.models import Issue
from zolal.quality.snapshots import Snapshot, parts

_KEY = ("record_id", "fact", "code", "raw")
_MUTABLE = (
    "group",
    "severity",
    "fault",
    "proposal",
    "source_id",
    "importer_id",
    "owner_id",
    "team_id",
    "holder_id",
    "until",
)

Key = tuple[int, str, str, str]
Row = tuple[Any, ...]


class Wrong(NamedTuple):
    """All that is wrong with a record, which actions its facts came from, whose it is, what was decided."""

    record_id: int
    provenance: Mapping[str, int]
    issues: Sequence[Found]
    owner: int | None = None
    team: int | None = None
    handled: Handled = NOTHING

    @classmethod
    def with_record(cls, one: Snapshot, issues: Sequence[Found]) -> Wrong:
        return cls(one.id, one.provenance, issues, one.owner, one.team, handled_of(one))


def rewrite(record_type: str, ids: Sequence[int], wrong: Iterable[Wrong], today: date) -> None:
    """Make the issue rows of these records say this; those of which nothing is said have no issue any more.

    A row that still says the same stays, so that it keeps its place in the queues and the time it was found.
    """
    known = _known(record_type, ids)
    fresh: dict[Key, Row] = {}
    changed: list[tuple[Any, ...]] = []
    for key, row in _rows([one for one in wrong if one.issues], today):
        if key not in known:
            fresh[key] = row
            continue
        number, before = known.pop(key)
        if before != row:
            changed.append((number, *row))
    for part in parts([number for number, _row in known.values()]):
        Issue.objects.filter(id__in=part).delete()
    bulk.update(Issue, _MUTABLE, changed)
    _insert(record_type, fresh, timezone.now())


def _known(record_type: str, ids: Sequence[int]) -> dict[Key, tuple[int, Row]]:
    found: dict[Key, tuple[int, Row]] = {}
    for part in parts(ids):
        rows = Issue.objects.filter(among("record_id", part), record_type=record_type)
        for number, *row in rows.values_list("id", *_KEY, *_MUTABLE):
            found[tuple(row[:4])] = (number, tuple(row[4:]))  # type: ignore[index]
    return found


def _rows(found: Sequence[Wrong], today: date) -> Iterator[tuple[Key, Row]]:
    origins = _origins(found)
    for one in found:
        origin = _only_origin(one.provenance, origins)
        for issue in one.issues:
            standing = one.handled.get((issue.fact, issue.code, issue.raw), OPEN) if one.handled else OPEN
            until = standing.until if standing.until and standing.until > today else None
            yield (
                (one.record_id, issue.fact, issue.code, issue.raw),
                (
                    issue.group, issue.severity, issue.fault, issue.proposal,
                    *(origin or _origin(one.provenance, issue.fact, origins)),
                    one.owner, one.team, standing.to or one.owner, until,
                ),
            )  # fmt: skip


def _insert(record_type: str, rows: Mapping[Key, Row], now: datetime) -> None:
    columns = ("record_type", *_KEY, *_MUTABLE, "created_at")
    bulk.insert(Issue, columns, [(record_type, *key, *row, now) for key, row in rows.items()])


def _origins(found: Sequence[Wrong]) -> Mapping[int, tuple[int | None, int | None]]:
    """(source, who brought it in) of the actions that the records' values come from."""
    actions = {action for one in found for action in one.provenance.values()}
    return {
        action: (source, actor)
        for part in parts(sorted(actions))
        for action, source, actor in Action.objects.filter(id__in=part).values_list("id", "source_id", "actor_id")
    }


def _only_origin(
    provenance: Mapping[str, int], origins: Mapping[int, tuple[int | None, int | None]]
) -> tuple[int | None, int | None] | None:
    """That of all values, where it is one."""
    return origins.get(provenance.get("", 0), (None, None)) if provenance.keys() <= {""} else None


def _origin(
    provenance: Mapping[str, int], fact: str, origins: Mapping[int, tuple[int | None, int | None]]
) -> tuple[int | None, int | None]:
    action = provenance.get(f"fault:{fact}") or provenance.get(fact) or provenance.get("", 0)
    return origins.get(action, (None, None))
