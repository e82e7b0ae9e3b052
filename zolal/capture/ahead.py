"""What rows of an import say together, and what follows from it if they become a record: worked out ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import orjson

from zolal.capture.updates import as_facts, folded
from zolal.core.ledger import Ahead, Facts
from zolal.people.derived import derived
from zolal.quality.criteria import Criteria
from zolal.quality.judged import judged
from zolal.quality.keys import Keys

Texts = Sequence[tuple[str, str]]
"""Facts and faults of rows that are one record, each as JSON."""


class Coming(NamedTuple):
    """Rows of a record to be: what they say, the compared keys of one that is alone, as JSON or "", and how the
    company that they name is called on file."""

    texts: Texts
    keys: str
    company: str


def worked_out(
    criteria: Criteria, of_companies: Criteria, coming: Sequence[Coming], companies: Sequence[str]
) -> tuple[list[tuple[bytes, Ahead]], list[Ahead]]:
    """Of each record to be the facts, as JSON, and what follows from them; and what follows of companies to be.

    Asks no database.
    """
    facts = [as_facts(*said(one.texts)) for one in coming]
    keys = [orjson.loads(one.keys) if one.keys else None for one in coming]
    ahead = _follows(facts, criteria, [one.company for one in coming], keys)
    named = [{"name": name} for name in companies]
    return [*zip(map(orjson.dumps, facts), ahead, strict=True)], _follows(
        named, of_companies, [""] * len(named), [None] * len(named)
    )


def said(rows: Texts) -> tuple[Facts, dict[str, object]]:
    """Facts and faults of rows that are one record."""
    return folded([(orjson.loads(facts), orjson.loads(faults)) for facts, faults in rows])


def _follows(
    rows: Sequence[Facts], criteria: Criteria, companies: Sequence[str], keys: Sequence[Keys | None]
) -> list[Ahead]:
    if not rows:
        return []
    both = zip(derived(criteria.record_type, rows, companies), judged(rows, criteria, keys), strict=True)
    return [{**columns, **quality} for columns, quality in both]
