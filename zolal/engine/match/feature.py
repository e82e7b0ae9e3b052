"""A comparable field of many records: integer codes into a table of distinct values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.fields.distinct import coded
from zolal.engine.match.pairs import Codes, Rows
from zolal.engine.match.values import FEW, Values

MISSING = np.int32(-1)


@dataclass(frozen=True)
class Feature:
    """One comparable field.

    codes: (records, values) positions in `values`, -1 where missing; most fields have one value a record.
    values: the distinct values.
    of_source: where it was derived from another feature, the code for each value of that one.
    """

    codes: Codes
    values: Values
    of_source: Codes | None = None

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many records bear each value."""
        present = self.codes[self.codes >= 0]
        return np.bincount(present, minlength=len(self.values)).astype(np.int64)

    def take(self, rows: Rows) -> Feature:
        """The feature of some rows; codes mean the same."""
        return Feature(self.codes[rows], self.values, self.of_source)

    @property
    def first(self) -> Codes:
        """The first value of each record."""
        return self.codes[:, 0]

    @cached_property
    def filled(self) -> int:
        return int((self.codes[:, 0] >= 0).sum())

    def table(self, coarse: Feature) -> Codes:
        """The code in a coarser feature, derived from this one, of every value."""
        if coarse.of_source is not None:
            return coarse.of_source
        found = np.full(len(self.values), MISSING, dtype=np.int32)
        found[self.codes[self.codes >= 0]] = coarse.codes[self.codes >= 0]
        return found


@dataclass(frozen=True)
class Features:
    """All comparable fields of a set of records, by name."""

    size: int
    by_name: dict[str, Feature] = field(default_factory=dict)

    def take(self, rows: Rows) -> Features:
        """The features of some rows, in that order."""
        return Features(len(rows), {name: feature.take(rows) for name, feature in self.by_name.items()})

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Feature:
        return self.by_name[name]


def encode(texts: pl.Series | Sequence[str]) -> Feature:
    """One value a record; "" is missing."""
    if len(texts) <= FEW:
        codes_of: dict[str, int] = {}
        plain = texts.to_list() if isinstance(texts, pl.Series) else texts
        found = [codes_of.setdefault(value, len(codes_of)) if value else -1 for value in plain]
        return Feature(np.array(found, dtype=np.int32).reshape(-1, 1), Values(list(codes_of)))
    column = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    codes, values = coded(pl.select(pl.when(column != "").then(column)).to_series())
    return Feature(codes.reshape(-1, 1), Values(values))


def derived(source: Feature, values: Sequence[str] | pl.Series) -> Feature:
    """A feature computed value by value from another one: `values` is the new value of each old one."""
    distinct = encode(values.column if isinstance(values, Values) and len(values) > FEW else values)
    table = np.append(distinct.codes[:, 0], MISSING)
    return Feature(table[source.codes], distinct.values, distinct.codes[:, 0])
