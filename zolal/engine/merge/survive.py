"""Which value of a customer survives, when its records say different things.

What several records say beats what one says; then the newest, then the most complete, then the first. A name in
Persian letters goes before one in Latin letters, and the parts of a name come from one record. Of ways to reach a
customer all survive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.records import SEPARATOR

UNITED = frozenset({"mobile", "landline", "phone", "email", "url", "sheba", "code", "card"})
"""Kinds of which a customer keeps every value."""
NAMES = ("first_name", "last_name", "name")

_PERSIAN = "[\u0600-\u06ff]"
Rows = npt.NDArray[np.int64]


def survivors(values: pl.DataFrame, kinds: Mapping[str, str], owner: Rows, newest: pl.Series | None) -> pl.DataFrame:
    """One row a customer, in order of first appearance: the columns of `values`, and how many `rows` it came from.

    `owner` is the first row of each record's customer; `newest` an ISO date a record ("" unknown) or None.
    """
    counts = np.bincount(owner, minlength=values.height)
    first = np.flatnonzero(counts)
    result = values[first].with_columns(pl.Series("rows", counts[first], dtype=pl.Int64))
    shared = np.flatnonzero(counts[owner] > 1)
    if not len(shared):
        return result
    position = np.full(values.height, -1, dtype=np.int64)
    position[first] = np.arange(len(first))
    members = values[shared].with_columns(
        pl.Series("__owner", position[owner[shared]]),
        pl.Series("__row", shared),
        (
            newest[shared] if newest is not None else pl.Series([""], dtype=pl.String).new_from_index(0, len(shared))
        ).alias("__newest"),
    )
    replaced = [_of_names(members, [column for column in kinds if kinds[column] in NAMES])]
    replaced += [
        _united(members, column) if kind in UNITED else _chosen(members, [column])
        for column, kind in kinds.items()
        if kind not in NAMES
    ]
    for found in replaced:
        result = _put(result, found)
    return result


def _of_names(members: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The name of the record that says it best."""
    return (
        _chosen(members, columns, prefer=[pl.concat_str(pl.col(columns)).str.contains(_PERSIAN)])
        if columns
        else pl.DataFrame()
    )


def _chosen(members: pl.DataFrame, columns: Sequence[str], prefer: Sequence[pl.Expr] = ()) -> pl.DataFrame:
    written = members.filter(pl.any_horizontal(pl.col(columns) != ""))
    preferred = [expression.alias(f"__prefer{i}") for i, expression in enumerate(prefer)]
    ranked = written.with_columns(
        *preferred,
        pl.sum_horizontal((pl.col(columns) != "").cast(pl.Int32)).alias("__filled"),
        pl.len().over("__owner", *columns).alias("__often"),
        pl.sum_horizontal(pl.col(columns).str.len_chars()).alias("__length"),
    )
    order = ["__filled", *(f"__prefer{i}" for i in range(len(preferred))), "__often", "__newest", "__length"]
    best = ranked.sort("__owner", *order, "__row", descending=[False, *[True] * len(order), False])
    return best.unique("__owner", keep="first", maintain_order=True).select("__owner", *columns)


def _united(members: pl.DataFrame, column: str) -> pl.DataFrame:
    """All distinct values, those that most records bear first."""
    single = (
        members.filter(pl.col(column) != "")
        .select("__owner", "__row", pl.col(column).str.split(SEPARATOR))
        .explode(column)
        .group_by("__owner", column)
        .agg(pl.len().alias("__often"), pl.col("__row").min())
    )
    ordered = single.sort("__owner", "__often", "__row", column, descending=[False, True, False, False])
    return ordered.group_by("__owner", maintain_order=True).agg(pl.col(column).str.join(SEPARATOR))


def _put(result: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Rows of `found` over the columns of the same name, by position."""
    if not found.height:
        return result
    at = found["__owner"].to_numpy()
    columns = [column for column in found.columns if column != "__owner"]
    return result.with_columns(result[column].scatter(at, found[column]) for column in columns)
