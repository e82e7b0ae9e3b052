"""What is measured never sees the truth."""

from pathlib import Path

import polars as pl
import pytest

from bench.data import load, persian


@pytest.mark.parametrize("truth", ["entity_id", "cluster_id", "cluster"])
def test_the_answer_is_taken_out_of_a_file_before_the_run(tmp_path: Path, truth: str) -> None:
    path = tmp_path / "set.csv"
    pl.DataFrame({"rec_id": ["a-1", "a-2"], "name": ["Ali", None], truth: ["7", "7"]}).write_csv(path)
    made = load(path)
    assert made.frame.to_dict(as_series=False) == {"name": ["Ali", ""]}
    assert made.truth.to_list() == ["7", "7"]


def test_a_file_without_truth_is_no_benchmark(tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    pl.DataFrame({"name": ["Ali"]}).write_csv(path)
    with pytest.raises(ValueError, match=r"set\.csv has none of the columns"):
        load(path)


def test_without_the_shared_generator_the_demo_stands_in(tmp_path: Path) -> None:
    made = persian(50, 3, tmp_path)
    assert made.frame.height == len(made.truth) == 50
    assert made.frame["موبایل"].null_count() == 0
