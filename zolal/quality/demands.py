"""Rules as the engine takes them: what they look at in a record, and what they find wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import orjson
from django.utils import timezone

from zolal.engine.rules import CHANGED, AnyDemand, Essential, Freshness, NoSense, Seen, Shapes, demand_of
from zolal.engine.rules import Shape as Written
from zolal.people.fields import Shape, fields_of
from zolal.people.own.known import stamp
from zolal.quality.category_rules import category_rules
from zolal.quality.models import Rule
from zolal.quality.own_rules import own_rules
from zolal.quality.snapshots import Snapshot
from zolal.quality.standard_rules import standard_rules

FILLED_BY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "person": {"name": ("given_name", "family_name"), "mobile": ("mobile", "phone")},
    "company": {"mobile": ("mobile", "phone")},
}
"""Fields that fill an essential one in its place: either name, any telephone."""

CREATED = "created_at"
_WRITTEN: Mapping[Shape, Written] = {
    Shape.DATE: "date",
    Shape.NUMBER: "number",
    Shape.CHOICE: "choice",
    Shape.USER: "reference",
    Shape.TEAM: "reference",
    Shape.CATEGORY: "reference",
    Shape.MONEY: "number",
    Shape.CHOICES: "choice",
    Shape.YES_NO: "choice",
    Shape.RELATION: "reference",
    Shape.FILE: "reference",
}


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule that holds: comparable, and fit to travel to another process. `severity` is that of its issues."""

    code: str
    severity: str
    blocks: bool
    warns: bool
    demand: AnyDemand
    timed: bool  # whether it looks at when a record was created or changed


def shapes(record_type: str) -> Shapes:
    """The fields a rule may look at."""
    return _shapes(record_type, stamp())


@lru_cache(maxsize=32)
def _shapes(record_type: str, stamp: str) -> Shapes:  # noqa: ARG001 - of which fields there are
    fields = fields_of(record_type).values()
    written = {field.name: _WRITTEN.get(field.shape, "text") for field in fields if field.shape is not Shape.TAGS}
    return {**written, CREATED: "date", CHANGED: "date"}


def rules_of(record_type: str) -> list[Rule]:
    """All rules of a type: the administrator's, and those that come with Zolal as long as nobody changed them."""
    rows = list(Rule.objects.filter(record_type=record_type).select_related("edited_by").order_by("name", "id"))
    changed = {rule.uid for rule in rows}
    standing = [*standard_rules(record_type), *own_rules(record_type), *category_rules(record_type)]
    return [*(rule for rule in standing if rule.uid not in changed), *rows]


def active_rules(record_type: str) -> tuple[ActiveRule, ...]:
    """Those that hold now."""
    return tuple(found for rule in rules_of(record_type) if rule.active and (found := active(rule)))


def active(rule: Rule) -> ActiveRule | None:
    """A rule as the engine takes it; None for one that speaks of a field that is no more."""
    try:
        demand = demand_for(rule)
    except NoSense:
        return None
    blocks, warns = rule.severity == Rule.Severity.BLOCK, rule.severity == Rule.Severity.WARN
    timed = not {CREATED, CHANGED}.isdisjoint(demand.fields)
    return ActiveRule(rule.code, "error" if blocks else "warning", blocks, warns, demand, timed)


def demand_for(rule: Rule) -> AnyDemand:
    """Raises `NoSense`."""
    return _demand(rule.record_type, rule.kind, orjson.dumps(rule.parameters), stamp())


@lru_cache(maxsize=512)
def _demand(record_type: str, kind: str, parameters: bytes, stamp: str) -> AnyDemand:  # noqa: ARG001 - as above
    return demand_of(kind, orjson.loads(parameters), shapes(record_type), FILLED_BY[record_type])


def essentials(rules: Iterable[ActiveRule]) -> tuple[str, ...]:
    """What every entry needs, by the rules that hold."""
    names = [name for rule in rules if _at_entry(rule.demand) for name in rule.demand.names]  # type: ignore[union-attr]
    return tuple(dict.fromkeys(names))


def _at_entry(demand: AnyDemand) -> bool:
    return isinstance(demand, Essential) and demand.function == "entry"


def seen(snapshot: Snapshot, wrong: Sequence[str], rules: Iterable[ActiveRule]) -> Seen:
    """A record as demands look at it; `wrong` are fields in which something stands that is no value."""
    values = snapshot.values
    if any(rule.timed for rule in rules):
        # What is about to be created is created when it is changed.
        created = snapshot.created_at or snapshot.updated_at
        values = {**values, CREATED: _day(created), CHANGED: _day(snapshot.updated_at)}
    return Seen(values, wrong)


@lru_cache(maxsize=1_024)
def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def raw_of(demand: AnyDemand, field: str, values: Mapping[str, str]) -> str:
    """The text an issue is found in: the value that does not fit, the newest day of a record that is old."""
    if isinstance(demand, Freshness):
        return max((values.get(one, "") for one in demand.of), default="")
    return values.get(field, "") if demand.group == "invalid" else ""


def breaches(looked_at: Seen, rules: Iterable[ActiveRule], today: date) -> Iterator[tuple[ActiveRule, str]]:
    """(rule, field) of whatever a record breaks."""
    for rule in rules:
        for field in rule.demand.broken(looked_at, today):
            yield rule, field
