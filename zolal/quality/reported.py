"""Values that somebody found wrong are issues, until they change or are confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from zolal.quality.criteria import Criteria
from zolal.quality.issues import Found
from zolal.quality.models import Issue
from zolal.quality.ratings import Verdict
from zolal.quality.rules import REPORTED
from zolal.quality.snapshots import Snapshot


def reported(snapshot: Snapshot, _criteria: Criteria) -> Iterator[Found]:
    """The finder: an issue for each value marked as wrong."""
    for field, ratings in snapshot.ratings.items():
        for rating in ratings:
            if rating.verdict == Verdict.WRONG:
                # Of a company the rating knows the number, people its name.
                raw = snapshot.values.get(field, "") if field == "company" else rating.of
                yield Found(field, REPORTED, Issue.Group.INVALID.value, "error", "value", raw)
