"""Normalising on Spark: what a column holds is learnt from a sample, then every batch is read by the same rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.batches import Batches, gathered, text
from zolal.engine.backends.spark.frames import sample
from zolal.engine.files import Table
from zolal.engine.files.sheet import ISSUE_SCHEMA
from zolal.engine.pipeline.checks import cross_checked
from zolal.engine.pipeline.landlines import common_area, with_area_codes
from zolal.engine.pipeline.normalise import Base, read, recognised
from zolal.engine.profile.column import Column

BATCH = 50_000
LEARNT_FROM = 50_000
"""So many rows, drawn evenly, tell what the columns hold, and in which area nearly everybody lives."""
FAULTS = "array<struct<order:int,column:string,code:string,value:string,proposal:string>>"


@dataclass(frozen=True)
class Reading:
    """What must be known of all rows to read some: the tables without their rows, and their columns."""

    tables: Sequence[Table]
    columns: Sequence[Sequence[Column]]
    area: str = ""

    @classmethod
    def of(cls, tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> Reading:
        """Learnt from the tables; raises `UnknownKind` and `UnknownColumn` for the overrides."""
        empty = [replace(table, frame=table.frame.clear(), issues=table.issues.clear()) for table in tables]
        reading = cls(empty, recognised(tables, overrides, money))
        step = max(1, -(-sum(table.frame.height for table in tables) // LEARNT_FROM))
        some = [replace(table, frame=table.frame.gather_every(step), issues=table.issues.clear()) for table in tables]
        return replace(reading, area=common_area(read(some, reading.columns)))

    def base(self, number: int = 0, frame: pl.DataFrame | None = None) -> Base:
        """Rows of one of the tables, read; without a frame only what is known before any row."""
        tables = list(self.tables)
        if frame is not None:
            tables[number] = replace(tables[number], frame=frame)
        return cross_checked(with_area_codes(read(tables, self.columns), common=self.area))

    @property
    def schema(self) -> str:
        """Of what `read_batches` gives, as Spark writes it; headers may hold any sign, so columns are numbered."""
        base = self.base()
        texts = [
            *numbered("raw", base.raw),
            *(n for part in "value key code".split() for n in numbered(part, base.values)),
        ]
        return ", ".join(["row long", *(f"{name} string" for name in texts), f"faults {FAULTS}"])


def numbered(part: str, frame: pl.DataFrame) -> list[str]:
    """The names under which the columns of a part of the base travel."""
    return [f"{part}_{number}" for number in range(frame.width)]


def read_batches(batches: Batches, reading: Reading, number: int) -> Iterator[pa.RecordBatch]:
    """`row` and raw cells in, the base of these rows out: a row of its parts side by side."""
    for table in gathered(batches, BATCH):
        frame = pl.DataFrame(pl.from_arrow(table))
        cells = frame.drop("row").rename(
            dict(zip(frame.columns[1:], reading.tables[number].frame.columns, strict=True))
        )
        base = reading.base(number, cells)
        parts = [
            part.rename(dict(zip(part.columns, numbered(name, part), strict=True)))
            for name, part in (
                ("raw", base.raw), ("value", base.values), ("key", base.keys), ("code", base.codes.cast(pl.String)),
            )
        ]  # fmt: skip
        yield from text(pl.concat([frame.select("row"), *parts, _faults(base)], how="horizontal")).to_batches()


def _faults(base: Base) -> pl.DataFrame:
    """The faults of each row as one list."""
    listed = base.faults.group_by("position", maintain_order=True).agg(
        pl.struct("order", "column", "code", "value", "proposal").alias("faults")
    )
    rows = pl.DataFrame({"position": pl.int_range(base.size, dtype=pl.Int64, eager=True)})
    return rows.join(listed, on="position", how="left", maintain_order="left").select(pl.col("faults").fill_null([]))


@dataclass(frozen=True)
class Normal:
    """A table in normal form on the cluster: `row`, `value_0` …, `key_0` …, by the output columns in `kinds`."""

    frame: DataFrame
    kinds: Mapping[str, str]
    jalali: bool

    @property
    def keys(self) -> DataFrame:
        """`row` and the keys under the names of the output columns."""
        return self._part("key")

    @property
    def values(self) -> DataFrame:
        """`row` and the values under the names of the output columns."""
        return self._part("value")

    def of(self, frame: DataFrame) -> Normal:
        """The same, read back from where `frame` was written."""
        return replace(self, frame=frame)

    def _part(self, part: str) -> DataFrame:
        names = [f"{part}_{number} as `{name}`" for number, name in enumerate(self.kinds)]
        return self.frame.selectExpr("row", *names)


def normalise(frame: DataFrame, *, overrides: Mapping[str, str] | None = None, money: str = "") -> Normal:
    """A table of text on the cluster, `row` (long, distinct) among its columns, in normal form.

    Raises `UnknownKind` and `UnknownColumn` for the overrides.
    """
    headers = [name for name in frame.columns if name != "row"]
    cells = frame.select(
        "row",
        *(f.coalesce(f.col(f"`{name}`").cast("string"), f.lit("")).alias(f"raw_{n}") for n, name in enumerate(headers)),
    )
    some = pl.DataFrame(pl.from_arrow(sample(cells, LEARNT_FROM).toArrow())).sort("row").drop("row")
    some = some.rename(dict(zip(some.columns, headers, strict=True)))
    reading = Reading.of([Table("table 1", "", some, pl.DataFrame(schema=ISSUE_SCHEMA))], overrides or {}, money)
    base = reading.base()
    read_frame = cells.mapInArrow(partial(read_batches, reading=reading, number=0), reading.schema)
    return Normal(read_frame, base.kinds, base.jalali)
