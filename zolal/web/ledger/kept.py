"""The records that an undo left as they are, named for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.accounts.models import User
from zolal.core.ledger import Kept
from zolal.people.models import Company, Person
from zolal.people.queries.actions import visible_kept
from zolal.web.ledger.reading import FactReader


def kept_records(user: User, kept: Sequence[Kept]) -> list[tuple[Person | Company, str, list[tuple[str, str]]]]:
    """(record, its type, [(label, value now)]) of those the user may see; no facts where it stays as a whole."""
    seen = visible_kept(user, kept)
    reader = FactReader(user, [(one.record_type, fact, value) for one, _ in seen for fact, value in one.facts.items()])
    return [(record, one.record_type, [] if one.whole else _shown(reader, one)) for one, record in seen]


def _shown(reader: FactReader, one: Kept) -> list[tuple[str, str]]:
    kind = one.record_type
    return [(reader.label(kind, fact, value), reader.text(kind, fact, value)) for fact, value in one.facts.items()]
