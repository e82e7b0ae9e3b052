"""What an entry adds to a record that is there already, by the policy of its import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zolal.capture.models import Import
from zolal.core.ledger import Facts
from zolal.people.derived import company_name_key

Policy = Import.Policy
EVERY = "*"
"""In the answers of a row: whatever was not answered by itself."""


def differences(row: Facts, record: Facts, company: str = "", tags: Sequence[str] = ()) -> dict[str, tuple[Any, Any]]:
    """{fact: (now, new)} of what a row says and the record does not; now is None where it says nothing.

    `company` is the name of the record's company, `tags` are the names of its tags. Ways to reach somebody and tags
    are only ever added: theirs are the ones that are new.
    """
    found: dict[str, tuple[Any, Any]] = {}
    for fact, new in row.items():
        now = company or None if fact == "company_name" else record.get(fact)
        if fact == "points":
            if more := _points(new, record):
                found[fact] = (None, more)
        elif fact == "tag_names":
            if names := [name for name in new if name not in tags]:
                found[fact] = (None, names)
        elif now is None or (now != new and not _same_company(fact, now, new)):
            found[fact] = (now, new)
    return found


def _points(points: Sequence[Facts], record: Facts) -> list[Facts]:
    known = {(point["kind"], point["key"]) for fact, point in record.items() if fact.startswith("point:")}
    last = sum(fact.startswith("point:") for fact in record)
    fresh = [point for point in points if (point["kind"], point["key"]) not in known]
    return [{**point, "position": last + place} for place, point in enumerate(fresh)]


def _same_company(fact: str, now: str, new: str) -> bool:
    return fact == "company_name" and company_name_key(now) == company_name_key(new)


def taken(
    different: Mapping[str, tuple[Any, Any]], policy: str, answers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The facts of `differences` that go in: empty ones always, others as policy and answers say."""
    return {
        fact: new
        for fact, (now, new) in different.items()
        if now is None or policy == Policy.OVERWRITE or (policy == Policy.ASK and _wanted(fact, answers or {}))
    }


def _wanted(fact: str, answers: Mapping[str, str]) -> bool:
    return answers.get(fact, answers.get(EVERY)) == "take"


def adds(different: Mapping[str, tuple[Any, Any]], policy: str) -> bool:
    """Whether a row has something for the record under a policy, or something to ask."""
    return bool(different) and (policy != Policy.FILL or any(now is None for now, _ in different.values()))


def faults_for(facts: Facts, faults: Mapping[str, Any], record: Facts) -> Facts:
    """Faults as facts: of fields that stay without value, and none any more where a right value came in."""
    found: Facts = {}
    for name, said in faults.items():
        if name and not _filled(name, record) and f"fault:{name}" not in record:
            found[f"fault:{name}"] = said
    for name in facts:
        if f"fault:{name}" in record and name not in faults:
            found[f"fault:{name}"] = None
    return found


def _filled(name: str, record: Facts) -> bool:
    return name in record or any(fact.startswith("point:") and point["kind"] == name for fact, point in record.items())


def as_facts(facts: Facts, faults: Mapping[str, Any]) -> Facts:
    """Facts of a record to be created, its faults among them."""
    return {**facts, **{f"fault:{name}": said for name, said in faults.items() if name}}


def folded(rows: Sequence[tuple[Facts, Mapping[str, Any]]]) -> tuple[Facts, dict[str, Any]]:
    """Rows that are one record, as (facts, faults): the first value of each field, the points and tags of all."""
    if len(rows) == 1:
        return rows[0][0], dict(rows[0][1])
    facts: Facts = {}
    faults: dict[str, Any] = {}
    for more, said in rows:
        faults.update({name: found for name, found in said.items() if name not in faults and name not in facts})
        for fact, value in more.items():
            if fact == "points":
                facts[fact] = _united(facts.get(fact, []), value)
            elif fact == "tag_names":
                facts[fact] = list(dict.fromkeys([*facts.get(fact, []), *value]))
            else:
                facts.setdefault(fact, value)
    return facts, faults


def _united(first: Sequence[Facts], second: Sequence[Facts]) -> list[Facts]:
    known = {(point["kind"], point["key"]) for point in first}
    fresh = [point for point in second if (point["kind"], point["key"]) not in known]
    return [{**point, "position": place} for place, point in enumerate([*first, *fresh])]
