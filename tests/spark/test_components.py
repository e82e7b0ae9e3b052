"""Who is connected with whom, whatever the graph looks like."""

from __future__ import annotations

import numpy as np
import pytest
from pyspark.sql import SparkSession

from zolal.engine.backends.spark.components import components
from zolal.engine.backends.spark.frames import columns, pairs_frame
from zolal.engine.match.cluster import connected
from zolal.engine.match.pairs import Rows

dice = np.random.default_rng(3)
SIZE = 3_000
GRAPHS = {
    "few edges": dice.integers(0, SIZE, (1_200, 2)),
    "many edges": dice.integers(0, SIZE, (6_000, 2)),
    "one long chain": np.stack([np.arange(SIZE - 1), np.arange(1, SIZE)], axis=1),
    "a chain in any order": dice.permutation(SIZE)[np.stack([np.arange(SIZE - 1), np.arange(1, SIZE)], axis=1)],
    "one hub": np.stack([np.full(SIZE - 1, SIZE - 1), np.arange(SIZE - 1)], axis=1),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_every_row_gets_the_lowest_row_it_is_connected_with(spark: SparkSession, name: str) -> None:
    edges: Rows = GRAPHS[name][GRAPHS[name][:, 0] != GRAPHS[name][:, 1]]
    row, label = columns(components(pairs_frame(spark, edges)), ["row", "label"])
    expected = connected(SIZE, edges[:, 0], edges[:, 1])
    assert sorted(row.tolist()) == np.unique(edges).tolist()
    assert label.tolist() == expected[row].tolist()
