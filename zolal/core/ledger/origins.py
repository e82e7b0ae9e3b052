"""Where each fact of a record came from, in as few words as possible.

A record's provenance is {"": the action that most facts came from, fact: the action of another one}; "" is the action
that made the record and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zolal.core.ledger.facts import Facts

Provenance = Mapping[str, int]


def origin(provenance: Provenance, fact: str) -> int:
    """The action a present fact came from."""
    return provenance.get(fact, provenance.get("", 0))


def origins(provenance: Provenance, before: Facts) -> dict[str, int]:
    """The origin of each changed fact before the change; 0 where it was absent."""
    return {fact: 0 if value is None else origin(provenance, fact) for fact, value in before.items()}


def moved(provenance: Provenance, after: Facts, came: Mapping[str, int]) -> dict[str, int]:
    """The provenance after a change; `came` names the origin of every changed fact."""
    found = dict(provenance)
    for fact, value in after.items():
        found.pop(fact, None)
        if value is not None and came[fact] != found.get("", 0):
            found[fact] = came[fact]
    return found


def reduced(came: Mapping[str, int], facts: Iterable[str], main: int) -> dict[str, int]:
    """The provenance of a new record: `came` where it names another origin than `main`."""
    return {"": main, **{fact: came[fact] for fact in facts if came.get(fact, main) != main}}
