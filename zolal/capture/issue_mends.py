"""Issues mended by a text: what the record becomes, by the one pipeline of all entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from zolal.capture.actions.troubles import Trouble, rule_troubles, troubles_of
from zolal.capture.intake import Normal, normalise
from zolal.capture.intake.edits import changes_of, context_of_record, raw_of
from zolal.capture.refusals import blocking, broken_as_update
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.engine.pipeline.checks import SWAPPED
from zolal.engine.records import SEPARATOR
from zolal.people.fields import Shape, fields_of
from zolal.quality.actions.handling import Target
from zolal.quality.criteria import Criteria
from zolal.quality.keys import key_of

_NAMES = ("given_name", "family_name")


@dataclass(slots=True)
class Mend:
    """What becomes of one record: the texts that its fields get, and the facts they are read as.

    `holds`: nothing is changed but the day of the last activity. `troubles` refuse it: a text is wrong again.
    """

    record_id: int
    now: Facts
    targets: list[Target] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    normal: Normal | None = None
    holds: bool = False
    refused: list[Trouble] = field(default_factory=list)  # by rules

    @property
    def troubles(self) -> list[Trouble]:
        """What is still wrong with the texts, so that they cannot be taken."""
        said = (
            {name: self.normal.faults[name] for name in self.fields if name in self.normal.faults}
            if self.normal
            else {}
        )
        return [*(trouble for trouble in troubles_of(said) if trouble.severity == "error"), *self.refused]

    def after(self, target: Target) -> str:
        """How the field reads when it is mended; "" where it cannot be."""
        if self.normal is None or self.troubles:
            return ""
        points = [point["value"] for point in self.normal.facts.get("points", ()) if point["kind"] == target.fact]
        named = [str(self.normal.facts[name]) for name in self.fields if self.normal.facts.get(name)]
        return points[-1] if points else " ".join(named)


def planned(record_type: str, wanted: Mapping[Target, str | None]) -> list[Mend]:
    """What the texts make of the records of these issues, one mend a record; None: what is old still holds."""
    facts = ledger.record_type(record_type).facts({target.record_id for target in wanted})
    mends = {record_id: Mend(record_id, now) for record_id, now in facts.items()}
    for target, text in wanted.items():
        mend = mends[target.record_id]
        mend.targets.append(target)
        if text is None:
            mend.holds = True
        else:
            _add(record_type, mend, target, text)
    mending = [mend for mend in mends.values() if mend.fields]
    _read(record_type, mending)
    _refuse(record_type, mending)
    return list(mends.values())


def write_mends(action: Action, record_type: str, mends: Sequence[Mend]) -> int:
    """Write those that can be; how many issues they were. To be called in a transaction."""
    changes: dict[int, Facts] = {}
    raw: dict[int, Facts] = {}
    done = 0
    for mend in mends:
        if mend.troubles:
            continue
        changes[mend.record_id] = _changes(record_type, mend, action)
        raw[mend.record_id] = raw_of(mend.normal, changes[mend.record_id]) if mend.normal else {}
        done += len(mend.targets)
    ledger.write(action, record_type, changes, raw=raw)
    return done


def _add(record_type: str, mend: Mend, target: Target, text: str) -> None:
    fields, now = fields_of(record_type), mend.now
    if target.code == SWAPPED.code:
        given, family = (str(now.get(name, "")) for name in _NAMES)
        mend.fields |= {"given_name": family, "family_name": given}
    elif target.fact in fields and fields[target.fact].shape is Shape.POINT:
        held = (
            mend.fields.get(target.fact, "").split(SEPARATOR) if target.fact in mend.fields else _held(now, target.fact)
        )
        mend.fields[target.fact] = SEPARATOR.join(_replaced(held, target, text))
    else:
        mend.fields[target.fact] = text


def _held(now: Facts, kind: str) -> list[str]:
    points = [one for fact, one in now.items() if fact.startswith("point:") and one["kind"] == kind]
    return [point["value"] for point in sorted(points, key=lambda point: int(point["position"]))]


def _replaced(held: Sequence[str], target: Target, text: str) -> list[str]:
    """The values with the mended one in the place of the wrong one, where that was kept as a value."""
    wrong = key_of(target.fact, target.raw) if target.raw else None
    mended = [text if key_of(target.fact, value) == wrong else value for value in held]
    return mended if text in mended else [*mended, text]


def _read(record_type: str, mends: Sequence[Mend]) -> None:
    """All that have the same fields in one go."""
    alike: dict[tuple[str, ...], list[tuple[Mend, dict[str, str]]]] = defaultdict(list)
    for mend in mends:
        texts = {**context_of_record(mend.now, mend.fields), **mend.fields}
        alike[tuple(sorted(texts))].append((mend, texts))
    for names, some in alike.items():
        columns = {name: [texts[name] for _mend, texts in some] for name in names}
        for (mend, _texts), normal in zip(some, normalise(record_type, columns), strict=True):
            mend.normal = normal


def _refuse(record_type: str, mends: Sequence[Mend]) -> None:
    """What rules do not let in either."""
    criteria = Criteria.now(record_type)
    rules = blocking(criteria)
    for mend in mends if rules else ():
        if mend.normal is None:
            continue
        kept = {fact: value for fact, value in mend.now.items() if not _replaces(mend, fact, value)}
        coming = {fact: value for fact, value in mend.normal.facts.items() if fact in mend.fields}
        coming["points"] = [point for point in mend.normal.facts.get("points", ()) if point["kind"] in mend.fields]
        if "company" in mend.fields and "company_name" in mend.normal.facts:
            coming["company_name"] = mend.normal.facts["company_name"]
        mend.refused = rule_troubles(record_type, broken_as_update(criteria, rules, kept, coming))


def _replaces(mend: Mend, fact: str, value: Any) -> bool:  # noqa: ANN401 - JSON
    return fact.startswith("point:") and value["kind"] in mend.fields


def _changes(record_type: str, mend: Mend, action: Action) -> Facts:
    changes: Facts = {"last_activity_on": timezone.localdate().isoformat()} if mend.holds else {}
    if mend.normal is None:
        return changes
    points = {name for name, of in fields_of(record_type).items() if of.shape is Shape.POINT}
    said = {name: _left(mend, name, several=name in points) for name in mend.fields}
    found = changes_of(record_type, fields=mend.fields, normal=mend.normal, faults=said, now=mend.now, action=action)
    return {**found, **changes}


def _left(mend: Mend, name: str, *, several: bool) -> Sequence[Mapping[str, str]] | None:
    """What is wrong with the field from now on: other texts that are no values, and what is said of the new one."""
    mended = {target.raw for target in mend.targets}
    others = [fault for fault in mend.now.get(f"fault:{name}", ()) if fault["raw"] not in mended] if several else []
    fresh = mend.normal.faults.get(name, []) if mend.normal else []
    return [*others, *fresh] or None
