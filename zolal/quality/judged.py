"""Issues, scores and place in the index of records about to be created, worked out where no database is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import orjson
from django.utils import timezone

from zolal.core.ledger import Ahead, Facts
from zolal.quality.criteria import Criteria
from zolal.quality.index import Indexed, indexed
from zolal.quality.issues import Found, issues_of
from zolal.quality.scoring import scores_of
from zolal.quality.snapshots import keys_of_snapshots, snapshot_of

_NAME = "judged"


class Judged(NamedTuple):
    """What is wrong with a record, its quality and its scores (as JSON) as long as no other is surely the same."""

    by: Criteria
    issues: Sequence[Found]
    quality: int
    scores: bytes
    indexed: Indexed


def judged(rows: Sequence[Facts], criteria: Criteria) -> list[Ahead]:
    """What `assess` would find of records with these facts, named as `Normal` names them, if they were created now."""
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
    kept = indexed(criteria.record_type, keys_of_snapshots(criteria.record_type, found))
    return [
        {_NAME: Judged(criteria, issues_of(one, criteria), quality, orjson.dumps(scores), place)}
        for one, (quality, scores), place in zip(found, scored, kept, strict=True)
    ]


def at_hand(ahead: Mapping[int, Ahead], criteria: Criteria) -> dict[int, Judged]:
    """Those of the records of which this was worked out, by the criteria that hold now."""
    found = {record_id: one[_NAME] for record_id, one in ahead.items() if _NAME in one}
    return {record_id: one for record_id, one in found.items() if one.by == criteria}
