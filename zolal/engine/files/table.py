"""What reading a file gives."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it was stored: every cell the text it was, nothing interpreted.

    `frame` has one String column per input column in input order, headers as names (made unique with " (2)";
    an empty header becomes "column 3"), one row per record after the header, blank lines included;
    a missing cell is "". Row numbers are 1-based positions in it.
    `issues` has the columns row (Int64), column, code, value (String): what was damaged and kept.
    """

    file: str  # the file's name without its folder
    sheet: str  # "" for files without sheets
    frame: pl.DataFrame
    issues: pl.DataFrame
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1  # 1-based line of the header in the sheet, 0 when there is none
