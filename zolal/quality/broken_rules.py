"""What rules find wrong with a record, as issues."""

from __future__ import annotations

from collections.abc import Iterator

from zolal.quality.criteria import Criteria
from zolal.quality.demands import breaches, raw_of, seen
from zolal.quality.issues import Found, is_wrong
from zolal.quality.snapshots import Snapshot


def broken_rules(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    """The finder of `quality.issues`."""
    wrong = [field for field in snapshot.faults if is_wrong(snapshot, field)]
    looked_at = seen(snapshot, wrong, criteria.rules)
    for rule, field in breaches(looked_at, criteria.rules, criteria.today):
        demand, raw = rule.demand, raw_of(rule.demand, field, looked_at.values)
        yield Found(field[:60], rule.code, demand.group, rule.severity, demand.fault, raw)
