"""The engine on several machines beside the engine on one: time, processor time, memory, and how they grow.

python -m bench.spark [--rows 200000] [--seed N] [--data ../shared/data] [--workers 2] [--memory 3g]

The machines are processes of this one: a Spark master and workers with one core each. Tables stay on the cluster: a
Parquet file in, the customer of every row out, as Parquet. Beside it one process does the same with the same rows.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import psutil
from pyspark.sql import SparkSession

from bench.clean import exponent
from bench.cluster import cluster
from bench.data import SHARED, Truthful, fresh_seed, persian
from bench.metrics import Score, score
from zolal.engine import Options
from zolal.engine.backends.spark import match, normalise
from zolal.engine.match.resolve import Judgements
from zolal.engine.pipeline.backend import OneMachine
from zolal.engine.pipeline.sources import tables_of

ROWS_A_PARTITION = 20_000
EVERY = 0.5  # seconds between two looks at the memory


@dataclass
class Meter:
    """Seconds by the clock and of all processors, by stage, and the highest sum of resident memory in bytes."""

    stages: dict[str, tuple[float, float]] = field(default_factory=dict)
    memory: float = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        wall, processor = time.perf_counter(), _processor()
        yield
        self.stages[name] = (time.perf_counter() - wall, _processor() - processor)

    @property
    def wall(self) -> float:
        return sum(wall for wall, _ in self.stages.values())

    @property
    def processor(self) -> float:
        return sum(processor for _, processor in self.stages.values())


@contextmanager
def metered() -> Iterator[Meter]:
    """A meter that looks at the memory of this process and all below it while the block runs."""
    meter, ended = Meter(), threading.Event()

    def look() -> None:
        while not ended.wait(EVERY):
            meter.memory = max(meter.memory, sum(_of_family(lambda process: process.memory_info().rss)))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield meter
    finally:
        ended.set()
        thread.join()


def _processor() -> float:
    """Seconds of processor time that this process and all below it, also those that ended, have used."""
    return sum(_of_family(lambda process: sum(process.cpu_times()[:4])))


def _of_family(figure: Callable[[psutil.Process], float]) -> Iterator[float]:
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            yield figure(process)
        except psutil.NoSuchProcess:
            continue


def alone(made: Truthful) -> tuple[Meter, Score]:
    """One process."""
    engine = OneMachine()
    with metered() as meter:
        with meter.stage("normalise"):
            base = engine.normalised(tables_of((made.frame,), Options()), {}, "")
        with meter.stage("match"):
            _, found = engine.resolved(base, same=0.95, ask=0.6, judgements=Judgements())
    return meter, score(made.truth, found.owner.tolist())


def together(made: Truthful, spark: SparkSession, folder: Path) -> tuple[Meter, Score]:
    """The cluster."""
    source, normal_form, out = (str(folder / name) for name in ("rows.parquet", "normal", "owners"))
    rows = pl.int_range(made.frame.height, dtype=pl.Int64, eager=True).alias("row")
    made.frame.clone().insert_column(0, rows).write_parquet(source, row_group_size=20_000)
    with metered() as meter:
        with meter.stage("normalise"):
            normal = normalise(spark.read.parquet(source))
            normal.frame.write.parquet(normal_form)
        with meter.stage("match"):
            written = normal.of(spark.read.parquet(normal_form))
            found = match(written.keys, written.kinds, jalali=written.jalali)
            found.owners.write.parquet(out)
            found.release()
    return meter, score(made.truth, pl.read_parquet(f"{out}/*.parquet").sort("row")["owner"])


def show(who: str, rows: int, meter: Meter, accuracy: Score) -> None:
    hours = meter.processor / rows * 1e6 / 3600
    print(f"  {who}: {meter.memory / 2**30:.2f} GB at most, {hours:.3f} processor hours a million rows")
    for name, (wall, processor) in [*meter.stages.items(), ("both", (meter.wall, meter.processor))]:
        print(f"    {wall:7.1f} s wall, {processor:7.1f} s processor: {name}")
    print(f"    {accuracy}", flush=True)


def growth(who: str, rows: Sequence[int], meters: Sequence[Meter]) -> None:
    for name, seconds in (("wall", [m.wall for m in meters]), ("processor", [m.processor for m in meters])):
        print(f"{who}: {name} time grows with rows ^ {exponent(rows, seconds):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[200_000])
    parser.add_argument("--seed", type=int, default=fresh_seed())
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with make_customers.py")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="2g", help="of each worker's Java side")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, load {os.getloadavg()[0]:.1f}")
    one, many = [], []
    for rows in arguments.rows:
        made = persian(rows, arguments.seed, arguments.data)
        print(f"{rows:,} rows", flush=True)
        meter, accuracy = alone(made)
        one.append(meter)
        show("alone", rows, meter, accuracy)
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            partitions = max(8, rows // ROWS_A_PARTITION)
            # A fresh cluster each time: what a warm one has in its caches would flatter the later runs.
            machines = cluster(workers=arguments.workers, memory=arguments.memory, partitions=partitions)
            meter, accuracy = together(made, stack.enter_context(machines), Path(folder))
        many.append(meter)
        show("cluster", rows, meter, accuracy)
    if len(many) > 1:
        growth("alone", arguments.rows, one)
        growth("cluster", arguments.rows, many)


if __name__ == "__main__":
    main()
