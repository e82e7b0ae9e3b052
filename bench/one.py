"""Who is this? One new record against many: time, memory and whether the right one is among the first five.

python -m bench.one [--rows 1000000] [--seed N] [--queries 3000] [--splink] [--data ../shared/data]

Of customers entered more than once one row each is kept back; these are the questions, all other rows are on file.
A question is timed from the compared keys of the new record to the five likeliest records with their probabilities.
The keys of the records on file lie in memory as the database holds them; see `bench.warning` for the application.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TypeVar

import numpy as np
import orjson
import polars as pl
import psutil

from bench.data import SHARED, Truthful, fresh_seed, persian
from zolal.engine.match import features as matching
from zolal.engine.match.feature import Features
from zolal.engine.match.index.nearest import nearest
from zolal.engine.match.index.part import Part
from zolal.engine.match.index.signs import signs, signs_of_one
from zolal.engine.match.resolve import resolve
from zolal.engine.match.said import Said
from zolal.engine.match.single import Single
from zolal.engine.match.stored import stored
from zolal.engine.pipeline import normalise
from zolal.engine.pipeline.checks import cross_checked
from zolal.engine.pipeline.contract import Options
from zolal.engine.pipeline.landlines import with_area_codes
from zolal.engine.pipeline.sources import tables_of

PART = 131_072
TRAINED_ON = 50_000
SLACK = 8.0  # as in `quality.index`: who is less alike is not compared
FIRST = 5
KEPT = ("first_name", "last_name", "mobile", "landline", "email", "national_id", "birth_date", "company", "city",
        "province", "address", "postal_code")  # fmt: skip

Keys = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Town:
    """Keys of all rows; the questions with the rows of the same customer on file, and those on file."""

    keys: pl.DataFrame
    right: Mapping[int, set[int]]
    filed: Sequence[int]


def town(made: Truthful, queries: int, seed: int) -> Town:
    rows_of: dict[object, list[int]] = defaultdict(list)
    for row, entity in enumerate(made.truth.to_list()):
        rows_of[entity].append(row)
    dice = random.Random(seed)
    several = [rows for rows in rows_of.values() if len(rows) > 1]
    asked: dict[int, set[int]] = {}
    for rows in dice.sample(several, min(queries, len(several))):
        one = dice.choice(rows)
        asked[one] = {row for row in rows if row != one}
    return Town(_normalised(made), asked, [row for row in range(len(made.frame)) if row not in asked])


def _normalised(made: Truthful) -> pl.DataFrame:
    options = Options()
    base = normalise.normalise(tables_of((made.frame,), options), options.overrides, options.money)
    base = cross_checked(with_area_codes(base))
    return base.keys.select(name for name in KEPT if base.kinds.get(name) == name)


def built(keys: pl.DataFrame) -> Features:
    return matching.build(keys, {name: name for name in keys.columns}, jalali=True)


@dataclass(frozen=True)
class Filed:
    """An index over the records on file, their keys, and the model that judges."""

    parts: Sequence[Part]
    keys: Mapping[int, bytes]
    single: Single

    def ask(self, keys: Keys) -> list[tuple[float, int]]:
        """The likeliest records with their probabilities, best first."""
        said = Said(keys, jalali=True)
        least = log(len(self.keys)) - SLACK
        judged = [
            (self.single.probability(said, Said(orjson.loads(self.keys[one]), jalali=True)), one)
            for one in nearest(self.parts, signs_of_one(said), 0, least=least).tolist()
        ]
        return sorted(judged, reverse=True)[:FIRST]


def file(made: Town) -> Filed:
    """Build the index, and say what it costs."""
    frame = made.keys[made.filed]
    process, before = psutil.Process(), psutil.Process().memory_info().rss
    wall, cpu = time.perf_counter(), time.process_time()
    parts, peak = [], before
    for start in range(0, len(frame), PART):
        some = frame[start : start + PART]
        parts.append(Part.of(np.array(made.filed[start : start + PART]), signs(built(some))))
        peak = max(peak, process.memory_info().rss)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    held = sum(part.size for part in parts)
    print(f"  index of {len(frame):,}: built in {wall:.1f} s ({cpu:.1f} s of processor), {held / 1e6:.0f} MB,")
    print(f"    and {(peak - before) / 1e6:.0f} MB more than before while it was built")
    learnt = frame.head(TRAINED_ON)
    features = built(learnt)
    model = stored(resolve(features, same=0.95, ask=0.6).model, features)
    rows = frame.to_dicts()
    keys = {at: orjson.dumps({k: v for k, v in row.items() if v}) for at, row in zip(made.filed, rows, strict=True)}
    return Filed(parts, keys, Single.of(model))


def measure(filed: Filed, made: Town) -> None:
    asked = [{k: v for k, v in made.keys.row(row, named=True).items() if v} for row in made.right]
    for keys in asked[:100]:
        filed.ask(keys)
    clock, computed, first, among = [], [], 0, 0
    for keys, right in zip(asked, made.right.values(), strict=True):
        wall, cpu = time.perf_counter(), time.process_time()
        found = [one for _, one in filed.ask(keys)]
        clock.append(time.perf_counter() - wall)
        computed.append(time.process_time() - cpu)
        first += bool(right & {*found[:1]})
        among += bool(right & {*found})
    print(f"  {len(asked):,} questions: right one first {first / len(asked):.4f}, in the first five ", end="")
    print(f"{among / len(asked):.4f}")
    for name, times in (("clock", clock), ("processor", computed)):
        p50, p95, p99 = np.percentile(np.array(times) * 1000, (50, 95, 99))
        print(f"    ms by the {name:9}: p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f}, max {max(times) * 1000:.2f}")


def restart(filed: Filed, made: Town) -> None:
    """The index written down and read back: the same answers."""
    written = [part.to_bytes() for part in filed.parts]
    seconds, again = timed(lambda: [Part.from_bytes(data) for data in written])
    other = Filed(again, filed.keys, filed.single)
    some = [made.keys.row(row, named=True) for row in list(made.right)[:200]]
    same = all(other.ask(keys) == filed.ask(keys) for keys in some)
    total = sum(map(len, written))
    print(f"  written down {total / 1e6:.0f} MB; read back in {seconds * 1000:.1f} ms, answers the same: {same}")


def splink(made: Town, queries: int) -> None:
    """Splink's answers to the same questions, one at a time, as it is documented for real-time linkage."""
    from bench.peer_one import trained  # noqa: PLC0415 - Splink is there only after `make bench`

    peer = trained(made.keys[made.filed])
    times, among = [], 0
    for row, right in list(made.right.items())[:queries]:
        start = time.perf_counter()
        found = peer.asked(made.keys.row(row, named=True))
        times.append(time.perf_counter() - start)
        among += bool(right & {made.filed[one] for one in found[:FIRST]})
    print(f"  splink, {len(times)} questions: p50 {np.median(times):.2f} s, max {max(times):.2f} s, ", end="")
    print(f"in the first five {among / len(times):.4f}")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with make_customers.py")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=fresh_seed())
    parser.add_argument("--queries", type=int, default=3_000)
    parser.add_argument("--splink", action="store_true", help="ask Splink the first twenty of the same questions")
    arguments = parser.parse_args()
    print(f"{arguments.rows:,} rows, seed {arguments.seed}")
    made = town(persian(arguments.rows, arguments.seed, arguments.data), arguments.queries, arguments.seed)
    filed = file(made)
    measure(filed, made)
    restart(filed, made)
    if arguments.splink:
        splink(made, 20)


if __name__ == "__main__":
    main()
