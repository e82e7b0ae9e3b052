"""Who on file may be the one asked about: the records that share a sign, those that share the most traits first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from zolal.engine.match.index.part import Part
from zolal.engine.match.index.signs import TRAITS, Hashes, Signs, Traits
from zolal.engine.match.pairs import Floats, Rows
from zolal.engine.match.similarity import distinct

MOST = 16
"""So many of those found are worth comparing in full."""
MOST_BEARERS = 2_000
"""Of records that share a sign so many are looked at, each part's share by its size: more it tells nothing about."""
FEWEST_BEARERS = 100
"""So many of a part at least, however small it is beside the others."""
AT_ONCE = 250
"""So many are asked about together."""
ANY = -1e9
"""A likeness that every record has."""

_AGREES, _DIFFERS = (np.array(column, dtype=np.float32) for column in zip(*TRAITS.values(), strict=True))


def nearest(parts: Sequence[Part], asked: Signs, row: int, most: int = MOST, *, least: float = ANY) -> Rows:
    """Ids of up to `most` records whose likeness is at least `least`, the likeliest first, for one asked about."""
    hashes = asked.hashes[row]
    hashes = np.unique(hashes[hashes > 0])
    ids: list[Rows] = []
    odds: list[Floats] = []
    for part, bearers in zip(parts, _shares(parts), strict=True):
        rows = _bearers(part, hashes, bearers)
        if len(rows):
            ids.append(part.ids[rows])
            odds.append(likeness(part.traits[rows], asked.traits[row]))
    if not ids:
        return np.empty(0, dtype=np.int64)
    found, likely = np.concatenate(ids), np.concatenate(odds)
    order = np.lexsort((found, -likely))
    best = dict.fromkeys(found[order[likely[order] >= least]].tolist())
    return np.fromiter(best, np.int64)[:most]


def nearest_of_many(parts: Sequence[Part], asked: Signs, most: int = MOST, *, least: float = ANY) -> list[Rows]:
    """The same for all that are asked about."""
    place, found = couples(parts, asked, most, least=least)
    ends = np.searchsorted(place, np.arange(1, len(asked)))
    return np.split(found, ends) if len(asked) else []


def couples(parts: Sequence[Part], asked: Signs, most: int = MOST, *, least: float = ANY) -> tuple[Rows, Rows]:
    """The same as (row asked about, id), in the order of the rows."""
    places, found = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for start in range(0, len(asked), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        place, ids = _together(parts, Signs(asked.hashes[some], asked.traits[some]), most, least)
        places.append(place + start)
        found.append(ids)
    return np.concatenate(places), np.concatenate(found)


def _together(parts: Sequence[Part], asked: Signs, most: int, least: float) -> tuple[Rows, Rows]:
    rows, columns = np.nonzero(asked.hashes)
    hashes = asked.hashes[rows, columns]
    order = np.argsort(hashes)
    rows, hashes = rows[order], hashes[order]
    places, ids, odds = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for part, bearers in zip(parts, _shares(parts), strict=True):
        place, row = _shared(part, rows, hashes, bearers)
        likely = likeness(part.traits[row], asked.traits[place])
        good = likely >= least
        places.append(place[good])
        ids.append(part.ids[row[good]])
        odds.append(likely[good])
    place, found, likely = np.concatenate(places), np.concatenate(ids), np.concatenate(odds)
    order = np.lexsort((found, -likely, place))
    place, found = place[order], found[order]
    # One that was written twice is there twice; where it is likelier counts.
    _, first = np.unique(place * (found.max(initial=0) + 1) + found, return_index=True)
    first.sort()
    place, found = place[first], found[first]
    near = np.arange(len(place)) - np.searchsorted(place, place) < most
    return place[near], found[near]


def _shares(parts: Sequence[Part]) -> list[int]:
    """So many bearers of a sign are looked at in each part."""
    size = sum(map(len, parts))
    return [max(FEWEST_BEARERS, -(-MOST_BEARERS * len(part) // max(size, 1))) for part in parts]


def _shared(part: Part, rows: Rows, hashes: Hashes, most: int) -> tuple[Rows, Rows]:
    """(row asked about, row of the part) that share a hash, each couple once; `hashes` ascend, `rows` are whose."""
    first = np.searchsorted(part.hashes, hashes)
    many = np.minimum(np.searchsorted(part.hashes, hashes, side="right") - first, most)
    place = np.repeat(rows, many)
    at = np.arange(len(place)) + np.repeat(first - np.cumsum(many) + many, many)
    couples = distinct(place * len(part) + part.rows[at])
    one, other = np.divmod(couples, max(len(part), 1))
    return one, other


def _bearers(part: Part, hashes: Hashes, most: int) -> npt.NDArray[np.uint32]:
    """The distinct rows of a part that bear one of these hashes."""
    first = np.searchsorted(part.hashes, hashes)
    last = np.minimum(np.searchsorted(part.hashes, hashes, side="right"), first + most)
    slices = [part.rows[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True) if end > start]
    if not slices:
        return np.empty(0, dtype=np.uint32)
    if len(slices) == 1:
        return slices[0]
    rows = np.sort(np.concatenate(slices))
    alone: npt.NDArray[np.uint32] = rows[np.append(True, rows[1:] != rows[:-1])]
    return alone


def likeness(traits: Traits, asked: Traits) -> Floats:
    """About the log odds that records with these traits are the one asked about, but for a constant."""
    said = (traits > 0) & (asked > 0)
    same = traits == asked
    odds: Floats = (said & same) @ _AGREES + (said & ~same) @ _DIFFERS
    return odds
