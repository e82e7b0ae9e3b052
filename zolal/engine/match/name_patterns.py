"""The names in the patterns of levels that a model is learnt from, and the way in which they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Features
from zolal.engine.match.model import Model, otherwise
from zolal.engine.match.namesakes import NAMES, place_of
from zolal.engine.match.pairs import Floats, Levels, Mask, Rows
from zolal.engine.match.written import WAYS, WIDTH, Scripts, lifts


@dataclass(frozen=True)
class NamePatterns:
    """columns: those of the given and of the family name; levels: theirs in each pattern; told: where both sides have
    both; way: how they are written."""

    columns: Sequence[int]
    levels: tuple[Rows, Rows]
    told: Mask
    way: Rows

    @classmethod
    def of(
        cls, features: Features, comparisons: Sequence[Comparison], patterns: Levels, way: Rows
    ) -> NamePatterns | None:
        """None where the records do not have both names."""
        columns = [column for name in NAMES if (column := place_of(comparisons, name)) is not None]
        if len(columns) < len(NAMES) or not all(name in features for name in NAMES):
            return None
        given, family = patterns[:, columns].T.astype(np.int64)
        return cls(columns, (given, family), (given > 0) & (family > 0), way)

    def take(self, source: Rows) -> NamePatterns:
        """The same of other patterns, each of which comes from one of these."""
        given, family = self.levels
        return NamePatterns(self.columns, (given[source], family[source]), self.told[source], self.way[source])

    def lifts(self, model: Model, same: Floats, household: Floats, scripts: Scripts) -> Floats:
        """`written.lifts`, from how many pairs of the same person and of a household show each pattern."""
        given, family = self.levels
        cell = (self.way * WIDTH + family) * WIDTH + given
        same_ones, houses = (
            np.bincount(cell, weights=weights * self.told, minlength=WAYS * WIDTH**2)
            .astype(np.float64)
            .reshape(WAYS, WIDTH, WIDTH)
            for weights in (same, household)
        )
        tables = [table[self.columns, :WIDTH] for table in (model.same, model.household)]
        return lifts(same_ones, houses, tables, scripts, self._usual(model))

    def without_values(self, model: Model, scripts: Scripts) -> tuple[Floats, Floats]:
        """What is to be added to the log chance of strangers' given and family names, whose values nobody looks at."""
        added = scripts.without_values(self._usual(model))
        given, family = (self.told * rows[self.way, levels] for rows, levels in zip(added, self.levels, strict=True))
        return given, family

    def _usual(self, model: Model) -> list[float]:
        return [otherwise(model.comparisons[column], model.strangers[column]) for column in self.columns]
