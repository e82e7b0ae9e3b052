"""Local landlines get the area code of the customer's own province, which nobody writes to a neighbour."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from zolal.engine.fields.phone import AREA_ADDED, AREA_CODE
from zolal.engine.persian.places import area_code
from zolal.engine.pipeline.normalise import CODES, Base

_KINDS = ("landline", "phone")
_PLACES = ("province", "city")
_HALF, _NEARLY_ALL = 0.5, 0.9
_LOCAL = r"^[1-9]\d{7}$"


def with_area_codes(base: Base, *, common: str | None = None) -> Base:
    """The base with local landlines completed, as a mend of form, where the record itself names its province.

    `common` is the area code of those that name none; None: what `common_area` says of this base.
    """
    areas = _areas(base)
    if areas is None:
        return base
    areas = areas.fill_null(_common(areas) if common is None else common)
    for column, kind in base.kinds.items():
        if kind in _KINDS:
            base = _completed(base, column, areas)
    return base


def common_area(base: Base) -> str:
    """The area code of nine in ten records that name a place, where half of all do; "" where there is none."""
    areas = _areas(base)
    return "" if areas is None else _common(areas)


def _areas(base: Base) -> pl.Series | None:
    """The area code of each record's province, else of its city, null where neither is known."""
    found = []
    for place in (name for name in _PLACES if name in base.keys.columns):
        names = base.keys[place].unique()
        codes = pl.Series([area_code(name) if name else "" for name in names], dtype=pl.String)
        found.append(base.keys[place].replace_strict(names, codes, return_dtype=pl.String))
    if not found:
        return None
    known = [pl.when(pl.col(own.name) != "").then(own.name) for own in found]
    return pl.DataFrame(found).select(pl.coalesce(known)).to_series()


def _common(areas: pl.Series) -> str:
    known = areas.drop_nulls()
    if not len(known) or len(known) < len(areas) * _HALF:
        return ""
    area, times = known.value_counts(sort=True).row(0)
    return str(area) if times >= len(known) * _NEARLY_ALL else ""


def _completed(base: Base, column: str, areas: pl.Series) -> Base:
    local = (base.codes[column] == AREA_CODE.code) & (areas != "") & base.keys[column].str.contains(_LOCAL)
    if not local.any():
        return base
    whole = areas + base.keys[column]
    added = pl.Series(column, [AREA_ADDED.code], dtype=CODES).new_from_index(0, base.size)
    headers = [origin.header for origin in base.origins[column]]
    completed = pl.DataFrame({"position": pl.int_range(base.size, dtype=pl.Int64, eager=True), "whole": whole}).filter(
        local
    )
    mended = pl.col("whole").is_not_null() & pl.col("column").is_in(headers) & (pl.col("code") == AREA_CODE.code)
    faults = (
        base.faults.join(completed, on="position", how="left", maintain_order="left")
        .with_columns(
            pl.when(mended).then(pl.lit(AREA_ADDED.code)).otherwise("code").alias("code"),
            pl.when(mended).then("whole").otherwise("proposal").alias("proposal"),
        )
        .drop("whole")
    )
    return replace(
        base,
        values=base.values.with_columns(whole.zip_with(local, base.values[column]).alias(column)),
        keys=base.keys.with_columns(("+98" + whole.str.slice(1)).zip_with(local, base.keys[column]).alias(column)),
        codes=base.codes.with_columns(added.zip_with(local, base.codes[column]).alias(column)),
        faults=faults,
    )
