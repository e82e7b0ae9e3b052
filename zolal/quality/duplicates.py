"""Pairs that await a decision follow from the records; what somebody decided stays for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import Count
from django.utils import timezone

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.core.settings import setting
from zolal.core.uid import uuid7
from zolal.people.models import ContactPoint
from zolal.quality import left_pairs, whose_pairs
from zolal.quality.apart import apart
from zolal.quality.index import Indexed, indexed, keys_on_file
from zolal.quality.matching import Answer, Evidence, alike
from zolal.quality.models import Pair
from zolal.quality.models.pair import draw
from zolal.quality.snapshots import parts

Couple = tuple[int, int]
Wanted = dict[Couple, tuple[float, Evidence]]
"""Probability and evidence of pairs, the lower id first."""

_COLUMNS = (
    "uid", "record_type", "first_id", "second_id", "probability", "evidence", "effect", "decision", "created_at",
    "lot", "sampled", "teaches", *whose_pairs.COLUMNS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A pair row that is there already."""

    id: int
    couple: Couple
    probability: float
    is_open: bool


def renew(
    record_type: str,
    *,
    afresh: Collection[int],
    away: Collection[int],
    wanted: Wanted,
    before: left_pairs.Compared = MappingProxyType({}),
) -> set[int]:
    """Make `wanted` the open pairs of the records `afresh`, and take away those of records that are `away`.

    `before` is what the records were compared by: pairs that are taken away come back once they are compared by that
    again. Returns all records whose pairs may have changed.
    """
    touched = {*away, *afresh}
    back = left_pairs.give_back(record_type, afresh)
    kept = {pair.couple: pair for pair in pairs_with(record_type, sorted(touched))}
    gone = [pair.id for pair in kept.values() if pair.is_open and pair.couple not in wanted and pair.couple not in back]
    left_pairs.take(record_type, gone, before)
    known = {couple: kept[couple] for couple in wanted if couple in kept and couple not in back}
    same = [(pair.id, *wanted[couple]) for couple, pair in known.items() if pair.is_open]
    bulk.update(Pair, ("probability", "evidence"), same)
    add(record_type, {couple: said for couple, said in wanted.items() if couple not in kept})
    return touched | {end for couple in (*wanted, *kept) for end in couple}


def add(record_type: str, wanted: Wanted) -> None:
    """New open pairs of all but those who are two anyway; those below "match.ask" are a sample."""
    ask = setting("match.ask")
    two = apart(record_type, wanted)
    wanted = {couple: said for couple, said in wanted.items() if couple not in two}
    ends = sorted({end for couple in wanted for end in couple})
    points, whose = _points(record_type, ends), whose_pairs.whose(record_type, ends)
    now = timezone.now()
    bulk.insert(
        Pair,
        _COLUMNS,
        [
            (
                uuid7(), record_type, first, second, probability, evidence,
                points.get(first, 0) + points.get(second, 0), Pair.Decision.OPEN, now,
                draw(), probability < ask, 0.0, *whose_pairs.of_both(whose, first, second),
            )
            for (first, second), (probability, evidence) in sorted(wanted.items())
        ],
    )  # fmt: skip


def find_again(record_type: str, ids: Sequence[int]) -> set[int]:
    """Add open pairs of these records that are likely and not there, as far as they are active; whatever else there is
    stays. Returns all records of the pairs that came.
    """
    keys = keys_on_file(record_type, ids)
    places = dict(zip(keys, indexed(record_type, list(keys.values())), strict=True)) if keys else {}
    wanted = found_pairs(record_type, places)
    kept = {pair.couple for pair in pairs_with(record_type, ids)}
    missing = {couple: said for couple, said in wanted.items() if couple not in kept}
    add(record_type, missing)
    return {end for couple in missing for end in couple}


def found_pairs(record_type: str, afresh: Mapping[int, Indexed]) -> Wanted:
    """All pairs of these records with anyone on file, from "match.ask" on."""
    return {(first, second): (p, evidence) for first, second, p, evidence in alike(record_type, afresh)}


def told_pairs(answers: Mapping[int, Answer], ids_of_rows: Mapping[int, int]) -> Wanted:
    """The same from what was answered before the records were written."""
    wanted: Wanted = {}
    for record_id, answer in answers.items():
        for candidate in (*answer.sure, *answer.ask):
            _want(wanted, record_id, candidate.record_id, candidate.probability, candidate.evidence)
        for beside in answer.beside:
            _want(wanted, record_id, ids_of_rows.get(beside.row, record_id), beside.probability, beside.evidence)
    return wanted


def pairs_with(record_type: str, ids: Sequence[int]) -> Iterable[Kept]:
    """All pairs in which one of these records stands, decided ones too."""
    for part in parts(ids):
        rows = Pair.objects.filter(among("first_id", part) | among("second_id", part), record_type=record_type)
        for row_id, first, second, p, decision in rows.values_list(
            "id", "first_id", "second_id", "probability", "decision"
        ):
            yield Kept(row_id, (first, second), p, decision == Pair.Decision.OPEN)


def surely_again(record_type: str, ids: Sequence[int], same: float) -> set[int]:
    """Those of the records of which an earlier one is surely the same."""
    found: set[int] = set()
    for part in parts(ids):
        pairs = Pair.objects.filter(among("second_id", part), record_type=record_type, decision=Pair.Decision.OPEN)
        found.update(pairs.filter(probability__gte=same).values_list("second_id", flat=True))
    return found


def _want(wanted: Wanted, one: int, other: int, probability: float, evidence: Evidence) -> None:
    if one != other:
        wanted[min(one, other), max(one, other)] = (probability, evidence)


def _points(record_type: str, ids: Sequence[int]) -> dict[int, int]:
    """How many contact points hang on each record."""
    owner = f"{record_type}_id"
    found: dict[int, int] = {}
    for part in parts(ids):
        points = ContactPoint.objects.filter(**{f"{owner}__in": part}).order_by().values_list(owner)
        found.update(points.annotate(many=Count("id")))
    return found
