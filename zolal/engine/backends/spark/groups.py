"""From scored pairs to customers, on Spark: components by label, then `match.cluster` for thousands of them at once."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.batches import numbers, unpacked
from zolal.engine.backends.spark.components import components
from zolal.engine.backends.spark.frames import Kept
from zolal.engine.backends.spark.scoring import Judging, said
from zolal.engine.match.cluster import LARGEST_COMPONENT, Judge, cluster

ROWS = 20_000
"""So many rows of components are clustered at once."""
LARGE = -1
"""The bucket of the components that are too large: where they are cut depends on all of them."""


def owners(fair: DataFrame, records: DataFrame, judging: Judging, threshold: float, kept: Kept) -> DataFrame:
    """The first row of its customer, `owner`, for every row that has a fair pair; `threshold` is log odds."""
    labels = kept.keep(components(fair))
    buckets = max(1, labels.count() // ROWS)
    sizes = labels.groupBy("label").agg((f.count("*") > LARGEST_COMPONENT).alias("large"))
    bucket = f.when(f.col("large"), f.lit(LARGE)).otherwise(f.pmod(f.xxhash64("label"), f.lit(buckets)).cast("int"))
    placed = kept.keep(labels.join(sizes, "label").select("row", bucket.alias("bucket")))
    members = placed.join(said(records, "row"), "row")
    # By another name, because Spark cannot tell apart two columns that come from one.
    of_left = placed.select(f.col("row").alias("left"), f.col("bucket").alias("edges_bucket"))
    edges = fair.join(of_left, "left").select("edges_bucket", "left", "right", "logit")
    together = members.groupBy("bucket").cogroup(edges.groupBy("edges_bucket"))
    return together.applyInArrow(partial(_cluster, judging=judging, threshold=threshold), "row long, owner long")


def _cluster(members: pa.Table, edges: pa.Table, judging: Judging, threshold: float) -> pa.Table:
    members = members.take(pc.sort_indices(members["row"]))
    edges = edges.sort_by([("left", "ascending"), ("right", "ascending")])
    rows = numbers(members, "row")
    scorer = judging.scorer(rows, unpacked(pl.Series(pl.from_arrow(members["row_said"])), judging.names))
    left, right = (np.searchsorted(rows, numbers(edges, side)) for side in ("left", "right"))
    judge = Judge(threshold, scorer.model.priors, scorer.evidence)
    owner = cluster(len(rows), left, right, edges["logit"].to_numpy(), judge)
    return pa.table({"row": rows, "owner": rows[owner]})
