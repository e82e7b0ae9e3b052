"""`zolal clean` end to end, as a user runs it: time, memory and accuracy, and how they grow with the rows.

python -m bench.clean [--rows 100000 300000 1000000] [--seed N] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from bench.data import SHARED, Truthful, fresh_seed, persian
from bench.metrics import Score, score
from bench.process import Cost, measure


def exponent(rows: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log seconds over log rows by least squares: 1 is linear; n·log n is about 1.08 around 300,000."""
    x, y = [math.log(n) for n in rows], [math.log(s) for s in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


def run(made: Truthful, folder: Path) -> tuple[Cost, Score]:
    """Clean one set as a process of its own and compare what it found with the truth."""
    source, out = folder / "customers.csv", folder / "clean"
    made.frame.write_csv(source)
    command = [sys.executable, "-m", "zolal.cli", "clean", source, "--out", out, "--format", "json", "--force"]
    cost = measure([str(part) for part in command])
    found = pl.read_csv(out / "records.csv", columns=["entity"], infer_schema=False)["entity"]
    return cost, score(made.truth, found)


def show(rows: int, cost: Cost, accuracy: Score) -> None:
    print(f"\n{rows:,} rows: {cost.wall:.1f} s wall, {cost.cpu:.1f} s processor, {cost.memory / 2**30:.2f} GB at most")
    print(f"  {accuracy}")
    stages: dict[str, float] = json.loads(cost.output).get("stages", {})
    for stage, seconds in stages.items():
        print(f"  {seconds:8.2f} s  {seconds / cost.wall:4.0%}  {stage}")
    print(f"  {cost.wall - sum(stages.values()):8.2f} s        start-up, end and what no stage names", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 300_000, 1_000_000])
    parser.add_argument("--seed", type=int, default=fresh_seed())
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with make_customers.py")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    walls = []
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            cost, accuracy = run(persian(rows, arguments.seed, arguments.data), Path(folder))
        walls.append(cost.wall)
        show(rows, cost, accuracy)
    if len(walls) > 1:
        print(f"\ntime grows with rows ^ {exponent(arguments.rows, walls):.2f}")


if __name__ == "__main__":
    main()
