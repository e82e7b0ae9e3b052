"""What is done to Spark's frames in several places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f

from zolal.engine.match.pairs import Rows


class Kept:
    """Frames that are used more than once and stay on the executors until `release`."""

    def __init__(self) -> None:
        self._frames: list[DataFrame] = []

    def keep(self, frame: DataFrame) -> DataFrame:
        """Computed when it is first needed, then kept; what does not fit in memory goes to disk."""
        self._frames.append(frame.persist(StorageLevel.MEMORY_AND_DISK))
        return self._frames[-1]

    def release(self) -> None:
        while self._frames:
            self._frames.pop().unpersist()


def settled(frame: DataFrame) -> DataFrame:
    """The frame computed now, so that a loop over it does not grow a plan of all its rounds.

    Where the session has a checkpoint folder, it outlives the loss of an executor.
    """
    reliable = frame.sparkSession.sparkContext.getCheckpointDir()
    return frame.checkpoint() if reliable else frame.localCheckpoint()


def drawn(row: str, step: int) -> Column:
    """Whether a row belongs to the one in `step` that is looked at: drawn evenly, and always the same."""
    return f.pmod(f.xxhash64(f.col(row)), f.lit(step)) == 0 if step > 1 else f.expr("true")


def sample(frame: DataFrame, most: int) -> DataFrame:
    """About `most` rows, all where there are no more; by the column `row`."""
    return frame.where(drawn("row", -(-frame.count() // most)))


def pairs_frame(spark: SparkSession, pairs: Rows) -> DataFrame:
    """Pairs of rows, (pairs, 2), as `left` and `right`, the lower row left."""
    schema = pa.schema([("left", pa.int64()), ("right", pa.int64())])
    ordered = np.sort(pairs, axis=1)
    table = pa.table([pa.array(ordered[:, 0]), pa.array(ordered[:, 1])], schema=schema)
    return spark.createDataFrame(table)


def columns(frame: DataFrame, names: Sequence[str]) -> list[Rows]:
    """Columns of whole numbers, here."""
    table = frame.select(*names).toArrow()
    return [table[name].to_numpy().astype(np.int64) for name in names]
