"""A cluster of a master and two workers for all tests here; `make test-spark` brings what it needs."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

pytest.importorskip("pyspark", reason="make test-spark installs Spark")

from pyspark.sql import SparkSession

from bench.cluster import cluster
from zolal import demo


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """PySpark warns of pandas, of which none of our tables is one."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"))
            # Spark leaves sockets to its Java side and to the end of the process.
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with cluster(workers=2) as session:
            yield session


@pytest.fixture(scope="session")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20,000 messy rows."""
    path = tmp_path_factory.mktemp("demo") / "customers.csv"
    demo.write(path, rows=20_000, seed=11)
    return path


@pytest.fixture(scope="session")
def table(customers: Path) -> pl.DataFrame:
    return pl.read_csv(customers, infer_schema=False).fill_null("")


@pytest.fixture(scope="session")
def truth(customers: Path) -> pl.Series:
    return pl.read_csv(customers.with_name("customers.truth.csv"), infer_schema=False)["entity"]
