"""Between Spark and the engine: Arrow batches in, features and arrays out, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import polars as pl
import pyarrow as pa

from zolal.engine.match.feature import Feature, Features, encode
from zolal.engine.match.pairs import Codes, Rows
from zolal.engine.match.values import Values

NOBODYS = "-"
"""Stands in the table of a feature that no record of a batch has: tables are never empty."""

BETWEEN_FEATURES, BETWEEN_VALUES = "\x1f", "\x1e"
"""ASCII's separators of units and of records; no key holds a control character."""

Batches = Iterable[pa.RecordBatch]


def gathered(batches: Batches, rows: int) -> Iterator[pa.Table]:
    """The batches as tables of at least so many rows, the last one perhaps fewer: Spark's are too small for us."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(part.num_rows for part in waiting) >= rows:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if any(part.num_rows for part in waiting):
        yield pa.Table.from_batches(waiting)


def numbers(table: pa.Table, name: str) -> Rows:
    """A column of whole numbers without gaps."""
    found: Rows = table[name].to_numpy().astype(np.int64)
    return found


def text(frame: pl.DataFrame) -> pa.Table:
    """A frame in the Arrow types that Spark takes."""
    table = frame.to_arrow()
    return table.cast(pa.schema((field.name, _plain(field.type)) for field in table.schema))


def _plain(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return pa.string()
    if pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct((field.name, _plain(field.type)) for field in kind)
    return kind


def lists(feature: Feature) -> pa.ListArray:
    """The values of every record, each in its place; "" where one is missing before the last."""
    present = feature.codes >= 0
    width = feature.codes.shape[1]
    length = np.where(present.any(axis=1), width - np.argmax(present[:, ::-1], axis=1), 0)
    codes = feature.codes[np.arange(width) < length[:, None]]
    values = pa.concat_arrays([feature.values.column.to_arrow().cast(pa.string()), pa.array([""])])
    offsets = np.append(0, np.cumsum(length)).astype(np.int32)
    taken = values.take(pa.array(np.where(codes < 0, len(feature.values), codes)))
    return pa.ListArray.from_arrays(pa.array(offsets), taken)


def no_lists(count: int) -> pa.ListArray:
    """What `lists` gives where no record has the feature."""
    return lists(Feature(np.full((count, 1), -1, dtype=np.int32), Values([])))


def packed(features: Features, names: Sequence[str]) -> pl.Series:
    """What each record says of these features, as one text: a fifth of the room that Spark's arrays would take."""
    columns = [_joined(features[name], name) if name in features else pl.lit("").alias(name) for name in names]
    rows = pl.int_range(features.size, dtype=pl.Int64, eager=True).alias("row").to_frame()
    return rows.select(pl.concat_str(columns, separator=BETWEEN_FEATURES).alias("said")).to_series()


def _joined(feature: Feature, name: str) -> pl.Series:
    """All values of each record, in their places."""
    values = feature.values.column
    slots = [values.gather(_or_null(codes)).fill_null("").alias(str(n)) for n, codes in enumerate(feature.codes.T)]
    if len(slots) == 1:
        return slots[0].alias(name)
    together = pl.DataFrame(slots).select(pl.concat_str(pl.all(), separator=BETWEEN_VALUES))
    return together.to_series().str.strip_chars_end(BETWEEN_VALUES).alias(name)


def _or_null(codes: Codes) -> pl.Series:
    found = pl.Series(codes)
    return pl.select(pl.when(found >= 0).then(found).cast(pl.UInt32)).to_series()


def unpacked(texts: pl.Series, names: Sequence[str]) -> Features:
    """The features that `packed` was given; codes are of these records only."""
    columns = texts.str.split_exact(BETWEEN_FEATURES, len(names) - 1).struct.unnest()
    found = zip(names, columns, strict=True)
    return Features(len(texts), {name: _parted(column) for name, column in found})


def _parted(texts: pl.Series) -> Feature:
    several = texts.str.contains(BETWEEN_VALUES, literal=True).any()
    flat = encode(texts.str.split(BETWEEN_VALUES).explode() if several else texts)
    known = flat.values if len(flat.values) else Values([NOBODYS])
    if not several:
        return Feature(flat.codes, known)
    lengths = texts.str.count_matches(BETWEEN_VALUES, literal=True).to_numpy().astype(np.int64) + 1
    found = np.full((len(texts), int(lengths.max())), -1, dtype=np.int32)
    starts = np.append(0, np.cumsum(lengths))[:-1]
    rows = np.repeat(np.arange(len(texts)), lengths)
    found[rows, np.arange(len(rows)) - np.repeat(starts, lengths)] = flat.codes[:, 0]
    return Feature(found, known)
