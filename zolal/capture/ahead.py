"""What rows of an import say together, and what follows from it if they become a record: worked out ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from zolal.capture.updates import as_facts, folded
from zolal.core.ledger import Ahead, Facts
from zolal.people.derived import derived
from zolal.quality.criteria import Criteria
from zolal.quality.judged import judged

Texts = Sequence[tuple[str, str]]
"""Facts and faults of rows that are one record, each as JSON."""


class Entry(NamedTuple):
    """Facts and faults of all rows of a record together; `ahead` is for `ledger.create`."""

    facts: Facts
    faults: dict[str, Any]
    ahead: Ahead


def entry_of(rows: Texts) -> Entry:
    """What rows that are one record say; nothing worked out."""
    return Entry(*folded([(orjson.loads(facts), orjson.loads(faults)) for facts, faults in rows]), {})


def entries_of(
    criteria: Criteria, of_companies: Criteria, groups: Sequence[Texts], fresh: Sequence[bool]
) -> tuple[list[Entry], dict[str, Ahead]]:
    """What each group of rows says, and of the `fresh` ones what follows from it; the same of the companies they name.

    Asks no database.
    """
    entries = [entry_of(rows) for rows in groups]
    places = [place for place, is_new in enumerate(fresh) if is_new]
    facts = [as_facts(entries[place].facts, entries[place].faults) for place in places]
    for place, ahead in zip(places, _worked_out(facts, criteria), strict=True):
        entries[place] = entries[place]._replace(ahead=ahead)
    names = list(dict.fromkeys(name for row in facts if (name := row.get("company_name"))))
    companies = _worked_out([{"name": name} for name in names], of_companies)
    return entries, dict(zip(names, companies, strict=True))


def _worked_out(rows: Sequence[Facts], criteria: Criteria) -> list[Ahead]:
    both = zip(derived(criteria.record_type, rows), judged(rows, criteria), strict=True)
    return [{**columns, **quality} for columns, quality in both] if rows else []
