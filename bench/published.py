"""`docs/benchmarks.md`: a section a set, each with when, where and with what it was measured."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench import peer_goldenmatch
from bench.metrics import Band, Score

DOCUMENT = Path(__file__).parent.parent / "docs" / "benchmarks.md"
LEAST_PAIRS = 1_000
"""A band of fewer pairs tells little."""


@dataclass(frozen=True, slots=True)
class Line:
    """Whose result, how good, how long it took by the clock."""

    who: str
    accuracy: Score
    seconds: float


@dataclass(frozen=True, slots=True)
class Section:
    """What was measured on one set; ours is the first line."""

    name: str
    about: str
    lines: Sequence[Line]
    bands: Sequence[Band] = field(default_factory=list)

    def table(self) -> str:
        """As Markdown, with how we stand to the best peer below."""
        if self.bands:
            return _banded(self.bands)
        rows = ["| | F1 | precision | recall | B³ | largest | seconds |", "|---|---|---|---|---|---|---|"]
        rows += [_row(line) for line in self.lines]
        return "\n".join([*rows, *self._ratio()])

    def _ratio(self) -> list[str]:
        if len(self.lines) < 2:
            return []
        ours, best = self.lines[0].accuracy.f1, max(line.accuracy.f1 for line in self.lines[1:])
        errors = f"{(1 - ours) / (1 - best):.2f}" if best < 1 else "none to compare with"
        return ["", f"F1 over the best peer's: {ours / best:.4f}. Errors (1 - F1) over its: {errors}."]

    def as_text(self) -> str:
        return f"\n{self.name}: {self.about}\n{self.table()}"


def _row(line: Line) -> str:
    a = line.accuracy
    clusters = (f"{a.b3:.4f}", str(a.largest)) if a.b3 else ("", "")
    cells = [line.who, *(f"{x:.4f}" for x in (a.f1, a.precision, a.recall)), *clusters, f"{line.seconds:.1f}"]
    return f"| {' | '.join(cells)} |"


def _banded(bands: Sequence[Band]) -> str:
    rows = ["| probability from | pairs | predicted | true | points too sure |", "|---|---|---|---|---|"]
    for band in bands:
        few = "" if band.pairs >= LEAST_PAIRS else " (few pairs)"
        rows.append(
            f"| {band.low}{few} | {band.pairs:,} | {band.predicted:.4f} | {band.true:.4f} | {band.error:+.1f} |"
        )
    return "\n".join(rows)


def publish(section: Section, *, python: str = "") -> None:
    """Put the section in the place of the one of that name; what was not measured anew stays as it is."""
    head, *rest = re.split(r"(?m)^## ", DOCUMENT.read_text(encoding="utf-8"))
    sections = {part.split("\n", 1)[0]: part for part in rest}
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    sections[section.name] = (
        f"{section.name}\n\n{section.about}.\n\n{section.table()}\n\n"
        f"`python -m bench.match --sets {section.name}`, {when}, {os.cpu_count()} cores, load {load}; "
        f"{_versions(python)}.\n\n"
    )
    text = head + "".join(f"## {part.rstrip()}\n\n" for part in sections.values())
    DOCUMENT.write_text(text.rstrip() + "\n", encoding="utf-8")


def _versions(python: str) -> str:
    found = []
    for package in ("zolal", "splink", "duckdb", "polars", "numpy"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join([*found, *([f"goldenmatch {peer_goldenmatch.version(python)}"] if python else [])])
