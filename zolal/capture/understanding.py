"""Rows of a file in normal form, as they are kept: worked out where no database is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

import orjson
import polars as pl

from zolal.capture.intake import Normal, normalise
from zolal.capture.intake.cells import storable
from zolal.capture.intake.columns import Column, by_field, contexts_of
from zolal.capture.intake.named import Named
from zolal.capture.verdicts import has_error, judged
from zolal.engine.fields.card import redact_card
from zolal.people.fields import Shape
from zolal.quality.index import indexed

Damage = Mapping[int, list[dict[str, str]]]
"""What its file did to a row, by number."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the rows of an import are read: its mapping, what columns may name, and where an error keeps a row out."""

    record_type: str
    columns: Sequence[Column]
    names: Mapping[Shape, Named]
    decisive: frozenset[str]


class Understood(NamedTuple):
    """Rows in columns of plain values, which go quickly from process to process.

    `facts` and `faults` are JSON; `places` is how each stands in an index, the parts of an `Indexed`; `wrong` are the
    rows with a decisive error.
    """

    numbers: list[int]
    facts: list[bytes]
    faults: list[bytes]
    places: list[tuple[Any, ...]]
    wrong: list[bool]


def read(way: Way, first: int, frame: pl.DataFrame, damage: Damage) -> tuple[list[bytes], Understood]:
    """The rows of a file from a number on: their cells as they are kept, as JSON, and what they say.

    Of bank cards the last digits are kept. A row in which nothing stands is none.
    """
    columns = [storable(cells.to_list()) for cells in frame.get_columns()]
    for place, column in enumerate(way.columns):
        if column.get("secret"):
            columns[place] = [redact_card(cell) for cell in columns[place]]
    rows = list(zip(*columns, strict=True))
    filled = [any(cell and not cell.isspace() for cell in row) for row in rows]
    numbers = list(compress(range(first, first + len(rows)), filled))
    if len(numbers) < len(rows):
        columns = [list(compress(cells, filled)) for cells in columns]
    return [orjson.dumps(row) for row in compress(rows, filled)], understood(way, numbers, columns, damage)


def understood(way: Way, numbers: Sequence[int], columns: Sequence[Sequence[str]], damage: Damage) -> Understood:
    """What rows say, given by the texts of each column."""
    normals = _normal_forms(way, len(numbers), columns)
    faults = [
        judged(normal.facts, {**normal.faults, "": damage[number]} if number in damage else normal.faults)
        for number, normal in zip(numbers, normals, strict=True)
    ]
    return Understood(
        list(numbers),
        [orjson.dumps(normal.facts) for normal in normals],
        [orjson.dumps(said) for said in faults],
        [*map(tuple, indexed(way.record_type, [normal.keys for normal in normals]))],
        [has_error(said, way.decisive) for said in faults],
    )


def _normal_forms(way: Way, many: int, columns: Sequence[Sequence[str]]) -> list[Normal]:
    texts = by_field(way.columns, columns)
    if not texts or not many:
        # Where every column is left out, a row still is a row.
        return [_NOTHING] * many
    return normalise(way.record_type, texts, contexts=contexts_of(way.columns), names=way.names)


_NOTHING = Normal({}, {}, {}, (), {})
