"""Fields of one's own as columns of a sheet: what they may be called, and what their cells mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.accounts.models import User
from zolal.engine.fields.kind import Context
from zolal.engine.persian.letters import key
from zolal.people.own.entry import Entries
from zolal.people.own.known import own_fields
from zolal.people.own.reading import own_of

_BAR = "|"
Units = Mapping[str, str]


def with_own(record_type: str, headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that are known and those of one's own: a label that somebody chose goes before a synonym, what a key
    may mean comes last."""
    own = own_fields(record_type)
    words = {name: [word.replace(_BAR, " ") for word in own_of(field).headers] for name, field in own.items()}
    chosen = {key(word) for name, some in words.items() for word in some if word != own_of(own[name]).key}
    kept = {name: [word for word in told.split(_BAR) if key(word) not in chosen] for name, told in headers.items()}
    spoken = {key(word) for some in kept.values() for word in some}
    further = {name: [word for word in some if key(word) not in spoken] for name, some in words.items()}
    return {name: _BAR.join(some) for name, some in (kept | further).items()}


def entries_of(units: Units, record_type: str, rows: Sequence[Mapping[str, str]], user: User) -> Entries:
    """Reads the rows' fields of one's own; `units` say in which money each counts, "" of those it does not name."""
    contexts = {
        name: Context(order="ymd", serial=True, money=units.get(name) or units.get("") or "rial")
        for name in own_fields(record_type)
    }
    return Entries(record_type, rows, by=user, contexts=contexts)
