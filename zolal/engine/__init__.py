"""The data engine: pure functions over tables. It never writes, and knows no clock, no network and no settings.

from zolal.engine import Options, clean

cleaned = clean("customers.xlsx", "old-shop.csv", options=Options(essential=("name", "mobile")))
cleaned.customers  # a polars frame; so are records, issues and duplicates
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zolal.engine.pipeline import Cleaned, Options, clean

__all__ = ["Cleaned", "Options", "clean"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the pipeline calls so
    """Import the pipeline when it is first asked for: a reading child needs the files only."""
    if name in __all__:
        from zolal.engine import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(name)
