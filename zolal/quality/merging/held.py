"""Facts together with the action each came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from zolal.core.ledger import record_type as kind_of


class Held(NamedTuple):
    """A value and the action it came from."""

    value: Any
    origin: int


HeldFacts = dict[str, Held]


def held_now(record_type: str, ids: Iterable[int]) -> dict[int, HeldFacts]:
    """The facts of records as they stand."""
    kind, wanted = kind_of(record_type), list(ids)
    rows = kind.model._base_manager.filter(pk__in=wanted).values_list("pk", "provenance")
    provenance: dict[int, Mapping[str, int]] = dict(rows)
    return {
        pk: {
            fact: Held(value, provenance[pk].get(fact, provenance[pk].get("", 0)))
            for fact, value in facts.items()
            if value is not None
        }
        for pk, facts in kind.facts(wanted).items()
    }


def is_point(fact: str) -> bool:
    return fact.startswith("point:")
