"""One against all on file: what matching compares of every active record, and the index that finds the few alike.

Both follow from the facts and are written in the same transaction, whatever way a record is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np
import orjson
import polars as pl

from zolal.core import bulk
from zolal.core.bulk import among
from zolal.engine.match.index.crowds import Crowds
from zolal.engine.match.index.crowds import crowds as crowded
from zolal.engine.match.index.nearest import MOST, couples, nearest, nearest_of_many
from zolal.engine.match.index.part import Part
from zolal.engine.match.index.signs import TRAITS, Signs, signs, signs_of_one
from zolal.engine.match.similarity import distinct
from zolal.quality import index_parts
from zolal.quality.keys import Keys, built, features_of, frame_of, said_of
from zolal.quality.models import MatchKeys
from zolal.quality.snapshots import AT_ONCE, parts

SLACK = 8.0
"""How much more the full comparison may find than the index knows of, in log odds. What two records must say to be one
grows with the logarithm of how many there are; who stays that far below it is not worth comparing."""
FEW = 30
"""Up to so many rows are asked about one by one."""
_COLUMNS = ("record_type", "record_id", "keys")


class Indexed(NamedTuple):
    """What is compared of a record, as JSON, and the bytes of its signs and traits."""

    keys: str
    hashes: bytes
    traits: bytes


def indexed(record_type: str, keys: Sequence[Keys]) -> list[Indexed]:
    """How records with these keys stand in the index. Asks no database."""
    found = signs(built(frame_of(record_type, keys)))
    return [
        Indexed(text_of(said), hashes.tobytes(), traits.tobytes())
        for said, hashes, traits in zip(keys, found.hashes, found.traits, strict=True)
    ]


def text_of(keys: Keys) -> str:
    """Keys as they are written down, in one order wherever they come from."""
    return orjson.dumps(keys, option=orjson.OPT_SORT_KEYS).decode()


def keep(record_type: str, found: Mapping[int, Indexed]) -> None:
    """Write down what is compared of these active records, and let them be found by it."""
    if found:
        _note(record_type, {record_id: one.keys for record_id, one in found.items()})
        index_parts.add(record_type, Part.of(list(found), signs_of(list(found.values()))))


def note(record_type: str, keys: Mapping[int, Keys]) -> None:
    """Write down what is compared of these active records."""
    _note(record_type, {record_id: text_of(said) for record_id, said in keys.items()})


def _note(record_type: str, texts: Mapping[int, str]) -> None:
    drop(record_type, texts)
    bulk.insert(MatchKeys, _COLUMNS, [(record_type, record_id, text) for record_id, text in texts.items()])


def signs_of(found: Sequence[Indexed]) -> Signs:
    """Their signs and traits together."""
    # Of records that were looked at together one has as many columns as another; 0 is none.
    width = max((len(one.hashes) for one in found), default=0)
    hashes = np.frombuffer(bytearray().join(one.hashes.ljust(width, b"\0") for one in found), dtype=np.uint32)
    traits = np.frombuffer(bytearray().join(one.traits for one in found), dtype=np.uint16)
    return Signs(hashes.reshape(len(found), width // 4), traits.reshape(len(found), len(TRAITS)))


def drop(record_type: str, ids: Collection[int]) -> None:
    """Nobody is compared with these records any more."""
    for some in parts(sorted(ids)):
        MatchKeys.objects.filter(among("record_id", some), record_type=record_type).delete()


def forget(record_type: str, ids: Sequence[int]) -> None:
    """Leave no trace of erased records."""
    drop(record_type, ids)
    index_parts.forget(record_type, ids)


def part_of(ids: Sequence[int], frame: pl.DataFrame) -> Part:
    """The part of the index in which these records stand, from the frame of their keys."""
    return Part.of(ids, signs(built(frame)))


def asked(record_type: str, rows: Sequence[Keys]) -> Signs:
    """By what rows with these keys can be found, and find others."""
    if len(rows) > FEW:
        return signs(features_of(record_type, rows))
    alone = [signs_of_one(said_of(record_type, row)) for row in rows]
    hashes = np.zeros((len(rows), max((one.hashes.shape[1] for one in alone), default=0)), dtype=np.uint32)
    for own, one in zip(hashes, alone, strict=True):
        own[: one.hashes.shape[1]] = one.hashes[0]
    return Signs(hashes, np.concatenate([np.empty((0, len(TRAITS)), np.uint16), *(one.traits for one in alone)]))


def alike(record_type: str, rows: Signs, *, apart: Collection[int] = ()) -> list[list[int]]:
    """Ids of the records on file that each row may speak of, the likeliest first; none of those `apart`.

    Some may have gone or changed since they were indexed: `keys_on_file` tells.
    """
    there = index_parts.standing(record_type)
    most, enough = MOST + len(apart), least(sum(map(len, there)))
    if len(rows) <= FEW:
        found = [nearest(there, rows, row, most, least=enough) for row in range(len(rows))]
    else:
        found = nearest_of_many(there, rows, most, least=enough)
    return [[one for one in ids.tolist() if one not in apart][:MOST] for ids in found]


def beside(rows: Signs) -> list[tuple[int, int]]:
    """(earlier, later) rows that come together and may speak of one, in order."""
    there = [Part.of(np.arange(len(rows)), rows)]
    place, found = couples(there, rows, MOST + 1, least=least(len(rows)))
    first, second = np.minimum(place, found), np.maximum(place, found)
    packed = distinct((first * len(rows) + second)[first < second])
    return list(zip(*(side.tolist() for side in np.divmod(packed, len(rows))), strict=True))


def crowds(record_type: str, rows: Signs, values: Mapping[str, Iterable[str]]) -> Crowds:
    """Those of the values that many people bear, on file or among these rows."""
    if not any(values.values()):
        return {}
    return crowded([*index_parts.standing(record_type), Part.of(np.arange(len(rows)), rows)], values)


def least(records: int) -> float:
    """How alike two of so many records must be at least to be worth comparing."""
    return log(max(records, 1)) - SLACK


def frames(record_type: str, size: int) -> Iterator[tuple[list[int], pl.DataFrame]]:
    """Ids of all active records, ascending, and the frame of their keys, up to `size` at a time."""
    rows = MatchKeys.objects.filter(record_type=record_type).order_by("record_id")
    after = 0
    while True:
        ids: list[int] = []
        found = [frame_of(record_type, [])]
        while len(ids) < size and (
            some := list(rows.filter(record_id__gt=after).values_list("record_id", "keys")[: min(AT_ONCE, size)])
        ):
            found.append(frame_of(record_type, [orjson.loads(keys) for _, keys in some]))
            ids += [record_id for record_id, _ in some]
            after = ids[-1]
        if not ids:
            return
        yield ids, pl.concat(found)


def keys_on_file(record_type: str, ids: Iterable[int]) -> dict[int, Keys]:
    """What is compared of those of the records that are active, by id."""
    found: dict[int, Keys] = {}
    for some in parts(sorted({*ids})):
        rows = MatchKeys.objects.filter(among("record_id", some), record_type=record_type)
        found.update((record_id, orjson.loads(keys)) for record_id, keys in rows.values_list("record_id", "keys"))
    return found
