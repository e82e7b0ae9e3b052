"""Whose the two records of a pair are: repeated on the pair, and kept true with every write of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.people.queries.records import MODELS
from zolal.quality.models import Pair
from zolal.quality.snapshots import parts

COLUMNS = ("first_owner_id", "first_team_id", "second_owner_id", "second_team_id")
Whose = tuple[int | None, int | None]
"""Owner and team of a record."""
_NOBODYS: Whose = (None, None)


def whose(record_type: str, ids: Sequence[int]) -> dict[int, Whose]:
    """Whose these records are, as they are on file."""
    found: dict[int, Whose] = {}
    for part in parts(ids):
        rows = MODELS[record_type].objects.filter(among("pk", part)).values_list("pk", "owner_id", "team_id")
        found.update((pk, (owner, team)) for pk, owner, team in rows)
    return found


def of_both(known: Mapping[int, Whose], first: int, second: int) -> tuple[int | None, ...]:
    """What a pair says of two records, in the order of `COLUMNS`."""
    return *known.get(first, _NOBODYS), *known.get(second, _NOBODYS)


def told(pair: Pair) -> list[str]:
    """Let a pair in memory say whose its records are; the names of the columns to be saved."""
    tell(pair, whose(pair.record_type, [pair.first_id, pair.second_id]))
    return list(COLUMNS)


def tell(pair: Pair, known: Mapping[int, Whose]) -> None:
    """The same, where it is known whose they are."""
    for column, value in zip(COLUMNS, of_both(known, pair.first_id, pair.second_id), strict=True):
        setattr(pair, column, value)


def follow(record_type: str, ids: Sequence[int]) -> None:
    """These records went to somebody else, or to another team: their pairs say so from now on."""
    for part in parts(ids):
        pairs = Pair.objects.filter(among("first_id", part) | among("second_id", part), record_type=record_type)
        rows = list(pairs.values_list("id", "first_id", "second_id", *COLUMNS))
        known = whose(record_type, sorted({end for row in rows for end in row[1:3]}))
        now = [(row, of_both(known, row[1], row[2])) for row in rows]
        bulk.update(Pair, COLUMNS, [(row[0], *said) for row, said in now if row[3:] != said])
