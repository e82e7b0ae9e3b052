"""A cluster gives what one machine gives, to the last cell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql import SparkSession

from zolal.engine import Cleaned, Options, clean
from zolal.engine.backends.spark import Spark

TABLES = ("records", "customers", "issues", "duplicates")


def assert_same(one: Cleaned, other: Cleaned) -> None:
    for name in TABLES:
        assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.profile == other.profile
    assert one.summary == other.summary


def test_20_000_rows_become_the_same_tables(spark: SparkSession, customers: Path) -> None:
    alone = clean(customers)
    assert_same(alone, clean(customers, backend=Spark(spark)))
    assert alone.records["entity"].n_unique() < 18_000


def test_several_files_with_their_own_columns_become_one_base(spark: SparkSession, table: pl.DataFrame) -> None:
    one, other = table[:900], table[600:1500].select(reversed(table.columns)).rename({table.columns[0]: "شناسه"})
    alone = clean(one, other)
    assert_same(alone, clean(one, other, backend=Spark(spark)))
    assert alone.records["file"].unique().sort().to_list() == ["table 1", "table 2"]


def test_what_a_person_decided_holds(spark: SparkSession, table: pl.DataFrame) -> None:
    some = table[:2_000]
    pairs = clean(some).duplicates
    same, asked = (pairs.filter(pl.col("decision") == word)[:30] for word in ("same", "ask"))
    turned = pl.concat(
        [same.with_columns(decision=pl.lit("not same")), asked.with_columns(decision=pl.lit("same"))]
    ).select("file_a", "row_a", "file_b", "row_b", "decision")
    options = Options(decisions=turned)
    alone = clean(some, options=options)
    assert_same(alone, clean(some, options=options, backend=Spark(spark)))
    entity = alone.records["entity"]
    parted = same.select(pl.col("row_a", "row_b") - 1)
    assert (entity.gather(parted["row_a"]) != entity.gather(parted["row_b"])).all()


def test_a_few_rows_stay_at_home(spark: SparkSession, table: pl.DataFrame) -> None:
    assert_same(clean(table[:50]), clean(table[:50], backend=Spark(spark)))


@pytest.mark.parametrize("cells", ["", "تکراری"], ids=["empty", "all the same"])
def test_rows_that_say_nothing_are_left_alone(spark: SparkSession, cells: str) -> None:
    table = pl.DataFrame({"نام": [cells] * 700, "موبایل": [""] * 700})
    assert_same(clean(table), clean(table, backend=Spark(spark)))


def test_the_command_goes_to_the_cluster_that_the_environment_names(
    spark: SparkSession, table: pl.DataFrame, tmp_path: Path
) -> None:
    source = tmp_path / "customers.csv"
    table[:1_500].write_csv(source)
    written = []
    conf = tmp_path / "conf"
    conf.mkdir()
    (conf / "spark-defaults.conf").write_text("spark.master local[1]\nspark.sql.shuffle.partitions 4\n")
    for engine in ({}, {"ZOLAL_ENGINE": "spark", "SPARK_CONF_DIR": str(conf), "SPARK_LOCAL_IP": "127.0.0.1"}):
        out = tmp_path / f"clean-{len(written)}"
        command = [sys.executable, "-m", "zolal.cli", "clean", source, "--out", out]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **engine})
        written.append({path.name: path.read_bytes() for path in out.iterdir() if path.suffix == ".csv"})
    assert written[0] == written[1]
    assert written[0]
