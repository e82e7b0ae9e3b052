"""What matching knows of each record, on Spark: the features of every row as lists of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as f
from pyspark.sql.window import Window

from zolal.engine.backends.spark.batches import Batches, gathered, lists, no_lists, packed
from zolal.engine.match.copies import telling
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.features import build
from zolal.engine.match.pairs import Rows
from zolal.engine.match.values import Values

BATCH = 50_000
PAIR = "name_pair"
"""The one feature whose values are numbers of its own batch; outside they are the two names."""
ONLY_FOR_BLOCKING = frozenset({"given_head", "family_head", "mobile_head", "mobile_tail", "address_core", "birth_year"})


@dataclass(frozen=True)
class Description:
    """What describes a record: the kinds of the key columns, and the features that there are."""

    kinds: Mapping[str, str]
    jalali: bool
    names: Sequence[str]

    @property
    def schema(self) -> str:
        lists = (f"`{name}` array<string>" for name in self.names)
        return ", ".join(["row long", "telling boolean", "said string", *lists])

    @property
    def compared(self) -> list[str]:
        """The features that travel with every pair."""
        return [name for name in self.names if name not in ONLY_FOR_BLOCKING]


def described(keys: DataFrame, description: Description) -> DataFrame:
    """`row`, `telling`, every feature of each record, and as `said` what is compared; from `row` and the keys."""
    return keys.mapInArrow(partial(_describe, description=description), description.schema)


def _describe(batches: Batches, description: Description) -> Iterator[pa.RecordBatch]:
    for table in gathered(batches, BATCH):
        frame = pl.DataFrame(pl.from_arrow(table))
        features = build(frame.drop("row"), description.kinds, jalali=description.jalali)
        if PAIR in features:
            features.by_name[PAIR] = _both_names(features)
        columns = [lists(features[name]) if name in features else no_lists(frame.height) for name in description.names]
        rows, tell = pa.array(frame["row"].to_numpy()), pa.array(telling(features))
        said = packed(features, description.compared).to_arrow().cast(pa.string())
        names = ["row", "telling", "said", *description.names]
        yield pa.RecordBatch.from_arrays([rows, tell, said, *columns], names=names)


def _both_names(features: Features) -> Feature:
    """`name_pair` with values that mean the same in every batch."""
    given, family = (features[f"{part}_skeleton"] for part in ("given", "family"))
    pairs = features[PAIR]
    values = [""] * len(pairs.values)
    known = np.flatnonzero(pairs.first >= 0)
    for row in known[np.unique(pairs.first[known], return_index=True)[1]].tolist():
        both = given.values[given.first[row]], family.values[family.first[row]]
        values[pairs.first[row]] = "\t".join(sorted(both))
    return Feature(pairs.codes, Values(values))


def copies(described_rows: DataFrame, names: Sequence[str], judged: Rows) -> DataFrame:
    """`row` and `original` of the rows that were simply entered twice: see `match.copies`."""
    # A hash passes over what is missing, so every value is told apart by the place it stands in.
    parts = [part for number, name in enumerate(names) for part in (f.lit(number), f.col(f"`{name}`"))]
    marked = described_rows.where("telling").select("row", f.xxhash64(*parts).alias("mark"))
    if len(judged):
        marked = marked.where(~f.col("row").isin(np.unique(judged).tolist()))
    first = f.min("row").over(Window.partitionBy("mark"))
    return marked.select("row", first.alias("original")).where("row != original")


def first_of(name: str) -> Column:
    """A number that stands for the first value of a record, null where it is missing."""
    value = f.get(f.col(f"`{name}`"), f.lit(0))
    return f.when(value != "", f.xxhash64(value))
