"""What was decided about the issues of records: read with them, and so true in whatever is written of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from zolal.core.bulk import among
from zolal.quality.models import Handling
from zolal.quality.snapshots import Snapshot

NAME = "handled"
Key = tuple[str, str, str]
"""An issue of a record: its field, its code, and the raw text it was found in."""


class Standing(NamedTuple):
    """The decisions about an issue that count."""

    dismissed: bool = False
    until: date | None = None
    to: int | None = None


Handled = Mapping[Key, Standing]
NOTHING: Handled = {}
OPEN = Standing()


def read(record_type: str, ids: Sequence[int]) -> dict[int, Handled]:
    """Of the records about whose issues something was decided."""
    rows = Handling.objects.filter(among("record_id", ids), record_type=record_type, stands=True).order_by("id")
    found: dict[int, dict[Key, Standing]] = defaultdict(dict)
    for record_id, fact, code, raw, verdict, until, to in rows.values_list(
        "record_id", "fact", "code", "raw", "verdict", "until", "to_id"
    ):
        key = (fact, code, raw)
        found[record_id][key] = _after(found[record_id].get(key, OPEN), verdict, until, to)
    return dict(found)


def handled_of(snapshot: Snapshot) -> Handled:
    """What was decided about the issues of a record."""
    return snapshot.known.get(NAME, NOTHING)


def is_dismissed(snapshot: Snapshot, fact: str, code: str, raw: str = "") -> bool:
    """Whether somebody said that this is right as it is: then it is no issue and costs nothing."""
    handled = handled_of(snapshot)
    return bool(handled) and handled.get((fact, code, raw), OPEN).dismissed


def _after(before: Standing, verdict: str, until: date | None, to: int | None) -> Standing:
    match verdict:
        case Handling.Verdict.DISMISSED:
            return Standing(dismissed=True, to=before.to)
        case Handling.Verdict.SNOOZED:
            return Standing(until=until, to=before.to)
        case Handling.Verdict.HANDED:
            return before._replace(to=to)
        case _:
            return Standing(to=before.to)
