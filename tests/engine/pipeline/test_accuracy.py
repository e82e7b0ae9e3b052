"""A guard on the accuracy that we publish; `bench.match` measures it on more."""

from __future__ import annotations

import polars as pl
import pytest

from bench.metrics import score
from zolal import demo
from zolal.engine.pipeline import Cleaned, clean
from zolal.engine.pipeline.rules import EVERY_RULE

Run = tuple[Cleaned, pl.Series]


@pytest.fixture(scope="module", params=[11, 4242])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """3,000 messy rows with their true customers, cleaned with no configuration."""
    made = demo.write(tmp_path_factory.mktemp("demo") / "customers.csv", rows=3_000, seed=request.param)
    return clean(made.path), pl.read_csv(made.truth, infer_schema=False)["entity"]


def test_customers_are_found_and_kept_apart(run: Run) -> None:
    found, truth = run
    accuracy = score(truth, found.records["entity"])
    assert accuracy.f1 >= 0.93, accuracy
    assert accuracy.largest <= 12, accuracy


def test_a_pair_called_likely_is_likely(run: Run) -> None:
    found, truth = run
    sure = found.duplicates.filter(pl.col("probability") >= 0.95)
    right = truth.gather(sure["row_a"] - 1) == truth.gather(sure["row_b"] - 1)
    assert len(sure) > 300
    assert right.mean() >= 0.9  # type: ignore[operator]


def test_every_row_is_there_in_its_order(run: Run) -> None:
    records = run[0].records
    assert records["row"].to_list() == list(range(1, 3_001))


def test_what_was_cleaned_is_clean(run: Run) -> None:
    """`customers` go through again: no form is left to mend, and hardly anybody is united further."""
    customers = run[0].customers.drop("entity", "rows", "quality")
    again = clean(customers)
    assert again.customers.height >= 0.997 * customers.height
    assert [code for code in again.issues["code"].unique() if EVERY_RULE[code].fault == "format"] == []
