"""Issues, scores and open pairs are kept true: whatever is written, by whatever way, is judged in its transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from zolal.core import bulk
from zolal.core.models import Action, Change
from zolal.people.queries.records import MODELS
from zolal.quality.criteria import Criteria
from zolal.quality.duplicates import renew, surely_again
from zolal.quality.issues import rewrite
from zolal.quality.keys import COMPARED, SIGNIFICANT
from zolal.quality.known_answers import answers_at_hand
from zolal.quality.matching import Answer
from zolal.quality.models import Pair
from zolal.quality.scoring import scores_of
from zolal.quality.snapshots import Snapshot, parts, snapshots

_STANDING = frozenset({"state", "absorbed_into"})


def on_write(record_type: str, ids: list[int], action: Action) -> None:
    """The ledger's listener: judge what was written."""
    if record_type not in COMPARED or not ids:
        return
    known = answers_at_hand()
    rows = known.rows_of(record_type, ids) if known else {}
    if known and rows:
        told = {record_id: known.answers[row] for record_id, row in rows.items()}
        ids_of_rows = {row: record_id for record_id, row in rows.items()}
        ids_of_rows |= {row: record_id for record_id, row in known.written.items()}
        assess(record_type, ids, afresh=ids, answers=told, ids_of_rows=ids_of_rows)
    else:
        assess(record_type, ids, afresh=_recognised_anew(record_type, ids, action))


def on_decision(*, instance: Pair, **_: Any) -> None:  # noqa: ANN401 - of a signal
    """Two that are not the same cost each other nothing any more."""
    rescore(instance.record_type, [instance.first_id, instance.second_id])


def assess(
    record_type: str,
    ids: Sequence[int],
    *,
    afresh: Collection[int] = (),
    answers: Mapping[int, Answer] | None = None,
    ids_of_rows: Mapping[int, int] | None = None,
) -> None:
    """Write the issues, scores and, of the records `afresh`, the open pairs; of those that are gone take all away.

    Archived and absorbed records have neither issues nor open pairs.
    """
    criteria = Criteria.now(record_type)
    found = snapshots(record_type, ids)
    rewrite(record_type, ids, found, criteria)
    active = [one for one in found if one.is_active]
    again = {*afresh}
    touched = renew(
        record_type,
        afresh=[one for one in active if one.id in again],
        away={*ids} - {one.id for one in active},
        answers=answers,
        ids_of_rows=ids_of_rows,
    )
    others = snapshots(record_type, sorted(touched - {*ids}))
    write_scores(criteria, [*active, *(one for one in others if one.is_active)])


def rescore(record_type: str, ids: Sequence[int]) -> None:
    """Scores alone, after a decision on a pair of these records."""
    write_scores(Criteria.now(record_type), [one for one in snapshots(record_type, ids) if one.is_active])


def write_scores(criteria: Criteria, found: Sequence[Snapshot]) -> None:
    """Quality and scores of these records, by the pairs as they stand."""
    duplicates = surely_again(criteria.record_type, [one.id for one in found], criteria.same)
    scored = scores_of(found, criteria, duplicates)
    bulk.update(
        MODELS[criteria.record_type],
        ("quality", "scores"),
        [(one.id, quality, scores) for one, (quality, scores) in zip(found, scored, strict=True)],
    )


def _recognised_anew(record_type: str, ids: Sequence[int], action: Action) -> set[int]:
    """Those of the records of which something changed that tells who they are, or whether they count."""
    compared = _STANDING | SIGNIFICANT[record_type]
    found: set[int] = set()
    for part in parts(ids):
        changes = Change.objects.filter(action=action, record_type=record_type, record_id__in=part)
        for record_id, before, after in changes.values_list("record_id", "before", "after"):
            facts = {*(before or {}), *(after or {})}
            if any(fact in compared or _tells(fact, compared) for fact in facts):
                found.add(record_id)
    return found


def _tells(fact: str, compared: Collection[str]) -> bool:
    name, _, rest = fact.partition(":")
    return name == "point" or (name == "fault" and rest in compared)
