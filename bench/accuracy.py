"""Who is the same person? F1 of clusters with no configuration, on the sets for building and on fresh seeds.

python -m bench.accuracy [--splink] [--seeds N ...] [--rows 20000] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from bench.data import SHARED, Truthful, build_sets, fresh_seed, persian
from bench.metrics import Score, score
from zolal.engine import clean


def report(who: str, seconds: float, accuracy: Score) -> None:
    print(f"  {who:24} {accuracy}  {seconds:6.1f} s", flush=True)


def ours(made: Truthful) -> pl.DataFrame:
    """Measure the engine on a set; gives the normal forms, for a peer that has none of its own."""
    start = time.perf_counter()
    records = clean(made.frame).records
    report("zolal", time.perf_counter() - start, score(made.truth, records["entity"]))
    return records.select(column for column in records.columns if not column.startswith("raw:"))


def splink(made: Truthful, who: str, values: pl.DataFrame) -> None:
    """Measure Splink on a set, at the threshold that suits it best."""
    from bench import yardstick  # noqa: PLC0415 - Splink is there only after `make bench`

    start = time.perf_counter()
    threshold, accuracy = yardstick.best(made, values)
    report(f"{who}, at {threshold}", time.perf_counter() - start, accuracy)


def sets(data: Path, rows: int, seeds: list[int]) -> Iterator[Truthful]:
    if data.exists():
        yield from build_sets(data)
    for seed in seeds:
        yield persian(rows, seed, data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with bench/build and make_customers.py")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of a fresh seed")
    parser.add_argument("--seeds", type=int, nargs="*", default=[fresh_seed(), fresh_seed()])
    parser.add_argument("--splink", action="store_true", help="measure Splink beside us")
    arguments = parser.parse_args()
    for made in sets(arguments.data, arguments.rows, arguments.seeds):
        print(f"{made.name}: {len(made.frame):,} rows, {made.truth.n_unique():,} entities")
        values = ours(made)
        if arguments.splink:
            splink(made, "splink, raw", made.frame)
            splink(made, "splink, our values", values)


if __name__ == "__main__":
    main()
