"""What happened to a deal, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zolal.accounts.models import User
from zolal.core.ledger import Entry, history
from zolal.sales.models import Deal
from zolal.web.ledger.reading import FactReader
from zolal.web.ledger.words import kind_label

SHOWN = 15
LINES = 6
_PLAIN = frozenset({"source", "state", "entered_at", "opened_at", "status"})
"""What is told by the kind of the action already."""


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One action and the facts it changed."""

    entry: Entry
    title: str
    undone: bool
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Story:
    chapters: Sequence[Chapter]
    next: int


def story(user: User, deal: Deal, before: int = 0) -> Story:
    """A page of it, newest first."""
    entries = history("deal", [deal.pk], limit=SHOWN + 1, before=before)
    entries, more = entries[:SHOWN], len(entries) > SHOWN
    facts = [("deal", fact, value) for one in entries for fact, both in one.facts.items() for value in both]
    reader = FactReader(user, facts)
    return Story([_chapter(reader, one) for one in entries], entries[-1].id if more else 0)


def _chapter(reader: FactReader, entry: Entry) -> Chapter:
    lines = [
        Line(reader.label("deal", fact), reader.text("deal", fact, before), reader.text("deal", fact, after))
        for fact, (before, after) in entry.facts.items()
        if fact not in _PLAIN
    ]
    told = [line for line in lines if line.before or line.after][:LINES]
    return Chapter(entry, kind_label(entry.action.kind), entry.action.undone_at is not None, told)
