"""The data that is measured on: each set a table without its truth, and the truth."""

from __future__ import annotations

import secrets
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zolal import demo

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
TRUTH = ("entity_id", "cluster_id", "cluster")
IDENTIFIERS = ("rec_id", "unique_id")  # they hold the answer too


@dataclass(frozen=True, slots=True)
class Truthful:
    """A set: its name, its rows as text without truth, and the true entity of every row."""

    name: str
    frame: pl.DataFrame
    truth: pl.Series


def fresh_seed() -> int:
    """A seed nothing was tuned on."""
    return secrets.randbelow(1_000_000) + 1_000


def load(path: Path) -> Truthful:
    """A file that carries its truth in a column. ValueError when it carries none."""
    read = pl.read_parquet if path.suffix == ".parquet" else _read_text
    frame = read(path)
    named = [column for column in TRUTH if column in frame.columns]
    if not named:
        raise ValueError(f"{path.name} has none of the columns {', '.join(TRUTH)}")
    cells = frame.drop(*named, *(column for column in IDENTIFIERS if column in frame.columns))
    return Truthful(path.stem, cells.select(pl.all().cast(pl.String).fill_null("")), frame[named[0]])


def _read_text(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def persian(rows: int, seed: int, data: Path) -> Truthful:
    """Fresh messy Persian customers: by the shared generator where it is, else by the demo's."""
    with tempfile.TemporaryDirectory() as folder:
        generator = data / "make_customers.py"
        if generator.exists():
            out = Path(folder) / f"persian_{rows}_seed_{seed}.parquet"
            subprocess.run(
                [sys.executable, generator, str(rows), out, str(seed)], check=True, stdout=subprocess.DEVNULL
            )
            return load(out)
        made = demo.write(Path(folder) / "customers.csv", rows=rows, seed=seed)
        frame = _read_text(made.path).fill_null("")
        return Truthful(f"demo_{rows}_seed_{seed}", frame, _read_text(made.truth)["entity"])
