"""A record on its way in, while its fields are read one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.records import SEPARATOR


@dataclass(slots=True)
class Draft:
    """The facts, faults and keys found so far; `points` by (kind, key), so that a number given twice is one."""

    facts: dict[str, Any] = field(default_factory=dict)
    points: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    faults: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)

    def fault(self, name: str, code: str, raw: str, proposal: str = "") -> None:
        """Note what is wrong with a field; the first word about a text stands."""
        known = self.faults.setdefault(name, [])
        if not any(fault["code"] == code and fault["raw"] == raw for fault in known):
            known.append({"code": code, "raw": raw, "proposal": proposal})

    def key(self, name: str, text: str) -> None:
        """A compared form; several of a field are joined."""
        if not text:
            return
        before = self.keys.get(name)
        if before is None:
            self.keys[name] = text
        elif text not in before.split(SEPARATOR):
            self.keys[name] = f"{before}{SEPARATOR}{text}"

    def point(self, kind: str, value: str, key: str) -> None:
        """A way to reach the record."""
        self.key(kind, key)
        if (kind, key) not in self.points:
            self.points[kind, key] = {"kind": kind, "value": value, "key": key, "label": "", "position": 0}

    def errors(self) -> tuple[str, ...]:
        """The fields with an error."""
        return tuple(
            name
            for name, faults in self.faults.items()
            if any(EVERY_RULE[fault["code"]].severity == "error" for fault in faults)
        )

    def taken(self) -> dict[str, Any]:
        """The facts, with the points in their places."""
        facts = dict(self.facts)
        if self.points:
            facts["points"] = [{**point, "position": place} for place, point in enumerate(self.points.values())]
        return facts
