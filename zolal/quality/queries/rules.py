"""The rules as a user reads them: what each wants, and what it catches now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from zolal.accounts.models import User
from zolal.people.queries.records import MODELS
from zolal.quality.demands import rules_of
from zolal.quality.models import Rule
from zolal.quality.queries.queue import counts, queue_named
from zolal.quality.sentences import sentence


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule, what it wants, and how many issues it has found among the records the user sees."""

    rule: Rule
    sentence: str
    issues: int


def rule_lines(*, user: User, record_type: str) -> list[RuleLine]:
    """All rules of a type: those that hold first, then those that have ended."""
    counted: Mapping[str, int] = _counted(user, record_type)
    found = [RuleLine(rule, sentence(rule), counted.get(rule.code, 0)) for rule in rules_of(record_type)]
    return sorted(found, key=lambda one: (not one.rule.active, not one.rule.standard))


def rule_line(*, user: User, rule: Rule) -> RuleLine:
    """One of them."""
    return RuleLine(rule, sentence(rule), _counted(user, rule.record_type).get(rule.code, 0))


def rule_by_uid(uid: UUID) -> Rule:
    """A rule, ended ones and those that come with Zolal too. Raises `Rule.DoesNotExist`."""
    rule = Rule.objects.select_related("created_by", "edited_by").filter(uid=uid).first()
    standing: Sequence[Rule] = [rule] if rule else [one for name in MODELS for one in rules_of(name) if one.uid == uid]
    if not standing:
        raise Rule.DoesNotExist
    return standing[0]


def _counted(user: User, record_type: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in counts(queue=queue_named(user, record_type, "all"), user=user):
        found[one.sort.code] += one.count
    return found
