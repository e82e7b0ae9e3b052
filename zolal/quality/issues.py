"""What is wrong with a record. How it becomes rows is in `zolal.quality.issue_rows`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from zolal.quality.criteria import Criteria
from zolal.quality.handled import is_dismissed
from zolal.quality.models import Issue
from zolal.quality.rules import fault_of, severity_of
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
    """All that is wrong with an active record: faulty entries, what finders say.

    What somebody said is right as it is, is not wrong.
    """
    found = [*_faulty(snapshot), *(one for finder in _finders for one in finder(snapshot, criteria))]
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
