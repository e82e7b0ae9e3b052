"""Issues, scores and place in the index of records about to be created, worked out where no database is at hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import orjson
from django.utils import timezone

from zolal.core.ledger import Ahead, Facts
from zolal.people.derived import SCORED
from zolal.quality.criteria import Criteria
from zolal.quality.index import Indexed, indexed
from zolal.quality.issues import Found, issues_of
from zolal.quality.keys import SIGNIFICANT, Keys
from zolal.quality.scoring import scores_of
from zolal.quality.snapshots import Snapshot, keys_of_snapshots, snapshot_of

_NAME = "judged"


class Judged(NamedTuple):
    """What is wrong with a record, and its place in the index; its scores are written with it.

    They hold as long as no other is surely the same.
    """

    issues: Sequence[Found]
    indexed: Indexed


def judged(rows: Sequence[Facts], criteria: Criteria, keys: Sequence[Keys | None]) -> list[Ahead]:
    """What `assess` would find of records with these facts, named as `Normal` names them, if they were created now.

    `keys` are those of the entry that a record is of alone; where it is of several, or nothing was said, none.
    """
    now = timezone.now()
    found = [
        snapshot_of(
            criteria.record_type,
            row,
            points=row.get("points", ()),
            company=row.get("company_name", ""),
            provenance={},
            updated_at=now,
        )
        for row in rows
    ]
    scored = scores_of(found, criteria, ())
    kept = indexed(criteria.record_type, _keys(criteria.record_type, found, keys))
    # Plain tuples: between processes they go several times faster than named ones.
    return [
        {
            SCORED: (quality, orjson.dumps(scores)),
            _NAME: (criteria, [*map(tuple, issues_of(one, criteria))], tuple(place)),
        }
        for one, (quality, scores), place in zip(found, scored, kept, strict=True)
    ]


def _keys(record_type: str, found: Sequence[Snapshot], entered: Sequence[Keys | None]) -> list[Keys]:
    """Those of the entries, where they are those of the record too: a wrong value is compared by what it may be."""
    told = SIGNIFICANT[record_type]
    keys: list[Keys | None] = [
        {**{field: key for field, key in own.items() if field in told}, **one.point_keys}
        if own and _is_right(one, told)
        else None
        for one, own in zip(found, entered, strict=True)
    ]
    again = iter(keys_of_snapshots(record_type, [one for one, own in zip(found, keys, strict=True) if own is None]))
    return [next(again) if own is None else own for own in keys]


def _is_right(snapshot: Snapshot, told: Collection[str]) -> bool:
    """Whether every field that tells who it is has a value, if anything was entered, and every contact point a key."""
    whole = all(field in snapshot.values for field in snapshot.faults if field in told)
    return whole and all(snapshot.point_keys.values())


def at_hand(ahead: Mapping[int, Ahead], criteria: Criteria) -> dict[int, Judged]:
    """Those of the records of which this was worked out, by the criteria that hold now."""
    found = {record_id: one[_NAME] for record_id, one in ahead.items() if _NAME in one}
    # Many share one object, and comparing all rules takes longer than looking whose it is.
    same = {id(by): by == criteria for by in {id(by): by for by, _issues, _place in found.values()}.values()}
    return {
        record_id: Judged([Found(*issue) for issue in issues], Indexed(*place))
        for record_id, (by, issues, place) in found.items()
        if same[id(by)]
    }
