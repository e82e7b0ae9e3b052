"""Whatever a caller hands in, as tables with distinct names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from zolal.engine.files import Table, read
from zolal.engine.files.sheet import ISSUE_SCHEMA
from zolal.engine.pipeline.contract import Options, Source


def tables_of(sources: Sequence[Source], options: Options) -> list[Table]:
    """One table a sheet, in the order given; two files of one name are told apart by " (2)". Raises `FileError`."""
    if not sources:
        raise ValueError("clean() needs a file, a table or a frame.")
    return _distinct(_tables(source, number, options) for number, source in enumerate(sources, 1))


def _tables(source: Source, number: int, options: Options) -> list[Table]:
    if isinstance(source, Table):
        return [source]
    if isinstance(source, str | Path):
        return read(
            source,
            sheet=options.sheet,
            delimiter=options.delimiter,
            encoding=options.encoding,
            header_row=options.header_row,
        )
    text = source.select(pl.all().cast(pl.String).fill_null(""))
    return [Table(f"table {number}", "", text, pl.DataFrame(schema=ISSUE_SCHEMA))]


def _distinct(groups: Iterable[list[Table]]) -> list[Table]:
    seen: Counter[str] = Counter()
    tables: list[Table] = []
    for group in groups:
        for name in dict.fromkeys(table.file for table in group):
            seen[name] += 1
        tables += [replace(t, file=f"{t.file} ({seen[t.file]})") if seen[t.file] > 1 else t for t in group]
    return tables
