"""A proposal to fill missing values: never a fact, always marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def proposal(
    method: str, *, share: float, rows: int, value: str = "", examples: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """A proposal as it stands in `profile.json`.

    `method` is "majority", "median", "city" or "given_name"; `value` is "" where it differs from row to row, then
    `examples` shows (what it is drawn from, the value); `share` is how often the method is right where the
    value is known (for the median: the share of the rows it stands for); `rows` counts the cells it would fill.
    """
    return {
        "imputed": True,
        "method": method,
        "value": value,
        "share": round(share, 4),
        "rows": rows,
        "examples": [{"from": source, "value": guess} for source, guess in examples],
    }
