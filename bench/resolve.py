"""What matching alone costs, from a table in memory to customers: every stage's time, processor time and memory.

First all of it: normal forms, features, a model learnt from the data, customers. Then as it is done every day: the
columns are prepared and a stored model is at hand, only candidates, probabilities and customers are to be found.

python -m bench.resolve [--rows 1000000] [--seed N] [--data ../shared/data]
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import polars as pl
import psutil

from bench.data import SHARED, Truthful, fresh_seed, persian
from bench.metrics import Score, score
from bench.process import SAMPLE, Cost, measure
from zolal.engine.match.features import build
from zolal.engine.match.resolve import resolve
from zolal.engine.match.stored import Stored, model_of, stored
from zolal.engine.pipeline.backend import OneMachine
from zolal.engine.pipeline.contract import Options
from zolal.engine.pipeline.sources import tables_of

LEARNT = ("normal forms", "features", "match: learn, score, cluster")
STORED = "match with a stored model"


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds of wall and processor time, and the resident memory in bytes: before, and at most."""

    name: str
    wall: float
    cpu: float
    before: int
    peak: int


@contextmanager
def watched(name: str, stages: list[Stage]) -> Iterator[None]:
    """Measure what is done inside."""
    this = psutil.Process()
    peaks, over = [before := this.memory_info().rss], threading.Event()

    def watch() -> None:
        while not over.wait(SAMPLE):
            peaks.append(this.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start, processor = time.perf_counter(), _processor()
    try:
        yield
    finally:
        wall, cpu = time.perf_counter() - start, _processor() - processor
        over.set()
        watcher.join()
        stages.append(Stage(name, wall, cpu, before, max(peaks)))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def run(table: Path, found: Path) -> list[Stage]:
    """All stages over a table, in this process; the customers found are written, a column for each way."""
    stages: list[Stage] = []
    options, machine = Options(), OneMachine()
    frame = pl.read_parquet(table)
    with watched(LEARNT[0], stages):
        base = machine.normalised(tables_of([frame], options), options.overrides, options.money)
    del frame
    with watched(LEARNT[1], stages):
        features = build(base.keys, base.kinds, jalali=base.jalali)
    # The normal forms and the faults are a result; the keys have done their part.
    base = replace(base, keys=pl.DataFrame())
    with watched(LEARNT[2], stages):
        learnt = resolve(features, same=options.same, ask=options.ask)
    kept = stored(learnt.model, features).to_bytes()
    owners = {"learnt": learnt.owner}
    del learnt
    with watched(STORED, stages):
        again = resolve(features, same=options.same, ask=options.ask, model=model_of(Stored.from_bytes(kept), features))
    owners["stored"] = again.owner
    assert base.size == len(again.owner)
    pl.DataFrame(owners).write_parquet(found)
    return stages


def apart(made: Truthful, folder: Path) -> tuple[Cost, list[Stage], dict[str, Score]]:
    """The same in a process of its own, compared with the truth."""
    table, found = folder / "customers.parquet", folder / "found.parquet"
    made.frame.write_parquet(table)
    cost = measure([sys.executable, "-m", "bench.resolve", "--table", str(table), "--found", str(found)])
    owners = pl.read_parquet(found)
    stages = [Stage(**stage) for stage in json.loads(cost.output)]
    return cost, stages, {name: score(made.truth, owners[name]) for name in owners.columns}


def show(rows: int, stages: Sequence[Stage], scores: dict[str, Score]) -> None:
    print(f"{rows:,} rows")
    for stage in stages:
        print(f"  {stage.wall:7.2f} s {stage.cpu:7.2f} s processor  {_memory(stage)}  {stage.name}")
    together = [stage for stage in stages if stage.name in LEARNT]
    peak = max(stage.peak for stage in together) / 2**30
    print(
        f"  {sum(stage.wall for stage in together):7.2f} s {sum(stage.cpu for stage in together):7.2f} s processor  "
        f"{peak:.2f} GB at most   all but the last"
    )
    for name, accuracy in scores.items():
        print(f"  {name:8} {accuracy}")


def _memory(stage: Stage) -> str:
    return f"{stage.before / 2**30:.2f} → {stage.peak / 2**30:.2f} GB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=fresh_seed())
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with make_customers.py")
    parser.add_argument("--table", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--found", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.table:
        print(json.dumps([asdict(stage) for stage in run(arguments.table, arguments.found)]))
        return
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory() as folder:
        _, stages, scores = apart(persian(arguments.rows, arguments.seed, arguments.data), Path(folder))
    show(arguments.rows, stages, scores)


if __name__ == "__main__":
    main()
