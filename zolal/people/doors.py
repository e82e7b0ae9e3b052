"""What many records are given at once may be refused by an app above that knows rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zolal.core.ledger import Facts

Doorkeeper = Callable[[str, Sequence[int], Facts], Mapping[int, str]]
"""From record type, ids and the facts they are to be given to a sentence for each that may not be changed so."""

_doorkeepers: list[Doorkeeper] = []


def register_doorkeeper(doorkeeper: Doorkeeper) -> None:
    """Let an app refuse changes of many records; called when it is ready."""
    if doorkeeper not in _doorkeepers:
        _doorkeepers.append(doorkeeper)


def refused(record_type: str, ids: Sequence[int], facts: Facts) -> dict[int, str]:
    """Why some of these records may not be given these facts; nothing of those that may."""
    found: dict[int, str] = {}
    for doorkeeper in _doorkeepers:
        found |= doorkeeper(record_type, ids, facts)
    return found
