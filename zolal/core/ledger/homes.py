"""Where facts with an identity of their own belong by now: contact points go along when records become one, or two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zolal.core.models import Action


@dataclass(frozen=True, slots=True)
class Home:
    """The record that a fact returns to, as what, and the action it came from."""

    record_id: int
    value: Any
    origin: int


Homes = Mapping[tuple[int, str], Home]
Finder = Callable[[str, Action, Mapping[int, Sequence[str]]], Homes]
"""Called with the record type, the action that is undone and, by record, the facts it deleted that come back."""

_finders: list[Finder] = []


def register_homes(finder: Finder) -> None:
    """Let an app above say which facts return to another record than they were deleted from."""
    if finder not in _finders:
        _finders.append(finder)


def homes(record_type: str, undone: Action, facts: Mapping[int, Sequence[str]]) -> Homes:
    """Only of the facts that return to another record, or as something else than they were."""
    found: dict[tuple[int, str], Home] = {}
    if facts:
        for finder in _finders:
            found.update(finder(record_type, undone, facts))
    return found
