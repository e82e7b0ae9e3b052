"""Tables that stay on the cluster, and what is learnt from a part of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from pyspark.sql import DataFrame, SparkSession

from bench.metrics import score
from zolal.engine import clean
from zolal.engine.backends.spark import match, normalise
from zolal.engine.backends.spark.frames import columns


@pytest.fixture(scope="module")
def on_cluster(spark: SparkSession, table: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> DataFrame:
    """The rows as a company would have them: in Parquet, under numbers that are neither dense nor in order."""
    path = tmp_path_factory.mktemp("parquet") / "customers.parquet"
    table.insert_column(0, pl.Series("row", numbers(table.height))).write_parquet(path)
    return spark.read.parquet(str(path))


def numbers(count: int) -> list[int]:
    return [row * 1_000 + 7 for row in range(count)]


def customers_of(owners: DataFrame) -> Mapping[int, int]:
    row, owner = columns(owners, ["row", "owner"])
    return dict(zip(row.tolist(), owner.tolist(), strict=True))


def test_a_table_on_the_cluster_is_cleaned_there(on_cluster: DataFrame, customers: Path) -> None:
    """Rows in, rows and owners out; this process sees a sample only."""
    normal = normalise(on_cluster)
    found = match(normal.keys, normal.kinds, jalali=normal.jalali)
    owner = customers_of(found.owners)
    values = pl.DataFrame(pl.from_arrow(normal.values.toArrow())).sort("row")
    found.release()
    alone = clean(customers)
    assert [owner[row] for row in numbers(len(owner))] == first_rows(alone.records["entity"])
    assert all(values[name].to_list() == alone.records[name].to_list() for name in normal.kinds)


def first_rows(entity: pl.Series) -> list[int]:
    first = {name: row for row, name in reversed([*enumerate(entity)])}
    return [first[name] * 1_000 + 7 for name in entity]


def test_a_model_learnt_from_a_quarter_of_the_rows_is_nearly_as_good(on_cluster: DataFrame, truth: pl.Series) -> None:
    normal = normalise(on_cluster)
    f1 = []
    for most in (20_000, 5_000):
        found = match(normal.keys, normal.kinds, jalali=normal.jalali, trained_on=most)
        owner = customers_of(found.owners)
        found.release()
        f1.append(score(truth, [owner[row] for row in numbers(len(owner))]).f1)
    assert f1[0] > 0.9
    assert f1[1] > f1[0] - 0.02
