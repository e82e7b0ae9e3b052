"""What happened to a record, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.people.models import Company, Person
from zolal.people.queries.names import names_beside
from zolal.people.queries.timeline import Happening
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One fact that changed: its label, before, after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One action; `lines` are the first facts it changed, `hidden` counts the others."""

    happening: Happening
    title: str
    lines: Sequence[Line]
    hidden: int


def chapters(
    user: User, name: str, happenings: Sequence[Happening], of: Person | Company | None = None
) -> list[Chapter]:
    """What actions did to records of a type, in their order; names are looked up once for all, and not those of what
    was loaded with the record they are `of`."""
    known = names_beside(user, of) if of else {}
    reader = FactReader(user, [(name, *triple) for triple in _triples(happenings)], known)
    return [_chapter(reader, name, one) for one in happenings]


def _chapter(reader: FactReader, name: str, happening: Happening) -> Chapter:
    lines = []
    for fact, (before, after) in happening.entry.facts.items():
        if fact in {"source", "state", "absorbed_into"} and happening.entry.created:
            continue
        texts = reader.text(name, fact, before), reader.text(name, fact, after)
        if any(texts):
            lines.append(Line(reader.label(name, fact, after or before), *texts))
    hidden = max(0, len(lines) - SHOWN)
    return Chapter(happening, str(kind_label(happening.entry.action.kind)), lines[:SHOWN], hidden)


def _triples(happenings: Sequence[Happening]) -> list[tuple[str, object]]:
    return [(fact, value) for one in happenings for fact, both in one.entry.facts.items() for value in both]
