"""Raw texts as every database can hold them."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.engine.fields import KINDS
from zolal.engine.fields.executor import parse_cell, parse_column
from zolal.engine.fields.kind import Context, Parsed

_FEW = 40
"""Up to so many cells are read faster one by one than as a column."""


def storable(cells: Sequence[str | None]) -> list[str]:
    """The cells without what PostgreSQL refuses: NUL becomes �, and so do halves of surrogate pairs."""
    kept = [cell or "" for cell in cells]
    whole = "".join(kept)
    # At one look: what is refused is rare.
    return kept if _storable(whole) == whole else [_storable(cell) for cell in kept]


def _storable(cell: str) -> str:
    if cell.isascii():
        return cell.replace("\0", "\ufffd")
    return cell.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def read(kind: str, cells: Sequence[str], context: Context) -> list[tuple[str, str, str, str]]:
    """(value, key, code, proposal) of each cell, by the rule of an engine's kind: few or many, the same answers."""
    if len(cells) <= _FEW:
        return [_parts(parse_cell(KINDS[kind], cell, context)) for cell in cells]
    import polars as pl  # noqa: PLC0415 - a form needs none

    return parse_column(KINDS[kind], pl.Series(cells, dtype=pl.String), context).rows()


def _parts(parsed: Parsed) -> tuple[str, str, str, str]:
    return parsed.value, parsed.key, parsed.code, parsed.proposal
