"""Answers that outlive the records they were given about, and what they teach a stored model.

Of each judged pair the levels are kept and how rare the values were on which the two agreed, nothing of the records
themselves. So answers count anew for every model that is trained later, also where the records have become one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np

from zolal.engine.match.compare import SAME_SOUND
from zolal.engine.match.comparisons import NAME, Comparison, declared
from zolal.engine.match.model import STRANGERS, agreements, by_names, by_namesake, evidence, loglikelihoods, written
from zolal.engine.match.namesakes import EMAIL, GIVEN, NAMES, names_alike, place_of
from zolal.engine.match.pairs import Floats, Levels, Rows
from zolal.engine.match.rescore import Answers, Rescorer, learnt
from zolal.engine.match.silence import NEITHER, ONE, tellers
from zolal.engine.match.stored import Scores, Stored, Table, over_levels
from zolal.engine.match.training import prior_rows
from zolal.engine.match.written import OWN, TWO

Said = Mapping[str, Sequence[object]]
"""{field: [level name, log chance that a stranger bears the value agreed on]}; the chance is null where none is.

`WRITTEN` stands beside the fields: in which way the names are written, as one of `WAY`; and `TOLD_BY_ONE`: the fields
that one of the two records tells."""
WRITTEN = "written"
TOLD_BY_ONE = "told by one"
WAY = ("own", "latin", "two")
DIGITS = 4


@dataclass(frozen=True)
class Taught:
    """What answers add to the log odds of any pair: at the start, and for the levels of each field from 1 up."""

    answers: int = 0
    start: float = 0.0
    levels: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def applied(self, kept: Stored) -> Stored:
        """The stored model corrected."""
        if not self.answers:
            return kept
        same, household, strangers = kept.shares
        tables = dict(kept.tables)
        for name, added in self.levels.items():
            if (table := _table(kept, name)) is not None and len(table[0]) == len(added) + 1:
                chances = (table[0][0], *(old + more for old, more in zip(table[0][1:], added, strict=True)))
                tables[name] = (chances, table[1], table[2])
        return replace(kept, tables=tables, shares=(same + self.start, household, strangers))


@dataclass(frozen=True)
class Judged:
    """Pairs as they were when somebody judged them, over the fields any of them has."""

    comparisons: Sequence[Comparison]
    levels: Levels
    chances: Floats  # nan: they agree on no value
    way: Rows
    told_by_one: Sequence[frozenset[str] | None]  # None: nobody knows any more

    @classmethod
    def of(cls, said: Sequence[Said]) -> Judged:
        """What this version does not know, a field or a level, counts as missing."""
        names = sorted({name for one in said for name in one})
        comparisons = [found for name in names if (found := declared(name)) is not None]
        levels = np.zeros((len(said), len(comparisons)), dtype=np.int8)
        chances = np.full(levels.shape, np.nan)
        for column, comparison in enumerate(comparisons):
            for row, one in enumerate(said):
                level, chance = one.get(comparison.field, ("", None))
                if level in comparison.levels:
                    levels[row, column] = comparison.levels.index(str(level)) + 1
                    chances[row, column] = np.nan if chance is None else float(str(chance))
        told = [frozenset(str(one[TOLD_BY_ONE][0]).split(" ")) if TOLD_BY_ONE in one else None for one in said]
        return cls(comparisons, levels, chances, np.array([_way(one) for one in said], dtype=np.int64), told)

    def first(self, many: int) -> Judged:
        """The first so many of the pairs, over the same fields."""
        return Judged(
            self.comparisons, self.levels[:many], self.chances[:many], self.way[:many], self.told_by_one[:many]
        )

    @property
    def widths(self) -> list[int]:
        return [len(comparison.levels) for comparison in self.comparisons]

    def logits(self, kept: Stored) -> Floats:
        """Log odds of the pairs by a stored model."""
        model = over_levels(kept, self.comparisons)
        same, household, strangers = loglikelihoods(model, self.levels, self.way)
        for column, comparison in enumerate(self.comparisons):
            usual = model.strangers[column][self.levels[:, column]]
            rarer = np.where(np.isnan(self.chances[:, column]), 0.0, self.chances[:, column] - usual)
            if comparison.field == EMAIL:
                alike = names_alike(self.comparisons, self.levels) > 0
                rarer = np.where(alike, by_namesake(model, self.levels), rarer)
            strangers += rarer
            if comparison.household is None:
                household += rarer
        shares = model.shares
        odds: Floats = (
            same + self._silent(kept) + shares[0] - np.logaddexp(household + shares[1], strangers + shares[2])
        )
        return odds

    def _silent(self, kept: Stored) -> Floats:
        """What it adds to the log odds of each pair that not both records tell a field."""
        silence, found = kept.silence, np.zeros(len(self.levels))
        if silence is None:
            return found
        column = place_of(self.comparisons, silence.field)
        for row, told in enumerate(self.told_by_one):
            if told is not None and (column is None or not self.levels[row, column]):
                found[row] = silence.by(ONE if silence.field in told else NEITHER)
        return found

    def rescorer(self, kept: Stored, same: Sequence[bool]) -> Rescorer:
        """What the answers teach beyond a stored model."""
        return learnt(Answers(self.levels, self.logits(kept), np.array(same, dtype=np.bool_)), self.widths)

    def taught(self, rescorer: Rescorer) -> Taught:
        """The same by field, to be kept."""
        added = zip(self.comparisons, rescorer.by_field, strict=True)
        levels = {comparison.field: np.round(weights, DIGITS).tolist() for comparison, weights in added}
        return Taught(len(self.levels), round(rescorer.start, DIGITS), levels)


def said(scores: Scores) -> list[Said]:
    """What is worth keeping of each scored pair when somebody judges it."""
    model, features, pairs = scores.model, scores.features, scores.pairs
    against, way = evidence(model, features, pairs)[:, STRANGERS], written(model, features, pairs)
    if (given := place_of(model.comparisons, GIVEN)) is not None:
        same, _, strangers = by_names(model, pairs.levels, way)
        against[:, given] -= same - strangers
    found: list[dict[str, Sequence[object]]] = [
        {WRITTEN: [WAY[one], None], TOLD_BY_ONE: [names, None]}
        for one, names in zip(way.tolist(), _told_by_one(scores), strict=True)
    ]
    for column, comparison in enumerate(model.comparisons):
        agreeing = {level for level, _ in agreements(features, comparison)}
        for row in np.flatnonzero(pairs.levels[:, column] > 0).tolist():
            level = int(pairs.levels[row, column])
            chance = float(model.same[column, level] - against[row, column])
            rarity = round(chance, DIGITS) if level in agreeing else None
            found[row][comparison.field] = [comparison.levels[level - 1], rarity]
    return list(found)


def _told_by_one(scores: Scores) -> list[str]:
    """The fields of each pair that one of its records tells."""
    features, pairs = scores.features, scores.pairs
    names = [comparison.field for comparison in scores.model.comparisons]
    tells = [(tellers(features[name], pairs.left, pairs.right) == ONE).tolist() for name in names]
    return [" ".join(compress(names, told)) for told in zip(*tells, strict=True)] if tells else [""] * len(pairs)


def _way(said: Said) -> int:
    """In which way the names of a pair are written; where nobody kept it, spellings that differ are of two scripts."""
    kept = str(said.get(WRITTEN, ("",))[0])
    if kept in WAY:
        return WAY.index(kept)
    otherwise = all(said.get(name, ("",))[0] == NAME[SAME_SOUND - 1] for name in NAMES)
    return TWO if otherwise else OWN


def _table(kept: Stored, name: str) -> Table | None:
    if name in kept.tables:
        return kept.tables[name]
    comparison = declared(name)
    return None if comparison is None else prior_rows(comparison)
