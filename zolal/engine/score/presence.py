"""Which fields of a record are there."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

import numpy as np
import polars as pl

from zolal.engine.score.weights import STANDS_FOR

NUMBERED = re.compile(r"_[0-9]+$")


def kind_of(column: str) -> str:
    """The kind an output column belongs to: `mobile_2` is a second `mobile`."""
    return NUMBERED.sub("", column)


def fields(columns: Iterable[str], essential: Sequence[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The essential fields and the others, each with the columns that can fill it (none for a field the input lacks).

    A second column of a kind is no field of its own: a customer with one mobile lacks nothing.
    """
    columns = list(columns)
    vital = {name: [c for c in columns if kind_of(c) in STANDS_FOR.get(name, (name,))] for name in essential}
    used = {column for group in vital.values() for column in group}
    others: dict[str, list[str]] = {}
    for column in columns:
        if column not in used:
            others.setdefault(kind_of(column), []).append(column)
    return vital, others


def written(values: pl.DataFrame, penalty: pl.DataFrame) -> pl.DataFrame:
    """Whether something stands in each cell: a value, or one that is wrong. A placeholder is nothing."""
    cells = [(values[column] != "") | (penalty[column] > 0) for column in values.columns]
    return pl.DataFrame(cells or None, height=values.height)


def present(there: pl.DataFrame, groups: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Whether each field is there, by any of its columns; `there` is what `written` gives."""
    nowhere = np.zeros(there.height, dtype=np.bool_)
    found = [
        reduce(operator.or_, (there[column] for column in columns)).alias(name) if columns else pl.Series(name, nowhere)
        for name, columns in groups.items()
    ]
    return pl.DataFrame(found or None, height=there.height)
