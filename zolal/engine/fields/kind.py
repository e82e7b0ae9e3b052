"""What a kind of field is: how it is read, checked, compared and recognised."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from zolal.engine.records import Rule


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole column tells about its cells; decided once per column, never per cell."""

    # Of dates: "jalali", "gregorian", "mixed" (Gregorian, with Jalali dates among them), "historical" (Gregorian of all
    # centuries, so that 1403 is no Jalali year), or "" when the column does not tell.
    calendar: str = ""
    order: str = ""  # of day, month and year where the cell does not tell: "dmy", "mdy", "ymd", or "" undecided
    money: str = ""  # "rial", "toman", or "" undecided
    area_code: str = ""  # for local landlines, with its zero: "021"
    serial: bool = False  # the header says date, so 45375 is the day Excel counts so


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell after reading.

    `value` is the normal form, shown and stored ("" when nothing valid is in the cell);
    `key` is what matching compares (may be set for an invalid value too, so that a typo can be found);
    several values of one cell stand joined by `records.SEPARATOR`, in `value` and `key` alike;
    `code` is the issue ("" when the cell was in normal form already or empty);
    `proposal` is the mend proposed with the issue.
    """

    value: str = ""
    key: str = ""
    code: str = ""
    proposal: str = ""


EMPTY = Parsed()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of field. Each lives in a file of its own and is collected in `fields.KINDS`."""

    name: str  # the column's name in the output: "mobile"
    label: str  # English, marked with N_
    headers: tuple[str, ...]  # header texts that announce it, Persian and English, in key() form
    examples: tuple[tuple[str, str], ...]  # (as people write it, normal form)
    parse: Callable[[str, Context], Parsed]
    rules: tuple[Rule, ...] = ()
    # How surely a sample of non-empty cells is of this kind, 0..1, without looking at the header.
    recognise: Callable[[Sequence[str]], float] = lambda cells: 0.0
    # Vectorised path for the common shapes: from the raw cells to struct(value, key, code, proposal), null
    # where the shape is not common; those go through `parse`. Must agree with `parse` wherever it answers.
    fast: Callable[[pl.Expr, Context], pl.Expr] | None = None
    # "text" statistics (lengths, patterns), "number" (AVERAGE, MEDIAN, STDEV, MIN, MAX), "date" or "category".
    measure: str = "text"
    tags: frozenset[str] = field(default_factory=frozenset)
