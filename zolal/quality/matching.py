"""Is this somebody we know? One rule for a form and for a chunk of an import, by the same stored model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from zolal.core.settings import setting
from zolal.engine.match.stored import Scores, score
from zolal.quality.candidates import Signs, candidates, signs
from zolal.quality.keys import FIELD_OF, Keys, features_of
from zolal.quality.models import Pair
from zolal.quality.snapshots import Snapshot, keys_of_snapshots, parts, snapshots
from zolal.quality.training import model_in_use

Evidence = list[list[object]]
"""[[field, level, weight]], strongest first."""

MOST_TWINS = 4
"""Of rows that share a sign, each is compared with the first and with so many before it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the one asked about. `evidence` is [[field, level, weight]], strongest first."""

    record_id: int
    probability: float
    evidence: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Beside:
    """An earlier row of the same call that may be the same."""

    row: int
    probability: float
    evidence: list[list[object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a row is: `sure` (from the threshold "match.same"), `ask` (from "match.ask"), both best first.

    `twin` is the position of an earlier row of the same call that is surely the same, with its probability; `beside`
    are all earlier rows from "match.ask" on, best first.
    """

    sure: Sequence[Candidate] = ()
    ask: Sequence[Candidate] = ()
    twin: int | None = None
    twin_probability: float | None = None
    beside: Sequence[Beside] = ()


def match(record_type: str, rows: Sequence[Mapping[str, str]], *, exclude: Sequence[int] = ()) -> list[Answer]:
    """Match rows, given by their compared keys (`Normal.keys`), against all active records and each other.

    `exclude` are records the rows are known to be (the one that is edited): neither they nor what somebody has said is
    not the same as them are candidates.
    """
    by = signs(record_type, rows)
    left_out = {*exclude, *_kept_apart(record_type, exclude)}
    known = {(place, record_id) for place, record_id in candidates(record_type, rows, by) if record_id not in left_out}
    return _answers(len(rows), _judged(record_type, rows, known, _twins(by)))


def alike(record_type: str, records: Sequence[Snapshot]) -> list[tuple[int, int, float, Evidence]]:
    """(lower id, higher id, probability, evidence) of records on file and anyone else on file, from "match.ask" on.

    Pairs on which somebody has decided are left out.
    """
    keys = keys_of_snapshots(record_type, records)
    ids = [record.id for record in records]
    decided = decided_pairs(record_type, ids)
    wanted: dict[tuple[int, int], tuple[int, int]] = {}
    for place, record_id in candidates(record_type, keys, signs(record_type, keys)):
        couple = (min(ids[place], record_id), max(ids[place], record_id))
        if record_id != ids[place] and couple not in decided:
            wanted.setdefault(couple, (place, record_id))
    found = _judged(record_type, keys, wanted.values(), ())
    pairs = ((ids[one.row], one.record_id or 0, one.probability, one.evidence) for one in found)
    return [(min(one, other), max(one, other), probability, said) for one, other, probability, said in pairs]


@dataclass(frozen=True, slots=True)
class Likely:
    """Two of what was compared, from "match.ask" on: `row` and a record, or an earlier row."""

    row: int
    record_id: int | None
    beside: int | None
    probability: float
    evidence: Evidence


def _judged(
    record_type: str, rows: Sequence[Keys], known: Iterable[tuple[int, int]], twins: Iterable[tuple[int, int]]
) -> list[Likely]:
    wanted = sorted(known)
    on_file = [found for found in snapshots(record_type, sorted({i for _, i in wanted})) if found.is_active]
    place_of = {found.id: len(rows) + place for place, found in enumerate(on_file)}
    couples = [(place, place_of[record_id]) for place, record_id in wanted if record_id in place_of]
    couples += sorted((earlier, later) for earlier, later in twins)
    if not couples:
        return []
    scores = _scored(record_type, [*rows, *keys_of_snapshots(record_type, on_file)], couples)
    likely = np.flatnonzero(scores.probability >= setting("match.ask"))
    found = []
    for at, said in zip(likely.tolist(), scores.evidence(likely), strict=True):
        one, other = couples[at]
        evidence = in_our_words(said)
        probability = round(float(scores.probability[at]), 4)
        if other >= len(rows):
            found.append(Likely(one, on_file[other - len(rows)].id, None, probability, evidence))
        else:
            found.append(Likely(other, None, one, probability, evidence))
    return found


def in_our_words(evidence: Evidence) -> Evidence:
    """Evidence with the names of our fields."""
    return [[FIELD_OF.get(str(field), field), level, weight] for field, level, weight in evidence]


def _scored(record_type: str, keys: Sequence[Keys], couples: Sequence[tuple[int, int]]) -> Scores:
    pairs = np.array(couples, dtype=np.int64).reshape(-1, 2)
    features = features_of(record_type, keys)
    return score(model_in_use(record_type), features, pairs[:, 0], pairs[:, 1])


def _answers(count: int, likely: Iterable[Likely]) -> list[Answer]:
    same = setting("match.same")
    sure: dict[int, list[Candidate]] = defaultdict(list)
    ask: dict[int, list[Candidate]] = defaultdict(list)
    beside: dict[int, list[Beside]] = defaultdict(list)
    for found in sorted(likely, key=lambda one: (-one.probability, one.record_id or 0, one.beside or 0)):
        if found.record_id is not None:
            to = sure if found.probability >= same else ask
            to[found.row].append(Candidate(found.record_id, found.probability, found.evidence))
        elif found.beside is not None:
            beside[found.row].append(Beside(found.beside, found.probability, found.evidence))
    answers = []
    for row in range(count):
        twin = beside[row][0] if beside[row] and beside[row][0].probability >= same else None
        answers.append(
            Answer(sure[row], ask[row], twin and twin.row, twin and twin.probability, beside[row])
            if row in sure or row in ask or beside[row]
            else Answer()
        )
    return answers


def _twins(by: Signs) -> set[tuple[int, int]]:
    """(earlier, later) rows that share a sign."""
    found: set[tuple[int, int]] = set()
    for places in by.values():
        for at, later in enumerate(places[1:], 1):
            before = {places[0], *places[max(0, at - MOST_TWINS) : at]}
            found.update((earlier, later) for earlier in before if earlier != later)
    return found


def _kept_apart(record_type: str, ids: Sequence[int]) -> set[int]:
    """Records that somebody has said are not the same as one of these."""
    if not ids:
        return set()
    return {other for pair in decided_pairs(record_type, ids) for other in pair}


def decided_pairs(record_type: str, ids: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs with one of these records of which somebody has said that they are two."""
    found: set[tuple[int, int]] = set()
    for part in parts(ids):
        mine = Pair.objects.filter(Q(first_id__in=part) | Q(second_id__in=part), record_type=record_type)
        apart = mine.filter(decision__in=(Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD))
        found.update(apart.values_list("first_id", "second_id"))
    return found
