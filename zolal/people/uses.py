"""Who needs a field: reports, saved lists, rules, matching … Each app that uses fields tells which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.people.fields import Text, fields_of


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that uses a field: `kind` says of which sort ("report", "rule"), `uid` which, where it has a page.

    `query` is the list that a saved view shows.
    """

    kind: str
    title: Text
    uid: str = ""
    query: str = ""


Finder = Callable[[User, str], Iterable[tuple[str, Use]]]
"""From user and record type to (field, use) of what the user may know of."""

_finders: dict[str, Finder] = {}


def register_use(name: str, finder: Finder) -> None:
    """Let an app say what uses fields; called when it is ready."""
    _finders[name] = finder


def uses_of(*, user: User, record_type: str) -> Mapping[str, list[Use]]:
    """What uses each field of a record type, in the order the apps were asked; a field nobody uses is left out."""
    known = fields_of(record_type)
    found: dict[str, list[Use]] = defaultdict(list)
    for finder in _finders.values():
        for field, use in finder(user, record_type):
            if field in known:
                found[field].append(use)
    return found
