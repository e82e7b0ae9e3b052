"""Issue rows follow from the records: written anew for whatever was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.utils import timezone

from zolal.core import bulk
from zolal.core.models import Action
from zolal.quality.criteria import Criteria
from zolal.quality.models import Issue
from zolal.quality.rules import MISSING, OLD, fault_of, severity_of
from zolal.quality.snapshots import Snapshot, among, parts

_COLUMNS = (
    "record_type", "record_id", "fact", "code", "group", "severity", "fault", "raw", "proposal",
    "source_id", "importer_id", "created_at",
)  # fmt: skip


class Found(NamedTuple):
    """One thing wrong with a record."""

    fact: str
    code: str
    group: str
    severity: str
    fault: str = ""
    raw: str = ""
    proposal: str = ""


Finder = Callable[[Snapshot, Criteria], Iterable[Found]]
"""What a part of quality finds wrong with an active record; pure, as it also runs where no database is at hand."""

_finders: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Let a part of quality find issues of its own; called when the app is ready."""
    _finders.append(finder)


def issues_of(snapshot: Snapshot, criteria: Criteria) -> list[Found]:
    """All that is wrong with an active record: faulty entries, missing essentials, age, what finders say."""
    found = [*_faulty(snapshot), *_missing(snapshot, criteria), *_old(snapshot, criteria)]
    return [*found, *(one for finder in _finders for one in finder(snapshot, criteria))]


def is_wrong(snapshot: Snapshot, field: str) -> bool:
    """Whether something stands in the field, but wrong."""
    return any(severity_of(fault["code"]) != "info" for fault in snapshot.faults.get(field, ()))


class Wrong(NamedTuple):
    """All that is wrong with a record, and which actions its facts came from."""

    record_id: int
    provenance: Mapping[str, int]
    issues: Sequence[Found]


def rewrite(record_type: str, ids: Sequence[int], wrong: Iterable[Wrong]) -> None:
    """Replace the issue rows of these records; those of which nothing is said have no issue any more."""
    for part in parts(ids):
        Issue.objects.filter(among("record_id", part), record_type=record_type).delete()
    found = [one for one in wrong if one.issues]
    origins = _origins(found)
    now = timezone.now()
    bulk.insert(
        Issue,
        _COLUMNS,
        [
            (
                record_type, one.record_id, issue.fact, issue.code, issue.group, issue.severity, issue.fault,
                issue.raw, issue.proposal, *_origin(one.provenance, issue.fact, origins), now,
            )
            for one in found
            for issue in one.issues
        ],
    )  # fmt: skip


def _faulty(snapshot: Snapshot) -> Iterator[Found]:
    for field, faults in snapshot.faults.items():
        for fault in faults:
            code = fault["code"]
            yield Found(
                field[:60],
                code,
                Issue.Group.INVALID,
                severity_of(code),
                fault_of(code),
                fault.get("raw", ""),
                fault.get("proposal", ""),
            )


def _missing(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    for name in criteria.essential:
        if not any(field in snapshot.values or is_wrong(snapshot, field) for field in criteria.filling(name)):
            yield Found(name, MISSING, Issue.Group.INCOMPLETE, "warning")


def _old(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    if criteria.is_old(snapshot):
        yield Found("last_activity_on", OLD, Issue.Group.OLD, "warning")


def _origins(found: Sequence[Wrong]) -> Mapping[int, tuple[int | None, int | None]]:
    """(source, who brought it in) of the actions that the records' values come from."""
    actions = {action for one in found for action in one.provenance.values()}
    return {
        action: (source, actor)
        for part in parts(sorted(actions))
        for action, source, actor in Action.objects.filter(id__in=part).values_list("id", "source_id", "actor_id")
    }


def _origin(
    provenance: Mapping[str, int], fact: str, origins: Mapping[int, tuple[int | None, int | None]]
) -> tuple[int | None, int | None]:
    action = provenance.get(f"fault:{fact}") or provenance.get(fact) or provenance.get("", 0)
    return origins.get(action, (None, None))
