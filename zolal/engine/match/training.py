"""Learning a model from the data at hand, without labels.

u comes from random pairs and frequencies; s and h come from the candidates by expectation-maximisation over the prior
in `comparisons.py`, which weighs as much as a few hundred pairs: it carries a small file and hardly touches a large
one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from zolal.engine.match.cluster import connected
from zolal.engine.match.comparisons import Comparison
from zolal.engine.match.feature import Features
from zolal.engine.match.freed import give_back
from zolal.engine.match.frequency import Agreeing, agreeing_pairs, agreeing_people, bearers, bearers_of, bearings
from zolal.engine.match.identifiers import two_people
from zolal.engine.match.model import Model, by_namesake, logits, loglikelihoods
from zolal.engine.match.name_patterns import NamePatterns
from zolal.engine.match.namesake_emails import EmailsOfNamesakes, Strangers, chance_of_near
from zolal.engine.match.namesakes import NAMES
from zolal.engine.match.pairs import Floats, Levels, Mask, Pairs, Rows
from zolal.engine.match.silence import Silence, SilencePatterns, finer, most_telling, of_strangers, tellers
from zolal.engine.match.written import OWN, Scripts, near_in_ways, ways

PRIOR_MATCHES = 100.0
PRIOR_HOUSEHOLDS = 30.0
PRIOR_SHARES = 20_000.0
"""What is expected of a file's matches weighs as much as so many pairs, those of some 200 records."""
LEAST_RECORDS = 1_000
ROUNDS = 25
REFINEMENTS, ROUNDS_OF_REFINING = 2, 12
REFINEMENTS_OF_MANY = 1
"""Where the likely pairs have to be looked for anew each time."""
LEAST = 1e-9
_AS_A_HOME = 1e-4
"""Strangers share a home, or what is as telling, so often at most."""
MOST_UNSEEN = 4.0
"""There are at most so many times as many pairs of households as are seen."""
TOO_UNLIKELY = 0.17
"""By so much the log odds of a learnt model are too low: on the sets for building by 0.1 to 0.4, most in small ones."""


def train(
    features: Features,
    comparisons: Sequence[Comparison],
    candidates: Pairs,
    *,
    weight: float = 1.0,
    likely: Callable[[Model], Pairs] | None = None,
) -> Model:
    """Fit the classes to the candidates; each of them stands for `weight` pairs of the data.

    All pairs that are rather the same than not tell which records belong together; then values are counted in people
    anew, and the classes are fitted to that. They are among the candidates, or else what `likely` gives of a model.
    """
    agreeing = agreeing_pairs(features, comparisons)
    learning = _Learning.of(features, comparisons, candidates, weight)
    nobody_twice = np.arange(features.size)
    known = learning.known(features, agreeing, nobody_twice, unseen=0.0)
    model = learning.fitted(learning.start(agreeing), known, ROUNDS)
    same = learning.same(model, known)
    model = replace(model, bearers=bearers(features, model, candidates, same, weight=weight))
    learning = learning.hearing(features, candidates, same)
    for _ in range(REFINEMENTS if likely is None else REFINEMENTS_OF_MANY):
        # Each step takes arrays of other sizes than the one before.
        give_back(features.size)
        owner = _people(features, candidates if likely is None else likely(model), model)
        give_back(features.size)
        borne = bearings(features, comparisons, owner)
        people = agreeing_people(agreeing, features, comparisons, borne)
        unseen = max(_pairs_of(owner) - weight * float((owner[candidates.left] == owner[candidates.right]).sum()), 0.0)
        give_back(features.size)
        model = learning.fitted(model, learning.known(features, people, owner, unseen=unseen), ROUNDS_OF_REFINING)
        model = replace(model, bearers=bearers_of(features, model, borne))
    return replace(model, shares=model.shares + np.array([TOO_UNLIKELY, 0.0, 0.0]))


def _people(features: Features, candidates: Pairs, model: Model) -> Rows:
    """Who each record belongs to, as far as single pairs tell: those that are rather the same than not."""
    likely = logits(model, features, candidates) >= 0
    likely &= ~two_people(features, candidates.left, candidates.right)
    return connected(features.size, candidates.left[likely], candidates.right[likely])


def _pairs_of(owner: Rows) -> float:
    """How many pairs of records have the same owner."""
    sizes = np.bincount(owner).astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())


@dataclass(frozen=True)
class _Known:
    """What is known besides the candidates, as far as it is known who each record belongs to.

    agreeing: how often any two agree. scripts: how strangers write their names. close: how many strangers with a name
    in common have close e-mails. unseen: how many pairs of one person are no candidates.
    """

    agreeing: Agreeing
    scripts: Scripts | None
    close: Mapping[int, float]
    unseen: float


@dataclass(frozen=True)
class _Learning:
    """The candidates as patterns of levels, which of them each pair shows, and how many pairs show each.

    Pairs whose names are written in different ways show different patterns. homes: the fields that tell where somebody
    lives, and how many pairs of strangers tell each. near: as in `Scripts`, None where there are no names.
    """

    comparisons: Sequence[Comparison]
    patterns: Levels
    way: Rows
    pattern_of: Rows
    counts: Floats
    shares: _Shares
    names: NamePatterns | None
    emails: EmailsOfNamesakes | None
    homes: Mapping[int, float]
    near: Floats | None = None
    silence: SilencePatterns | None = None

    @classmethod
    def of(cls, features: Features, comparisons: Sequence[Comparison], candidates: Pairs, weight: float) -> _Learning:
        named = all(name in features for name in NAMES)
        way = ways(features, candidates.left, candidates.right) if named else np.full(len(candidates), OWN)
        shown, pattern_of, counts = _patterns(np.column_stack([candidates.levels, way.astype(np.int8)]))
        patterns, way = np.ascontiguousarray(shown[:, :-1]), shown[:, -1].astype(np.int64)
        names = NamePatterns.of(features, comparisons, patterns, way)
        emails = EmailsOfNamesakes.of(features, comparisons, patterns)
        shares = _Shares(features.size)
        homes = {
            column: (features[comparison.field].filled / max(features.size, 1)) ** 2
            for column, comparison in enumerate(comparisons)
            if _tells_a_home(comparison)
        }
        return cls(
            comparisons,
            patterns,
            way,
            pattern_of,
            counts * weight,
            shares,
            names,
            emails,
            homes,
            near_in_ways(features, comparisons) if names else None,
        )

    def hearing(self, features: Features, candidates: Pairs, same: Floats) -> _Learning:
        """The same with patterns apart by whether records tell a field, if that says something; `same` is the chance of
        every candidate to be a match."""
        column = most_telling(features, self.comparisons, candidates, same)
        if column is None:
            return self
        feature = features[self.comparisons[column].field]
        source, told, pattern_of, counts = finer(self.pattern_of, tellers(feature, candidates.left, candidates.right))
        each = self.counts.sum() / max(len(candidates), 1)
        return replace(
            self,
            patterns=self.patterns[source],
            way=self.way[source],
            pattern_of=pattern_of,
            counts=counts * each,
            names=self.names and self.names.take(source),
            emails=self.emails and replace(self.emails, alike=self.emails.alike[source]),
            silence=SilencePatterns(column, self.comparisons[column].field, told, of_strangers(feature)),
        )

    def known(self, features: Features, agreeing: Agreeing, owner: Rows, *, unseen: float) -> _Known:
        """`owner` is who each record is taken to belong to."""
        scripts = Scripts.of(features, owner, self.near) if self.near is not None else None
        return _Known(agreeing, scripts, self.emails.close(owner) if self.emails else {}, unseen)

    def start(self, agreeing: Agreeing) -> Model:
        """What is expected before the candidates are seen."""
        size = self.shares.size
        return _prior(self.comparisons, agreeing.pairs, self.shares.given(0.2 * size, 0.05 * size))

    def same(self, model: Model, known: _Known) -> Floats:
        """The chance of every candidate to be a match, by its levels alone."""
        found: Floats = self._responsibilities(model, known)[0][self.pattern_of]
        return found

    def fitted(self, model: Model, known: _Known, rounds: int) -> Model:
        """The model after some rounds of expectation-maximisation."""
        prior = self.start(known.agreeing)
        width = known.agreeing.pairs.shape[1]
        follows = np.array([comparison.household is None for comparison in self.comparisons], dtype=np.bool_)
        for _ in range(rounds):
            same, household = (self.counts * chance for chance in self._responsibilities(model, known))
            found = _tally(self.patterns, same, width)
            strangers = _log_rows(known.agreeing.strangers(found))
            at_home = household * self._at_home
            houses = _maximised(_tally(self.patterns, at_home, width), prior.household, PRIOR_HOUSEHOLDS)
            # What a house tells nothing of stays as it is among strangers, or namesakes would pass for households.
            houses[follows] = strangers[follows]
            model = replace(
                model,
                same=_maximised(found, prior.same, PRIOR_MATCHES),
                household=houses,
                strangers=strangers,
                shares=self.shares.given(float(same.sum()) + known.unseen, self._households(household)),
            )
            model = replace(
                model,
                emails=self._emails(model, same, self.counts - same - household, known),
                names=self.names.lifts(model, same, household, known.scripts) if self.names and known.scripts else None,
            )
            if self.silence:
                model = self._silent(model, self.silence, same)
        return model

    def _households(self, seen: Floats) -> float:
        """How many pairs of households there are, of those seen by pattern.

        Who shares a home is seen where both tell it; as many more are not seen as do not.
        """
        found = float(seen.sum())
        told = (
            float(seen[self.patterns[:, column] > 0].sum()) / share for column, share in self.homes.items() if share
        )
        return min(max([found, *told]), MOST_UNSEEN * found)

    @property
    def _at_home(self) -> Mask:
        """The patterns of pairs of which both tell where they live, or all: what else a household shares is learnt of
        these, since those who are seen only by what they share show it too often."""
        told = np.zeros(len(self.patterns), dtype=np.bool_)
        for column in self.homes:
            told |= self.patterns[:, column] > 0
        return told if self.homes else ~told

    def _silent(self, model: Model, silence: SilencePatterns, same: Floats) -> Model:
        neither, one, both = silence.lifts(same).tolist()
        table = model.same.copy()
        table[silence.column, 1 : len(self.comparisons[silence.column].levels) + 1] += both
        return replace(model, same=table, silence=Silence(silence.field, one, neither))

    def _emails(self, model: Model, same: Floats, strangers: Floats, known: _Known) -> Floats | None:
        if self.emails is None or self.names is None:
            return None
        given, family = model.strangers[self.names.columns]
        seen = Strangers(model.strangers[self.emails.column], known.close, chance_of_near(given, family))
        return self.emails.chances(self.patterns, same, strangers, seen)

    def _responsibilities(self, model: Model, known: _Known) -> tuple[Floats, Floats]:
        """The chance of each pattern to be of the same person, and of a household."""
        joint = np.stack(loglikelihoods(model, self.patterns, self.way)) + model.shares[:, None]
        joint[1:] += by_namesake(model, self.patterns)
        if self.silence and model.silence:
            joint[0] += model.silence.adds[self.silence.told]
        if model.names is not None and self.names and known.scripts:
            given, family = self.names.without_values(model, known.scripts)
            joint[1:] += given
            joint[2] += family
        joint -= np.logaddexp.reduce(joint, axis=0)
        return np.exp(joint[0]), np.exp(joint[1])


def _tells_a_home(comparison: Comparison) -> bool:
    """Whether most households share it, and hardly anybody else."""
    home = comparison.household or (0.0,)
    return home[-1] * 2 >= sum(home) > 0 and comparison.strangers[-1] <= _AS_A_HOME


def _prior(comparisons: Sequence[Comparison], agreeing: Floats, shares: Floats) -> Model:
    """What is expected before the candidates are seen; where a house tells nothing, its pairs are like strangers'."""
    strangers = _log_rows(agreeing)
    households = [
        comparison.household or np.exp(strangers[row, 1 : len(comparison.levels) + 1])
        for row, comparison in enumerate(comparisons)
    ]
    width = agreeing.shape[1]
    return Model(
        comparisons, _table([c.same for c in comparisons], width), _table(households, width), strangers, shares, {}
    )


def prior_rows(comparison: Comparison) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """Log chances of a field's levels, from "missing" up, before any data: same, household, strangers."""
    width = len(comparison.levels) + 1
    same, household, strangers = (
        tuple(_table([weights], width)[0].tolist())
        for weights in (comparison.same, comparison.household or comparison.strangers, comparison.strangers)
    )
    return same, household, strangers


def shares_of(records: int) -> Floats:
    """The log shares of same, household and strangers expected among so many records."""
    return _Shares(records).given(0.2 * records, 0.05 * records)


def _table(rows: Sequence[Sequence[float] | Floats], width: int) -> Floats:
    """Rows of level weights as log probabilities; level 0 (missing) says nothing."""
    table = np.zeros((len(rows), width))
    for index, row in enumerate(rows):
        table[index, 1 : len(row) + 1] = row
    return _log_rows(table)


def _log_rows(weights: Floats) -> Floats:
    """Logarithms of each row's shares; a level that can't occur (weight 0) stays 0."""
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), LEAST)
    return np.where(weights > 0, np.log(np.maximum(shares, LEAST)), 0.0)


@dataclass(frozen=True)
class _Shares:
    """The log shares of the classes among all pairs of `size` records, with a prior of their own.

    A file is expected to have a match for one record in five and a household for one in twenty; few records are not
    expected to match each other more often than a thousand would.
    """

    size: int

    def given(self, same: float, household: float) -> Floats:
        """The shares when so many matches and households were found."""
        pairs = self.size * (self.size - 1) / 2
        usual = 2 / max(self.size, LEAST_RECORDS)
        wanted = [same + 0.2 * usual * PRIOR_SHARES, household + 0.05 * usual * PRIOR_SHARES]
        parts = [min(part / (pairs + PRIOR_SHARES), 1 / 3) for part in wanted]
        shares: Floats = np.log(np.array([*parts, 1 - sum(parts)]))
        return shares


def _patterns(levels: Levels) -> tuple[Levels, Rows, Floats]:
    """Distinct rows of levels, which of them each pair shows, and how many pairs show each."""
    base = int(levels.max(initial=0)) + 1
    codes = np.zeros(len(levels), dtype=np.int64)
    for column in range(levels.shape[1]):
        codes = codes * base + levels[:, column]
    _, first, pattern_of, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    return levels[first], pattern_of.astype(np.int64), counts.astype(np.float64)


def _tally(patterns: Levels, weights: Floats, width: int) -> Floats:
    """(fields, levels) sums of weights by level; level 0 is left out."""
    table = np.zeros((patterns.shape[1], width))
    for column in range(patterns.shape[1]):
        table[column] = np.bincount(patterns[:, column], weights=weights, minlength=width)
    table[:, 0] = 0
    return table


def _maximised(found: Floats, prior: Floats, weight: float) -> Floats:
    return _log_rows(np.where(prior < 0, found + weight * np.exp(prior), 0.0))
