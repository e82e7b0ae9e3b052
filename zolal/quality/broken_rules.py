"""What rules find wrong with a record, as issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zolal.quality.criteria import Criteria
from zolal.quality.demands import ActiveRule, breaches, raw_of, seen
from zolal.quality.issues import Found, is_wrong
from zolal.quality.models import Issue
from zolal.quality.snapshots import Snapshot


def broken_rules(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    """The finder of `quality.issues`."""
    yield from _broken(snapshot, criteria.rules, criteria)


def broken_values(snapshot: Snapshot, criteria: Criteria) -> Iterator[Found]:
    """Values that rules find wrong: what is missing or old, the score sees for itself."""
    rules = [rule for rule in criteria.rules if rule.demand.group == Issue.Group.INVALID]
    if rules:
        yield from _broken(snapshot, rules, criteria)


def _broken(snapshot: Snapshot, rules: Sequence[ActiveRule], criteria: Criteria) -> Iterator[Found]:
    wrong = [field for field in snapshot.faults if is_wrong(snapshot, field)]
    looked_at = seen(snapshot, wrong, rules)
    for rule, field in breaches(looked_at, rules, criteria.today):
        demand, raw = rule.demand, raw_of(rule.demand, field, looked_at.values)
        yield Found(field[:60], rule.code, demand.group, rule.severity, demand.fault, raw)
