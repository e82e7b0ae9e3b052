"""Rights of several roles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.objects import WHATS, objects
from zolal.accounts.permissions import VERBS
from zolal.accounts.queries.roles import KnownRole
from zolal.web.users.roles import ACCESSES, SCOPES, WORDS
from zolal.web.users.roles import WHATS as WHAT_WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """`cells` is of each role a word, or whether it has the right; `of` heads the rows of one kind."""

    words: object
    cells: Sequence[object]
    of: object = ""


def free_verbs() -> list[str]:
    """Rights that are told of no kind of record."""
    told = {verb for one in objects().values() for verb in one.verbs.values()}
    known = [verb for verb in WORDS if verb not in told]
    return known + sorted(set().union(*VERBS.values()) - told - set(known))


def rows_of(roles: Sequence[KnownRole]) -> list[Row]:
    """What each kind of record and each other right is to the roles."""
    found = []
    for one in objects().values():
        for what in (what for what in WHATS if what in one.verbs):
            cells = [SCOPES[role.rights.reach(one.name, what)] for role in roles]
            found.append(Row(WHAT_WORDS[what], cells, one.label))
    for one in objects().values():
        for name, field in one.fields().items():
            told = [role.rights.fields.get(one.name, {}).get(name, "normal") for role in roles]
            if set(told) != {"normal"}:
                found.append(Row(field.label, [ACCESSES[access] for access in told], one.label))
    rest = [Row(WORDS.get(verb, verb), [role.rights.may(verb) for role in roles]) for verb in free_verbs()]
    return [*found, *rest]


def compared(roles: Sequence[KnownRole]) -> list[Row]:
    """Only where they differ."""
    return [row for row in rows_of(roles) if len({str(cell) for cell in row.cells}) > 1]
