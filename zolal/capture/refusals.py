"""Rows of an import that a rule does not let in: they stay as they came, and say why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from zolal.capture.checking import Recognised
from zolal.capture.models import Import
from zolal.capture.updates import EVERY, as_facts, taken
from zolal.capture.verdicts import Faults
from zolal.core.ledger import Facts
from zolal.engine.pipeline.entries import NOT_UNIQUE
from zolal.people.own.reading import typed
from zolal.people.own.unique import signs_of_unique, unique_fields
from zolal.people.own.unique import taken as taken_elsewhere
from zolal.quality.criteria import Criteria
from zolal.quality.demands import ActiveRule
from zolal.quality.doors import Breach, broken_by, newly_broken
from zolal.quality.rules import is_ours
from zolal.quality.standard_rules import MISSING

_CODES = frozenset({MISSING, NOT_UNIQUE.code})


class Refusing:
    """The rules that refuse rows of an import."""

    def __init__(self, import_: Import) -> None:
        self.criteria = Criteria.now(import_.record_type)
        self.rules = blocking(self.criteria)
        self.policy = import_.policy
        mapped = [column["field"] for column in import_.columns]
        self.unique = unique_fields(import_.record_type, mapped)
        self._seen: set[str] = set()

    @property
    def refuses(self) -> bool:
        """Whether anything can be refused at all."""
        return bool(self.rules or self.unique)

    def faults(
        self,
        facts: bytes,
        faults: bytes,
        one: Recognised,
        record: Facts | None,
        different: Mapping[str, tuple[Any, Any]],
    ) -> bytes | None:
        """The faults of a row with what it breaks, as JSON; None where it breaks nothing.

        `record` is what it goes into, if that is sure, and `different` what it would change there.
        """
        said, known = orjson.loads(facts), orjson.loads(faults)
        if record is not None:
            coming = taken(different, self.policy, {EVERY: "take"})
            broken = broken_as_update(self.criteria, self.rules, record, coming)
        else:
            broken = broken_by(self.criteria, as_facts(said, known), self.rules)
            if one.match_id or one.twin:
                # What it lacks may stand in the record or the row that it repeats.
                here = _fields(said)
                broken = [(rule, field) for rule, field in broken if field in here]
        alike = self._alike(said, record, one)
        if not broken and not alike:
            return None
        refused = _refused(known, broken, said)
        for field in alike:
            refused[field] = [
                *refused.get(field, []),
                {"code": NOT_UNIQUE.code, "raw": typed(said[field]), "proposal": ""},
            ]
        return orjson.dumps(refused)

    def _alike(self, said: Facts, record: Facts | None, one: Recognised) -> list[str]:
        """The fields of which another record, or a row before, has the value already."""
        mine = {field.name: said[field.name] for field in self.unique if said.get(field.name) is not None}
        if record is not None:
            mine = {name: value for name, value in mine.items() if record.get(name) != value}
        if not mine or one.twin:
            return []
        record_type = self.criteria.record_type
        found = set(taken_elsewhere(record_type, mine, but=one.match_id or 0))
        for name, value in mine.items():
            for sign in signs_of_unique(record_type, {name: value}):
                found |= {name} if sign in self._seen else set()
                self._seen.add(sign)
        return sorted(found)


def blocking(criteria: Criteria) -> list[ActiveRule]:
    """The rules that refuse."""
    return [rule for rule in criteria.rules if rule.blocks]


def in_force(record_type: str) -> list[str]:
    """The rules that refuse, in a form that is kept with a checked import and compared later."""
    return sorted(f"{rule.code} {rule.demand}" for rule in blocking(Criteria.now(record_type)))


def is_refusal(code: str) -> bool:
    """Whether a fault of a row says that a rule refuses it."""
    return code in _CODES or is_ours(code)


def is_refused(faults: Mapping[str, Any]) -> bool:
    """Whether a rule refuses a row."""
    return any(is_refusal(fault["code"]) for said in faults.values() for fault in said)


def unrefused(faults: Faults) -> Faults:
    """The faults of a row without what rules said of it before."""
    if not is_refused(faults):
        return faults
    kept = {name: [fault for fault in said if not is_refusal(fault["code"])] for name, said in faults.items()}
    return {name: said for name, said in kept.items() if said}


def broken_as_update(criteria: Criteria, rules: Sequence[ActiveRule], record: Facts, coming: Facts) -> list[Breach]:
    """What a record breaks once these facts, as a row says them, are taken into it."""
    points = {f"point:-{place}": point for place, point in enumerate(coming.get("points", ()))}
    plain = {fact: value for fact, value in coming.items() if fact not in ("points", "tag_names")}
    after = {**record, **plain, **points}
    if "company_name" in coming:
        after.pop("company", None)
    return newly_broken(criteria, record, after, _fields(coming), rules)


def _refused(faults: Faults, broken: Sequence[Breach], facts: Facts) -> Faults:
    found = dict(faults)
    for rule, field in broken:
        raw = "" if rule.demand.group == "incomplete" else _text(facts, field)
        found[field] = [*found.get(field, []), {"code": rule.code, "raw": raw, "proposal": ""}]
    return found


def _fields(facts: Facts) -> set[str]:
    stands_for = {"company_name": "company", "tag_names": "tags"}
    kinds = {point["kind"] for point in facts.get("points", ())}
    return kinds | {stands_for.get(fact, fact) for fact in facts if fact != "points"}


def _text(facts: Facts, field: str) -> str:
    values = [str(point["value"]) for point in facts.get("points", ()) if point["kind"] == field]
    return " | ".join(values) or str(facts.get("company_name" if field == "company" else field, ""))
