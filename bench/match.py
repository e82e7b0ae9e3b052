"""Who is the same person? Ours beside the peers', in one run on one machine, with no configuration and no labels.

python -m bench.match [--sets NAME ...] [--peers splink goldenmatch] [--data ../shared/data] [--seed N] [--write]

Our threshold is the one the product has; each peer gets the threshold that suits it best, chosen with the truth.
Persian sets are made anew by the seed, which is printed. GoldenMatch lives in a Python of its own: --goldenmatch
PYTHON. `--write` puts what was measured into docs/benchmarks.md and leaves the other sets there as they are.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from bench import clean as whole
from bench import peer_goldenmatch, yardstick
from bench.data import SHARED, Truthful, fresh_seed, load, persian
from bench.metrics import calibration, edges, score
from bench.published import Line, Section, publish
from zolal.engine import clean
from zolal.engine.match import features as matching
from zolal.engine.match.pairs import Floats, Mask
from zolal.engine.match.resolve import resolve
from zolal.engine.pipeline.checks import cross_checked
from zolal.engine.pipeline.contract import Options
from zolal.engine.pipeline.landlines import with_area_codes
from zolal.engine.pipeline.normalise import normalise
from zolal.engine.pipeline.sources import tables_of

FILES = {
    "fake_1000": "build/fake_1000.csv",
    "febrl2": "build/febrl2.csv",
    "febrl3": "report/febrl3.csv",
    "historical_50k": "report/historical_50k.parquet",
}
PERSIAN = {"persian_20k": 20_000, "persian_200k": 200_000}
GOLDENMATCH_UP_TO = 60_000
"""Rows; it needs minutes for more."""


@dataclass(frozen=True, slots=True)
class Peers:
    """Which of them are here. `goldenmatch` is the Python it lives in, "" without it."""

    splink: bool
    goldenmatch: str

    def beside(self, made: Truthful, values: pl.DataFrame | None = None) -> list[Line]:
        """Clusters of the peers; Splink also on our normal forms, where there are any."""
        lines = []
        tables = {"Splink": made.frame} | ({} if values is None else {"Splink on our values": values})
        for who, table in tables.items() if self.splink else ():
            start = time.perf_counter()
            threshold, accuracy = yardstick.best(made, table)
            lines.append(Line(f"{who}, at {threshold}", accuracy, time.perf_counter() - start))
        if self.goldenmatch and len(made.frame) <= GOLDENMATCH_UP_TO:
            lines += _goldenmatch(made, self.goldenmatch)
        return lines


def _goldenmatch(made: Truthful, python: str) -> list[Line]:
    start = time.perf_counter()
    try:
        found = peer_goldenmatch.clusters(made.frame, python)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failed:
        print(f"  GoldenMatch gave nothing: {failed}", file=sys.stderr)
        return []
    return [Line("GoldenMatch", score(made.truth, found), time.perf_counter() - start)]


def from_file(name: str, data: Path, peers: Peers) -> Section:
    """One set that lies in a file."""
    made = load(data / "bench" / FILES[name])
    return Section(name, _about(made), [_ours(made)[0], *peers.beside(made)])


def link(data: Path, peers: Peers) -> Section:
    """Two files: the links between them, at our fixed threshold."""
    one, other = (load(data / "bench" / "report" / f"febrl4{side}.csv") for side in "ab")
    made = Truthful("febrl4", pl.concat([one.frame, other.frame]), pl.concat([one.truth, other.truth]))
    first, true = len(one.frame), len(one.truth.to_frame().join(other.truth.to_frame(), on=one.truth.name))
    start = time.perf_counter()
    cleaned = clean(one.frame, other.frame)
    links = cleaned.duplicates.filter(
        (pl.col("file_a") != pl.col("file_b")) & (pl.col("probability") >= Options().same)
    )
    at = {place: row for row, place in enumerate(cleaned.records.select("file", "row").iter_rows())}
    left, right = ([at[place] for place in links.select(f"file_{s}", f"row_{s}").iter_rows()] for s in "ab")
    lines = [Line("Zolal", edges(made.truth, left, right, true=true), time.perf_counter() - start)]
    if peers.splink:
        start = time.perf_counter()
        threshold, accuracy = yardstick.best_link(made, made.frame, first)
        lines.append(Line(f"Splink, at {threshold}", accuracy, time.perf_counter() - start))
    return Section("febrl4", f"links between two files of {first:,} rows; pairs, not clusters", lines)


def made_anew(name: str, data: Path, seed: int, peers: Peers) -> Section:
    """Persian customers of a seed nobody has seen."""
    made = persian(PERSIAN[name], seed, data)
    ours, values = _ours(made)
    return Section(name, f"{_about(made)}, seed {seed}", [ours, *peers.beside(made, values)])


def million(data: Path, seed: int, peers: Peers) -> Section:
    """A million rows through `zolal clean`, with time and memory of the whole process."""
    made = persian(1_000_000, seed, data)
    with tempfile.TemporaryDirectory() as folder:
        cost, accuracy = whole.run(made, Path(folder))
        values = pl.read_csv(Path(folder) / "clean" / "records.csv", infer_schema=False).fill_null("")
    stages = json.loads(cost.output)["stages"]
    told = "; ".join(f"{stage}: {seconds:.1f} s" for stage, seconds in stages.items())
    about = (
        f"{_about(made)}, seed {seed}. `zolal clean` as a whole: {cost.wall:.0f} s by the clock, {cost.cpu:.0f} s of "
        f"processor, {cost.memory / 2**30:.2f} GB at most ({told})"
    )
    lines = [Line("Zolal", accuracy, cost.wall)]
    if peers.splink:
        values = values.select(column for column in values.columns if not column.startswith("raw:"))
        start = time.perf_counter()
        threshold, found = yardstick.best(made, values)
        lines.append(Line(f"Splink on our values, at {threshold}", found, time.perf_counter() - start))
    return Section("persian_1m", about, lines)


def calibrated(data: Path, seed: int) -> Section:
    """Are nine of ten pairs called 0.9 right? All pairs that were scored, before any cluster is formed.

    Two sets, so that every band has enough pairs.
    """
    found = [scored(persian(200_000, one, data)) for one in (seed, seed + 1)]
    probability, true = (np.concatenate(parts) for parts in zip(*found, strict=True))
    about = f"two sets of 200,000 rows, seeds {seed} and {seed + 1}; all scored pairs before clustering"
    return Section("calibration", about, [], calibration(probability, true))


def scored(made: Truthful) -> tuple[Floats, Mask]:
    """The probability of every pair from 0.5 on, and whether it is one. Mere copies of rows are not scored."""
    options = Options()
    base = cross_checked(with_area_codes(normalise(tables_of([made.frame], options), options.overrides, options.money)))
    features = matching.build(base.keys, base.kinds, jalali=base.jalali)
    found = resolve(features, same=options.same, ask=0.5)
    at = np.flatnonzero((found.probability >= 0.5) & (found.probability < 1))
    truth = made.truth.rank("dense").to_numpy()
    return found.probability[at], truth[found.pairs.left[at]] == truth[found.pairs.right[at]]


def _ours(made: Truthful) -> tuple[Line, pl.DataFrame]:
    """Our line, and the normal forms for a peer that has none of its own."""
    start = time.perf_counter()
    records = clean(made.frame).records
    line = Line("Zolal", score(made.truth, records["entity"]), time.perf_counter() - start)
    return line, records.select(column for column in records.columns if not column.startswith("raw:"))


def _about(made: Truthful) -> str:
    sizes = made.truth.value_counts()["count"].cast(pl.Int64)
    pairs = int((sizes * (sizes - 1) // 2).sum())
    return f"{len(made.frame):,} rows, {len(sizes):,} entities, {pairs:,} true pairs"


def runs(data: Path, seed: int, peers: Peers) -> dict[str, Callable[[], Section]]:
    """Every set by its name, in the order of the document."""
    found: dict[str, Callable[[], Section]] = {}
    found |= {name: lambda name=name: from_file(name, data, peers) for name in FILES}  # type: ignore[misc]
    found["febrl4"] = lambda: link(data, peers)
    found |= {name: lambda name=name: made_anew(name, data, seed, peers) for name in PERSIAN}  # type: ignore[misc]
    found["persian_1m"] = lambda: million(data, seed, peers)
    found["calibration"] = lambda: calibrated(data, seed)
    return found


def _peers(wanted: Sequence[str], python: str) -> Peers:
    splink = "splink" in wanted and importlib.util.find_spec("splink") is not None
    return Peers(splink, python if "goldenmatch" in wanted else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="+", choices=[*FILES, "febrl4", *PERSIAN, "persian_1m", "calibration"])
    parser.add_argument("--peers", nargs="*", default=["splink", "goldenmatch"], choices=["splink", "goldenmatch"])
    parser.add_argument("--goldenmatch", default="", metavar="PYTHON", help="the Python in which it is installed")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with bench/ and make_customers.py")
    parser.add_argument("--seed", type=int, default=fresh_seed(), help="of the Persian sets")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    peers = _peers(arguments.peers, arguments.goldenmatch)
    all_runs = runs(arguments.data, arguments.seed, peers)
    for name in arguments.sets or all_runs:
        section = all_runs[name]()
        print(section.as_text(), flush=True)
        if arguments.write:
            publish(section, python=arguments.goldenmatch)


if __name__ == "__main__":
    main()
