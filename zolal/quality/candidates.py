"""By which keys rows that come together may be of one person: what nearly proves it, and the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from zolal.people.derived import name_key
from zolal.quality.keys import Keys, several

TELEPHONES = ("mobile", "phone")
IDENTIFIERS: Mapping[str, str] = {"person": "national_id", "company": "legal_id"}

Signs = dict[tuple[str, str], list[int]]
"""What a row may be known by, (what, key), and the rows that say so."""


def signs(record_type: str, rows: Sequence[Keys]) -> Signs:
    """By which keys each of the rows may be known."""
    found: Signs = defaultdict(list)
    identifier = IDENTIFIERS[record_type]
    for place, row in enumerate(rows):
        mine = {("telephone", key) for kind in TELEPHONES for key in several(row.get(kind, ""))}
        mine |= {("email", key) for key in several(row.get("email", ""))}
        mine |= {("url", key) for key in several(row.get("url", "")) if record_type == "company"}
        mine |= {("number", key) for key in several(row.get(identifier, ""))}
        if name := name_key(record_type, row):
            mine.add(("name", name))
        for sign in mine:
            found[sign].append(place)
    return found
