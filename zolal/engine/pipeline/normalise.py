"""Tables in, one base of normal forms out: every cell read by the rule of its kind, every fault noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from zolal.engine.fields import KINDS, RULES
from zolal.engine.fields.card import redact_card
from zolal.engine.fields.executor import parse_column
from zolal.engine.files import Table
from zolal.engine.persian.letters import key
from zolal.engine.profile.catalogue import Origin
from zolal.engine.profile.column import Column
from zolal.engine.profile.recognise import recognise

THREADS = 2
"""While one column is read cell by cell, another can be read as a whole."""
CODES = pl.Enum(["", *RULES])


@dataclass(frozen=True)
class Base:
    """All input rows under each other. The frames have a row per input row, in order, "" for missing.

    place: file, sheet, row (Int64). raw: the original cells by header. values, keys (String) and codes (Enum): by
    output column. kinds: the kind of each output column; origins: the input columns that flow into it.
    faults: position (row number here), order (of the column), column, code, value, proposal.
    """

    place: pl.DataFrame
    raw: pl.DataFrame
    values: pl.DataFrame
    keys: pl.DataFrame
    codes: pl.DataFrame
    kinds: Mapping[str, str]
    origins: Mapping[str, Sequence[Origin]]
    faults: pl.DataFrame
    jalali: bool  # whether birth dates were written in the Jalali calendar

    @property
    def size(self) -> int:
        return self.place.height


def normalise(tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> Base:
    """Recognise and read every column of every table. Raises `UnknownKind` and `UnknownColumn` for the overrides."""
    return read(tables, recognised(tables, overrides, money))


def recognised(tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> list[list[Column]]:
    """The columns of every table; raises as `normalise` does."""
    return [recognise(t.frame, overrides=_own(overrides, t, tables), money=money) for t in tables]


def read(tables: Sequence[Table], recognised: Sequence[Sequence[Column]]) -> Base:
    """Read every column of every table as what it was recognised as."""
    parts = [_Part.of(table, columns) for table, columns in zip(tables, recognised, strict=True)]
    kinds = {name: column.kind for part in parts for name, column in part.columns.items()}
    starts = [sum(table.frame.height for table in tables[:number]) for number in range(len(tables))]
    return Base(
        place=pl.concat([place(table) for table in tables]),
        raw=_stacked([part.raw for part in parts], pl.String),
        values=_stacked([part.values for part in parts], pl.String).select(*kinds),
        keys=_stacked([part.keys for part in parts], pl.String).select(*kinds),
        codes=_stacked([part.codes for part in parts], CODES).select(*kinds),
        kinds=kinds,
        origins={name: [part.origin(name) for part in parts if name in part.columns] for name in kinds},
        faults=pl.concat(
            [part.faults.with_columns(pl.col("position") + start) for part, start in zip(parts, starts, strict=True)]
        ),
        jalali=any(
            column.kind == "birth_date" and column.context.calendar == "jalali"
            for columns in recognised
            for column in columns
        ),
    )


def _own(overrides: Mapping[str, str], table: Table, tables: Sequence[Table]) -> dict[str, str]:
    """The overrides for one of several tables; one that no table knows is left for `recognise` to refuse."""
    own = {key(header) for header in table.frame.columns}
    known = {key(header) for other in tables for header in other.frame.columns}
    return {header: kind for header, kind in overrides.items() if key(header) in own or key(header) not in known}


def place(table: Table) -> pl.DataFrame:
    """Where each row of a table stands: `Base.place`."""
    return pl.DataFrame({"row": pl.int_range(1, table.frame.height + 1, eager=True)}).select(
        pl.lit(table.file).alias("file"), pl.lit(table.sheet).alias("sheet"), "row"
    )


def _stacked(frames: Sequence[pl.DataFrame], dtype: pl.DataType | type[pl.DataType]) -> pl.DataFrame:
    missing = pl.lit("", dtype=dtype)
    united = pl.concat(frames, how="diagonal") if len(frames) > 1 else frames[0]
    return united.with_columns(pl.all().fill_null(missing))


@dataclass(frozen=True)
class _Part:
    """One table, read."""

    table: Table
    columns: Mapping[str, Column]  # by output name
    raw: pl.DataFrame
    values: pl.DataFrame
    keys: pl.DataFrame
    codes: pl.DataFrame
    faults: pl.DataFrame

    @classmethod
    def of(cls, table: Table, columns: Sequence[Column]) -> _Part:
        names = _output_names(columns)
        values, keys, codes, faults = {}, {}, {}, [damage(table)]
        raw = table.frame
        with ThreadPoolExecutor(THREADS) as pool:
            answers = pool.map(lambda column: _parsed(table, column), columns)
        for order, (name, column, parsed) in enumerate(zip(names, columns, answers, strict=True)):
            cells = table.frame[column.header]
            if column.kind == "card":
                cells = cells.map_elements(redact_card, return_dtype=pl.String)
                raw = raw.with_columns(cells.alias(column.header))
            values[name], keys[name], codes[name] = parsed["value"], parsed["key"], parsed["code"].cast(CODES)
            faults.append(_faults(parsed, cells, order, column.header))
        return cls(
            table=table,
            columns=dict(zip(names, columns, strict=True)),
            raw=raw,
            values=pl.DataFrame(values),
            keys=pl.DataFrame(keys),
            codes=pl.DataFrame(codes),
            faults=pl.concat(faults),
        )

    def origin(self, name: str) -> Origin:
        return Origin(self.table.file, self.table.sheet, self.columns[name].header, self.columns[name].confidence)


def _parsed(table: Table, column: Column) -> pl.DataFrame:
    return parse_column(KINDS[column.kind], table.frame[column.header], column.context)


def _output_names(columns: Sequence[Column]) -> list[str]:
    """The kind's name, from its second column on with a number: mobile, mobile_2."""
    seen: Counter[str] = Counter()
    names = []
    for column in columns:
        seen[column.kind] += 1
        names.append(column.kind if seen[column.kind] == 1 else f"{column.kind}_{seen[column.kind]}")
    return names


def _faults(parsed: pl.DataFrame, cells: pl.Series, order: int, header: str) -> pl.DataFrame:
    return (
        parsed.with_columns(cells.alias("cell"), pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
        .filter(pl.col("code") != "")
        .select(
            "position",
            pl.lit(order, pl.Int32).alias("order"),
            pl.lit(header).alias("column"),
            "code",
            pl.col("cell").alias("value"),
            "proposal",
        )
    )


def damage(table: Table) -> pl.DataFrame:
    """What reading the file found, in the shape of the other faults; whole rows come before their cells."""
    return table.issues.select(
        (pl.col("row") - 1).alias("position"),
        pl.lit(-1, pl.Int32).alias("order"),
        "column",
        "code",
        "value",
        pl.lit("").alias("proposal"),
    )
