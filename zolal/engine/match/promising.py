"""Candidates that can reach given odds. The others are put aside before their costly fields are compared.

What a field can add at most is known from whether its values are equal, a look at two numbers. Then fields are compared
one after the other, the cheapest first, as long as the most that the rest can add would still reach the odds. Nothing
that reaches them is lost: the odds against strangers alone, with the rarest value of each field, are never lower than
the odds of the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from zolal.engine.match import compare
from zolal.engine.match.compare import Step, lonely_names, parted_elsewhere, turned_round
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.levels import FOLLOWS_FROM, in_chunks, settle
from zolal.engine.match.model import Model, agreements, shared_value, usual
from zolal.engine.match.namesakes import EMAIL, NAMES
from zolal.engine.match.pairs import Levels, Mask, Pairs, Rows
from zolal.engine.match.written import SAME, STRANGERS, WAYS, in_latin, way_of

_BY_COST: tuple[Step, ...] = (
    compare.equality, compare.number, compare.place_code, compare.day, compare.email, compare.text, compare.words,
    compare.person_name,
)  # fmt: skip
ROUNDING = 1e-3

Adds = npt.NDArray[np.float32]


def promising(model: Model, features: Features, numbers: Rows, least: float, kept: Rows) -> Pairs:
    """Of candidate pairs, as `blocking` writes them, those whose log odds may be `least`, and those `kept` anyhow."""
    fields = [_Field.of(model, features, column) for column in range(len(model.comparisons))]
    search = _Search.of(model, features, fields, least - ROUNDING)

    def part_of(part: slice) -> Pairs:
        left, right = np.divmod(numbers[part], features.size)
        return search.found(left, right, np.isin(numbers[part], kept) if len(kept) else None)

    found = in_chunks(len(numbers), part_of)
    if not found:
        return Pairs(numbers, numbers, np.zeros((0, len(fields)), dtype=np.int8))
    return Pairs(
        np.concatenate([pairs.left for pairs in found]),
        np.concatenate([pairs.right for pairs in found]),
        np.concatenate([pairs.levels for pairs in found]),
    )


def _cost(rule: Step) -> int:
    return _BY_COST.index(rule) if rule in _BY_COST else len(_BY_COST)


@dataclass(frozen=True)
class _Field:
    """What a field adds to the log odds against strangers.

    adds: each level where no value is shared. sharing: for each level at which a value is shared, the feature that
    holds it and what each of its values adds. open: the most that two different values add. loses: what each level
    adds less than was thought possible, once it is known.
    """

    comparison: Comparison
    adds: Adds
    sharing: list[tuple[int, str, Adds]]
    open: np.float32
    loses: Adds

    @property
    def loses_sharing(self) -> Adds:
        """What each level by shared words alone loses at least: a lower one may be raised to `MOST_SHARED`."""
        raised = self.loses.copy()
        low = slice(1, compare.MOST_SHARED)
        raised[low] = np.maximum(raised[low], self.loses[1 : compare.MOST_SHARED + 1].max())
        return raised

    @classmethod
    def of(cls, model: Model, features: Features, column: int) -> _Field:
        comparison = model.comparisons[column]
        top = len(comparison.levels)
        adds = (model.same[column] - model.strangers[column])[: top + 1].astype(np.float32)
        sharing = [
            (
                level,
                name,
                (adds[level] + usual(comparison, model.strangers[column], level) - model.bearers[name]).astype(
                    np.float32
                ),
            )
            for level, name in agreements(features, comparison)
        ]
        if model.emails is not None and comparison.field == EMAIL:
            # Of namesakes the rarity of an e-mail tells nothing.
            sharing = [(level, name, np.maximum(by_value, adds[level])) for level, name, by_value in sharing]
        # Words in another order are the same address; any other field is equal only where the value is the same.
        closed = 0 if comparison.rule is compare.words else 2 if comparison.rule is compare.person_name else 1
        most = adds[1 : top + 1 - closed].max()
        loses = np.where(np.arange(top + 1) > top - closed, 0, adds - most)
        return cls(comparison, adds, sharing, most, loses.astype(np.float32))


@dataclass(frozen=True)
class _Search:
    """What is asked of every part of the pairs.

    told: for each record one bit a field, set where it has a value. alone: records with one name only.
    latin: records whose names are in Latin letters.
    """

    model: Model
    features: Features
    fields: list[_Field]
    least: float
    told: npt.NDArray[np.int64]
    alone: Mask
    latin: Mask

    @classmethod
    def of(cls, model: Model, features: Features, fields: list[_Field], least: float) -> _Search:
        told = np.zeros(features.size, dtype=np.int64)
        for column, field in enumerate(fields):
            told |= (features[field.comparison.field].first >= 0).astype(np.int64) << column
        alone = np.zeros(features.size, dtype=np.bool_)
        if "any_name" in features:
            missing = features["any_name"].codes < 0
            alone = missing[:, 0] != missing[:, 1]
        named = all(name in features for name in NAMES)
        latin = in_latin(features, np.arange(features.size)) if named else np.zeros(features.size, dtype=np.bool_)
        return cls(model, features, fields, least, told, alone, latin)

    def found(self, left: Rows, right: Rows, kept: Mask | None) -> Pairs:
        names = [field.comparison.field for field in self.fields]
        seen = _Seen.of(left, right, len(names))
        told = self.told.take(left) & self.told.take(right)
        most = np.full(len(left), self.model.priors[0], dtype=np.float32)
        most += self._between_names.take(way_of(self.latin.take(left), self.latin.take(right)))
        if (silence := self.model.silence) and silence.field not in names:
            most += np.float32(silence.neither)
        elif silence:
            tells = self.told >> names.index(silence.field) & 1
            most += silence.adds.astype(np.float32).take(tells.take(left) + tells.take(right))
        for column, field in enumerate(self.fields):
            leader = FOLLOWS_FROM.get(names[column], "")
            both = told & (1 << column) != 0
            if leader in names:
                both &= told & (1 << names.index(leader)) == 0
            most += self._look(field, seen, column, both)
        if "given" in names and "family" in names:
            # They are few, and the names of each say nothing of what both together add.
            most[turned_round(self.features, left, right)[0]] = np.inf
            most[parted_elsewhere(self.features, left, right)] = np.inf
        if kept is not None:
            most[kept] = np.inf
        lonely = self.alone.take(left) | self.alone.take(right)
        most += lonely * self._lonely_adds
        rows = np.flatnonzero(most >= self.least)
        others, persons, texts = self._by_cost()
        rows = self._compared(others, seen, most, rows)
        # Words shared cost less than names do, and leave a third of the pairs; the likeness of words costs most.
        lost = np.zeros(len(left), dtype=np.float32)
        lost[rows] = self._lost_by_words(texts, seen, rows)
        most += lost
        rows = rows[most.take(rows) >= self.least]
        at = rows[lonely[rows]]
        most[at] -= self._lonely_adds
        most[at[lonely_names(self.features, left[at], right[at])[0]] if len(at) else at] = np.inf
        rows = self._compared(persons, seen, most, rows[most[rows] >= self.least])
        most -= lost
        rows = self._compared(texts, seen, most, rows)
        pairs = Pairs(left[rows], right[rows], np.ascontiguousarray(seen.levels[:, rows].T))
        settle(self.features, self.model.comparisons, pairs.left, pairs.right, pairs.levels)
        return pairs

    def _compared(self, columns: list[int], seen: _Seen, most: Adds, rows: Rows) -> Rows:
        """Compare column after column, and give the rows that may still reach the odds."""
        for column in columns:
            comparison = self.fields[column].comparison
            at = rows[seen.unknown[column].take(rows)]
            left, right = seen.left.take(at), seen.right.take(at)
            found = compare.compare(self.features, comparison.field, comparison.rule, left, right)
            seen.levels[column, at] = found
            most[at] += self.fields[column].loses.take(found)
            rows = rows[most.take(rows) >= self.least]
        return rows

    def _lost_by_words(self, columns: list[int], seen: _Seen, rows: Rows) -> Adds:
        """What the texts of these rows add less, at least, because of the words they share."""
        lost = np.zeros(len(rows), dtype=np.float32)
        for column in columns:
            field = self.fields[column]
            unknown = np.flatnonzero(seen.unknown[column].take(rows))
            left, right = seen.left.take(rows[unknown]), seen.right.take(rows[unknown])
            shared = compare.compare(self.features, field.comparison.field, compare.words_shared, left, right)
            lost[unknown] += field.loses_sharing.take(shared)
        return lost

    def _by_cost(self) -> tuple[list[int], list[int], list[int]]:
        """The columns, the cheapest first; those of names of persons; those of texts in words, which cost most."""
        order = sorted(range(len(self.fields)), key=lambda column: _cost(self.fields[column].comparison.rule))
        persons, texts = (
            [column for column in order if self.fields[column].comparison.rule is rule]
            for rule in (compare.person_name, compare.words)
        )
        return [column for column in order if column not in {*persons, *texts}], persons, texts

    @property
    def _between_names(self) -> Adds:
        """For each way of writing the most that both names add because of it."""
        if self.model.names is None:
            return np.zeros(WAYS, dtype=np.float32)
        adds = self.model.names[:, SAME] - self.model.names[:, STRANGERS]
        most: Adds = np.maximum(adds.max(axis=(1, 2)), 0.0).astype(np.float32)
        return most

    @property
    def _lonely_adds(self) -> np.float32:
        """The most that a record's only name adds which is the other name of another record."""
        names = [field for field in self.fields if field.comparison.rule is compare.person_name]
        return np.float32(max((field.adds[1:].max() for field in names), default=0.0))

    def _look(self, field: _Field, seen: _Seen, column: int, told: Mask) -> Adds:
        """What the field adds at most where it is told; writes the levels that equality alone decides, and which pairs
        are left."""
        decided = np.zeros(len(told), dtype=np.float32)
        for level, name, adds in field.sharing:
            at, shared = self._sharing(self.features[name], seen, told)
            decided[at] = adds[shared]
            told[at] = False
            if field.comparison.rule is compare.person_name and level < len(field.comparison.levels):
                # Names of the same consonants may still be two, and then add less.
                decided[at] = np.maximum(decided[at], field.open)
                seen.unknown[column, at] = True
            else:
                seen.levels[column, at] = level
        seen.unknown[column] |= told
        decided += told * field.open
        return decided

    def _sharing(self, feature: Feature, seen: _Seen, told: Mask) -> tuple[Rows, Rows]:
        """Which of the pairs that have a field share a value of it, and which value."""
        at = np.flatnonzero(told)
        left, right = (seen.left, seen.right) if len(at) == len(told) else (seen.left.take(at), seen.right.take(at))
        if feature.codes.shape[1] == 1:
            one = feature.first.take(left)
            same = np.flatnonzero((one == feature.first.take(right)) & (one >= 0))
            return at.take(same), one.take(same).astype(np.int64)
        shared = shared_value(feature, left, right)
        return at[shared >= 0], shared[shared >= 0]


@dataclass(frozen=True, slots=True)
class _Seen:
    """Some pairs, and what is known of them so far: levels and unknown are (fields, pairs)."""

    left: Rows
    right: Rows
    levels: Levels
    unknown: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, left: Rows, right: Rows, fields: int) -> _Seen:
        shape = fields, len(left)
        return cls(left, right, np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.bool_))
