"""Contact points get their ids before they are written: they are facts under their own ids."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.core.ids import allocate
from zolal.core.ledger import Facts
from zolal.people.models import ContactPoint


def numbered(rows: Sequence[Facts]) -> list[Facts]:
    """The rows with the list "points" of each as facts "point:<id>" with new ids. To be called in a transaction.

    A point without position gets its place in the list.
    """
    ids = iter(allocate(ContactPoint, sum(len(row.get("points") or ()) for row in rows)))
    found = []
    for row in rows:
        facts = dict(row)
        for place, point in enumerate(facts.pop("points", None) or ()):
            facts[f"point:{next(ids)}"] = {"position": place, **point}
        found.append(facts)
    return found
