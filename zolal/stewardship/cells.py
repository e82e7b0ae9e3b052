"""The filled cells of every field, read in as few passes over the records as memory allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import polars as pl

from zolal.core.models import Record
from zolal.people.fields import Field, Shape
from zolal.people.models import ContactPoint, OwnValue
from zolal.people.own.index import number_of
from zolal.people.own.reading import typed
from zolal.people.queries.records import MODELS

CHUNK = 50_000
AT_ONCE = 8
"""So many columns of a million records fit into memory together."""
_RELATED = {
    Shape.COMPANY: "company__name",
    Shape.USER: "owner__name",
    Shape.TEAM: "team__name",
    Shape.CATEGORY: "category__name",
}
_CELLS = {"id": pl.Int64, "text": pl.String}
Cells = tuple[Field, pl.DataFrame]


def cells_of(record_type: str, fields: Iterable[Field]) -> Iterator[Cells]:
    """Each field with (id, text) of its filled cells; of contact points, of which a record has several, also the fact.

    Those of a kind of field together, not in the order given.
    """
    points: list[Field] = []
    own: list[Field] = []
    plain: list[Field] = []
    for field in fields:
        (points if field.shape is Shape.POINT else own if field.own is not None else plain).append(field)
    yield from ((field, _points(record_type, field)) for field in points)
    for some in _parts(plain):
        yield from zip(some, _plain(record_type, some), strict=True)
    for some in _parts(own):
        yield from zip(some, _own(record_type, some), strict=True)


def _parts(fields: Sequence[Field]) -> Iterator[Sequence[Field]]:
    return (fields[begin : begin + AT_ONCE] for begin in range(0, len(fields), AT_ONCE))


def _points(record_type: str, field: Field) -> pl.DataFrame:
    points = ContactPoint.objects.filter(kind=field.name, **{f"{record_type}__state": Record.State.ACTIVE})
    rows = points.order_by("pk").values_list(f"{record_type}_id", "pk", "value").iterator(CHUNK)
    parts = [pl.DataFrame(schema={"id": pl.Int64, "fact": pl.Int64, "text": pl.String})]
    parts += [pl.DataFrame(dict(zip(parts[0].columns, part, strict=True)), parts[0].schema) for part in _turned(rows)]
    return pl.concat(parts).with_columns(pl.concat_str(pl.lit("point:"), "fact").alias("fact"))


def _plain(record_type: str, fields: Sequence[Field]) -> list[pl.DataFrame]:
    """Of columns, in one pass: the parts of it are turned column by column, which costs less than row by row."""
    columns = [_RELATED.get(field.shape, field.name) for field in fields]
    live = MODELS[record_type].objects.filter(state=Record.State.ACTIVE)
    parts: list[list[pl.DataFrame]] = [[pl.DataFrame(schema=_CELLS)] for _ in fields]
    for ids, *values in _turned(live.order_by("pk").values_list("pk", *columns).iterator(CHUNK)):
        numbers = pl.Series("id", ids, dtype=pl.Int64)
        for place, (field, cells) in enumerate(zip(fields, values, strict=True)):
            parts[place].append(_filled(field, numbers, cells))
    return [pl.concat(of_field) for of_field in parts]


def _filled(field: Field, ids: pl.Series, cells: Sequence[Any]) -> pl.DataFrame:
    if field.shape in (Shape.DATE, Shape.NUMBER):
        cells = [None if cell is None else str(cell) for cell in cells]
    there = pl.col("text").is_not_null()
    # What is called "" is there all the same, where it is a row of its own.
    there = there if field.shape in _RELATED else there & (pl.col("text") != "")
    return pl.DataFrame([ids, pl.Series("text", cells, dtype=pl.String)]).filter(there)


def _own(record_type: str, fields: Sequence[Field]) -> list[pl.DataFrame]:
    """Of fields in `own`, in one pass over who has a value of any of them: the index leads there."""
    filled = OwnValue.objects.filter(field__in=[number_of(record_type, field.name) for field in fields])
    live = MODELS[record_type].objects.filter(state=Record.State.ACTIVE, pk__in=filled.values("record"))
    parts: list[list[pl.DataFrame]] = [[pl.DataFrame(schema=_CELLS)] for _ in fields]
    for ids, owns in _turned(live.order_by("pk").values_list("pk", "own").iterator(CHUNK)):
        for place, field in enumerate(fields):
            key = field.own.key if field.own else ""
            told = [(pk, typed(own[key])) for pk, own in zip(ids, owns, strict=True) if own.get(key) not in (None, [])]
            parts[place].append(pl.DataFrame(told, _CELLS, orient="row"))
    return [pl.concat(of_field) for of_field in parts]


def _turned(rows: Iterator[Sequence[Any]]) -> Iterator[Sequence[Sequence[Any]]]:
    """The columns of some rows after the other."""
    while part := list(islice(rows, CHUNK)):
        yield list(zip(*part, strict=True))
