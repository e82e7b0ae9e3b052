"""What is wrong with a record. How it becomes rows is in `zolal.quality.issue_rows`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from zolal.quality.criteria import Criteria
from zolal.quality.excused import last_heard
from zolal.quality.handled import is_dismissed
from zolal.quality.models import Issue
from zolal.quality.rules import MISSING, OLD, fault_of, severity_of
from zolal.quality.snapshots import Snapshot


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
    """All that is wrong with an active record: faulty entries, missing essentials, age, what finders say.

    What somebody said is right as it is, is not wrong.
    """
    found = [*_faulty(snapshot), *_missing(snapshot, criteria), *_old(snapshot, criteria)]
    found += (one for finder in _finders for one in finder(snapshot, criteria))
    return [one for one in found if not is_dismissed(snapshot, one.fact, one.code, one.raw)]


def is_wrong(snapshot: Snapshot, field: str) -> bool:
    """Whether something stands in the field, but wrong."""
    return any(severity_of(fault["code"]) != "info" for fault in snapshot.faults.get(field, ()))


def _faulty(snapshot: Snapshot) -> Iterator[Found]:
    for field, faults in snapshot.faults.items():
        for fault in faults:
            code = fault["code"]
            yield Found(
                field[:60],
                code,
                Issue.Group.INVALID.value,
                severity_of(code),
                fault_of(code),
                fault.get("raw", ""),
                fault.get("proposal", ""),
            )


def _missing(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    for name in criteria.essential:
        if not any(field in snapshot.values or is_wrong(snapshot, field) for field in criteria.filling(name)):
            yield Found(name, MISSING, Issue.Group.INCOMPLETE.value, "warning")


def _old(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    if criteria.is_old(snapshot):
        yield Found("last_activity_on", OLD, Issue.Group.OLD.value, "warning", raw=last_heard(snapshot))
