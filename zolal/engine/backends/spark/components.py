"""Connected components of a graph that no machine holds alone.

Large-star and small-star in turn, after Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components
in MapReduce and Beyond" (SoCC 2014): O(log² n) rounds, and a hub is no bottleneck, for its neighbours are aggregated.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.frames import settled


def components(edges: DataFrame) -> DataFrame:
    """`row` and the lowest row it is connected with, `label`, of every row in an edge (`left`, `right`)."""
    higher, lower = f.greatest("left", "right").alias("u"), f.least("left", "right").alias("v")
    stars = settled(edges.select(higher, lower).distinct())
    before = None
    while (now := _print_of(stars)) != before:
        before = now
        stars = settled(_small_star(_large_star(stars)))
    return stars.select(f.col("u").alias("row"), f.col("v").alias("label")).union(stars.select("v", "v").distinct())


def _large_star(edges: DataFrame) -> DataFrame:
    """Every neighbour above a node is tied to the lowest one of the node's neighbourhood; edges are (higher, lower)."""
    both = edges.union(edges.select("v", "u"))
    lowest = both.groupBy("u").agg(f.least(f.min("v"), f.col("u")).alias("m"))
    return both.where("v > u").join(lowest, "u").select(f.col("v").alias("u"), f.col("m").alias("v")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """A node and all its neighbours below are tied to the lowest of them."""
    lowest = edges.groupBy("u").agg(f.min("v").alias("m"))
    tied = edges.join(lowest, "u").where("v != m").select(f.col("v").alias("u"), f.col("m").alias("v"))
    return tied.union(lowest.select("u", "m")).distinct()


def _print_of(edges: DataFrame) -> tuple[int, int]:
    """Equal for equal sets of edges."""
    count, mark = edges.agg(f.count("*"), f.bit_xor(f.xxhash64("u", "v"))).first() or (0, 0)
    return int(count), int(mark or 0)
