"""The data catalogue: every column of the input with where it came from and what it looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from zolal.engine.fields.kind import Kind
from zolal.engine.profile.statistics import profile_column


@dataclass(frozen=True, slots=True)
class Origin:
    """An input column that flows into an output column, and how sure we are of its kind."""

    file: str
    sheet: str
    header: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cells:
    """One output column over all input rows: as written, in normal form, and the issue codes ("" for none)."""

    raw: pl.Series
    value: pl.Series
    code: pl.Series
    kind: Kind
    origins: Sequence[Origin]


def catalogue(
    columns: Mapping[str, Cells],
    *,
    faults: Mapping[str, str],
    proposals: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> dict[str, Any]:
    """What `profile.json` holds: {rows, columns: [...]}, one entry an output column, in their order.

    An entry has name, kind, label (English), confidence (the least sure origin), origins
    [{file, sheet, header, confidence}], all that `profile_column` tells, and proposals for its missing values.
    """
    proposals = proposals or {}
    with ThreadPoolExecutor(2) as pool:  # polars works outside the GIL, and one column keeps one core busy
        profiles = pool.map(lambda cells: _profile(cells, faults), columns.values())
        entries = [
            {**_identity(name, cells), **profile, "proposals": [dict(p) for p in proposals.get(name, ())]}
            for (name, cells), profile in zip(columns.items(), profiles, strict=True)
        ]
    return {"rows": max((len(cells.raw) for cells in columns.values()), default=0), "columns": entries}


def _profile(cells: Cells, faults: Mapping[str, str]) -> dict[str, Any]:
    return profile_column(raw=cells.raw, value=cells.value, code=cells.code, kind=cells.kind, faults=faults)


def _identity(name: str, cells: Cells) -> dict[str, Any]:
    return {
        "name": name,
        "kind": cells.kind.name,
        "label": cells.kind.label,
        "confidence": round(min((o.confidence for o in cells.origins), default=0.0), 4),
        "origins": [{**asdict(o), "confidence": round(o.confidence, 4)} for o in cells.origins],
    }
