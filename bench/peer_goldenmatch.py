"""GoldenMatch beside us, without configuration, as its own documentation begins: one file in, clusters out.

It lives in a Python of its own, because its dependencies are not ours. `clusters` asks that Python; run as a script
this file is what it runs: `python peer_goldenmatch.py TABLE.csv CLUSTERS.json`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

LONGEST = 900  # seconds


def clusters(frame: pl.DataFrame, python: str) -> list[int]:
    """The cluster of every row. CalledProcessError when it fails, TimeoutExpired when it takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        table, found = Path(folder) / "table.csv", Path(folder) / "clusters.json"
        frame.write_csv(table)
        subprocess.run([python, __file__, table, found], check=True, capture_output=True, timeout=LONGEST)
        numbers: list[int] = json.loads(found.read_text())
        return numbers


def version(python: str) -> str:
    """What is installed beside that Python. CalledProcessError when it is not."""
    code = "import importlib.metadata as m; print(m.version('goldenmatch'))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def _main(table: str, found: str) -> None:
    import goldenmatch  # noqa: PLC0415 - only in its own Python
    from pyarrow import csv, string  # noqa: PLC0415

    header = Path(table).open(encoding="utf-8").readline().strip().split(",")  # noqa: SIM115 - one line, then over
    texts = csv.ConvertOptions(column_types=dict.fromkeys(header, string()), strings_can_be_null=True)
    rows = csv.read_csv(table, convert_options=texts)
    owner = list(range(rows.num_rows))
    for number, cluster in goldenmatch.dedupe_df(rows).clusters.items():
        for member in cluster["members"]:
            owner[member] = rows.num_rows + int(number)
    Path(found).write_text(json.dumps(owner))


if __name__ == "__main__":
    _main(*sys.argv[1:])
