"""The records that an undo left as they are, named for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.accounts.models import User
from zolal.core.ledger import Kept
from zolal.people.models import Company, Person
from zolal.people.queries.records import MODELS, visible_records
from zolal.web.ledger.reading import FactReader


def kept_records(user: User, kept: Sequence[Kept]) -> list[tuple[Person | Company, str, list[tuple[str, str]]]]:
    """(record, its type, [(label, value now)]) of those the user may see; no facts where it stays as a whole."""
    reader = FactReader(user, [(one.record_type, fact, value) for one in kept for fact, value in one.facts.items()])
    found = []
    for name in MODELS:
        of = {one.record_id: one for one in kept if one.record_type == name}
        for record in visible_records(user, name).filter(pk__in=of):
            facts = {} if of[record.pk].whole else of[record.pk].facts
            shown = [(reader.label(name, fact, value), reader.text(name, fact, value)) for fact, value in facts.items()]
            found.append((record, name, shown))
    return found
