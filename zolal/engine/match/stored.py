"""A model that outlives the data it was trained on: what a few records are judged by when the others are not at hand.

Of the values of each field it keeps the frequent ones with their chances; every other value is as rare as rare values
are. So the same two records get the same probability, whoever stands beside them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import orjson
import polars as pl

from zolal.engine.match import model as judging
from zolal.engine.match.compare import SAME_SOUND
from zolal.engine.match.comparisons import NEAR, NUMBER, Comparison, chosen, declared
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.identifiers import two_people
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model, agreements, otherwise, usual
from zolal.engine.match.namesakes import EMAIL, EXPECTED, GIVEN, email_chances
from zolal.engine.match.pairs import THREADS, Floats, Pairs, Rows
from zolal.engine.match.silence import Silence
from zolal.engine.match.training import prior_rows, shares_of
from zolal.engine.match.values import FEW
from zolal.engine.match.waterfall import waterfall
from zolal.engine.match.written import STRANGERS, WAYS, WIDTH
from zolal.engine.persian.names import given_names
from zolal.engine.persian.romanise import skeleton

MOST_VALUES = 50_000
LEAST_BEARERS = 3
DIGITS = 4

TELEPHONES = ("mobile", "landline")
NEIGHBOURS = float(np.log(400))
"""Before a model is trained, telephones one digit apart are taken to be so many times as frequent among strangers as
random numbers are: an office, or a shop that sold a row of them, deals out neighbours. A trained model has counted."""

Matrix = tuple[tuple[float, ...], ...]
Lifts = tuple[tuple[Matrix, Matrix, Matrix], ...]
"""`written.lifts`: for each way of writing a matrix for the same, for a household, for strangers."""
Table = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
"""Log chances of a field's levels, from "missing" up, of the same, of a household, of strangers."""


@dataclass(frozen=True)
class Chances:
    """The log chance that a stranger bears a value: of those often seen, and of any other."""

    known: Mapping[str, float]
    rare: float
    crowded: Mapping[str, float] = field(default_factory=dict)  # of values that more bear by now than were seen

    def of(self, feature: Feature) -> Floats:
        """By the value's code."""
        seen = self._seen(feature)
        if not self.crowded:
            return seen
        crowded = np.array([self.crowded.get(value, -np.inf) for value in feature.values])
        more: Floats = np.maximum(seen, crowded)
        return more

    def of_value(self, value: str) -> float:
        """The same of one value."""
        seen = self.known.get(value, self.rare)
        return max(seen, self.crowded.get(value, seen)) if self.crowded else seen

    def _seen(self, feature: Feature) -> Floats:
        if len(feature.values) > FEW and self.known:
            known = feature.values.column.replace_strict(self.known, default=self.rare, return_dtype=pl.Float64)
            return known.to_numpy()
        return np.array([self.known.get(value, self.rare) for value in feature.values], dtype=np.float64)


@dataclass(frozen=True)
class Stored:
    """Tables by field, log shares of same, household and strangers, and chances by feature.

    emails: `namesakes.email_chances`, and names: `written.lifts`; () where there was nothing to learn them from.
    silence: None where whether a field is told says nothing.
    """

    tables: Mapping[str, Table]
    shares: tuple[float, float, float]
    chances: Mapping[str, Chances]
    emails: Matrix = ()
    names: Lifts = ()
    silence: Silence | None = None

    def emails_of(self, email: Comparison) -> Matrix:
        """The log chances of e-mails among strangers with a name in common; what is expected before any were seen."""
        among_all = np.array((self.tables.get(email.field) or prior_rows(email))[2])
        return self.emails or _rows(email_chances(np.zeros(EXPECTED.shape), among_all))

    @cached_property
    def of_told_only(self) -> Stored:
        """The same for records that may not have been asked a field: that they do not tell it says nothing."""
        return self if self.silence is None else replace(self, silence=None)

    def crowded(self, crowds: Mapping[str, Mapping[str, float]]) -> Stored:
        """The same, knowing of values that are many people's (`index.crowds`)."""
        chances = dict(self.chances)
        for name, values in crowds.items():
            comparison = declared(name)
            if comparison is not None:
                table = self.tables.get(name) or prior_rows(comparison)
                chances[name] = replace(chances.get(name) or Chances({}, table[2][-1]), crowded=values)
        return replace(self, chances=chances)

    def to_bytes(self) -> bytes:
        """Compact, and nothing that could run when it is read."""
        plain = {
            "tables": self.tables,
            "shares": self.shares,
            "emails": self.emails,
            "names": self.names,
            "silence": self.silence and [self.silence.field, self.silence.one, self.silence.neither],
            "chances": {name: [chances.rare, chances.known] for name, chances in self.chances.items()},
        }
        return zlib.compress(orjson.dumps(plain), 6)

    @classmethod
    def from_bytes(cls, data: bytes) -> Stored:
        """Read back what `to_bytes` gave."""
        plain = orjson.loads(zlib.decompress(data))
        same, household, strangers = plain["shares"]
        return cls(
            tables={name: (tuple(s), tuple(h), tuple(u)) for name, (s, h, u) in plain["tables"].items()},
            shares=(same, household, strangers),
            chances={name: Chances(known, rare) for name, (rare, known) in plain["chances"].items()},
            emails=_all_likenesses(plain["emails"]),
            names=_all_ways(plain["names"]),
            silence=Silence(*plain["silence"]) if plain.get("silence") else None,
        )


def stored(model: Model, features: Features) -> Stored:
    """What is worth keeping of a model trained on these features."""
    tables = {}
    for row, comparison in enumerate(model.comparisons):
        width = len(comparison.levels) + 1
        same, household, strangers = (
            tuple(np.round(table[row, :width], 6).tolist()) for table in (model.same, model.household, model.strangers)
        )
        tables[comparison.field] = (same, household, strangers)
    same_share, household_share, rest = model.shares.tolist()
    chances = {name: _kept(features[name], chances) for name, chances in model.bearers.items()}
    emails = () if model.emails is None else _rows(model.emails[:, : EXPECTED.shape[1]])
    names = () if model.names is None else _lifts(model.names)
    silence = model.silence and model.silence.rounded()
    return Stored(tables, (same_share, household_share, rest), chances, emails, names, silence)


def _rows(matrix: Floats) -> Matrix:
    return tuple(tuple(row) for row in np.round(matrix, 6).tolist())


def _lifts(names: Floats) -> Lifts:
    return tuple((_rows(same), _rows(household), _rows(strangers)) for same, household, strangers in names)


def _all_likenesses(emails: Sequence[Sequence[float]]) -> Matrix:
    """As they are; a model of a release that knew two likenesses of names tells two and two of them alike."""
    return tuple(tuple(row) for row in emails for _ in range(2 if len(emails) == len(EXPECTED) // 2 else 1))


def _all_ways(names: Sequence[Any]) -> Lifts:
    """As they are; a model of a release that knew of no ways holds one matrix of the same, which is true of any."""
    if names and isinstance(names[0][0], float | int):
        none = _rows(np.zeros(np.array(names).shape))
        return ((_rows(np.array(names)), none, none),) * WAYS
    return _lifts(np.array(names)) if names else ()


def untrained(records: int) -> Stored:
    """What is expected of some thousand records before any was seen; given names are as frequent as in the country."""
    same, household, rest = shares_of(records).tolist()
    given: dict[str, float] = {}
    sounds: dict[str, float] = {}
    for name, about in given_names().items():
        if about.share > 0:
            given[name] = about.share / 100
            bones = skeleton(name) or name
            sounds[bones] = sounds.get(bones, 0.0) + about.share / 100
    chances = {
        name: Chances(
            {value: round(float(np.log(share)), DIGITS) for value, share in shares.items()}, float(np.log(1e-4))
        )
        for name, shares in (("given", given), ("given_skeleton", sounds))
    }
    return Stored(dict(_wary()), (same, household, rest), chances, names=_expected_lift())


def _expected_lift() -> Lifts:
    """What is expected before any names were seen: if both are spelled otherwise, there is one reason for it."""
    comparison = declared(GIVEN)
    lift = np.zeros((WAYS, 3, WIDTH, WIDTH))
    if comparison is not None:
        lift[:, STRANGERS, SAME_SOUND, SAME_SOUND] = -otherwise(comparison, prior_rows(comparison)[2])
    return _lifts(lift)


def _wary() -> Iterator[tuple[str, Table]]:
    """Tables of telephones as long as nobody knows whether these were dealt out in a row."""
    for name in TELEPHONES:
        comparison = declared(name)
        if comparison is not None:
            same, household, strangers = prior_rows(comparison)
            near = NUMBER.index(NEAR) + 1
            yield name, (same, household, (*strangers[:near], strangers[near] + NEIGHBOURS, *strangers[near + 1 :]))


def _kept(feature: Feature, chances: Floats) -> Chances:
    often = np.flatnonzero(feature.counts >= LEAST_BEARERS)
    often = often[np.argsort(-feature.counts[often], kind="stable")][:MOST_VALUES]
    others = np.delete(chances, often)
    rare = np.median(others) if len(others) else chances.min(initial=0.0)
    known = {feature.values[code]: round(float(chances[code]), DIGITS) for code in often.tolist()}
    return Chances(known, round(float(rare), DIGITS))


@dataclass(frozen=True)
class Scores:
    """Pairs with their probabilities, and why."""

    model: Model
    features: Features
    pairs: Pairs
    probability: Floats

    def evidence(self, which: Rows) -> list[list[list[object]]]:
        """For each of these pairs [[field, level name, weight]]: what it adds to the log odds, the weightiest first.

        The steps of the `waterfall` that are no field come last, as ["start", "", weight].
        """
        pairs = self.pairs[which]
        steps = waterfall(self.model, self.features, pairs, self.probability[which])
        besides = [(name, np.round(weights, 2).tolist()) for name, weights in steps.besides.items()]
        found = []
        for at, (levels, adds) in enumerate(zip(pairs.levels.tolist(), steps.fields.tolist(), strict=True)):
            said: list[list[object]] = [
                [comparison.field, comparison.levels[level - 1], round(weight, 2)]
                for comparison, level, weight in zip(self.model.comparisons, levels, adds, strict=True)
                if level
            ]
            said.sort(key=lambda part: -abs(float(str(part[2]))))
            found.append(said + [[name, "", weights[at]] for name, weights in besides if weights[at]])
        return found


def score(kept: Stored, features: Features, left: Rows, right: Rows) -> Scores:
    """How likely each pair (left[i], right[i]) is one; a field that the model has not seen counts by its prior."""
    model = model_of(kept, features)
    pairs = compared(features, model.comparisons, left, right)
    return Scores(model, features, pairs, probabilities(model, features, pairs))


def probabilities(model: Model, features: Features, pairs: Pairs) -> Floats:
    """The chance of each pair, whose levels are at hand, to be one."""
    logits = np.clip(judging.logits(model, features, pairs), -500, 500)
    return np.where(two_people(features, pairs.left, pairs.right), 0.0, 1 / (1 + np.exp(-logits)))


def model_of(kept: Stored, features: Features) -> Model:
    """The stored model over the values at hand: what `resolve` takes in place of learning one."""
    plain = over_levels(kept, chosen(features))
    return replace(plain, bearers=_bearers(kept, features, plain.comparisons, plain.strangers))


def over_levels(kept: Stored, comparisons: Sequence[Comparison]) -> Model:
    """The stored model of these fields, without how often values occur."""
    width = max((len(comparison.levels) for comparison in comparisons), default=0) + 1
    tables = np.zeros((3, len(comparisons), width))
    for row, comparison in enumerate(comparisons):
        for table, levels in zip(tables, kept.tables.get(comparison.field) or prior_rows(comparison), strict=True):
            table[row, : len(levels)] = levels
    email = next((comparison for comparison in comparisons if comparison.field == EMAIL), None)
    emails = _padded(kept.emails_of(email), len(EXPECTED), width) if email else None
    names = np.array(kept.names) if kept.names else None
    return Model(comparisons, tables[0], tables[1], tables[2], np.array(kept.shares), {}, emails, names, kept.silence)


def _padded(rows: Matrix, height: int, width: int) -> Floats:
    matrix = np.zeros((height, width))
    matrix[: len(rows), : len(rows[0])] = np.array(rows)[:height, :width]
    return matrix


def _bearers(
    kept: Stored, features: Features, comparisons: Sequence[Comparison], strangers: Floats
) -> dict[str, Floats]:
    chances = {
        name: kept.chances.get(name) or Chances({}, usual(comparison, strangers[row], level))
        for row, comparison in enumerate(comparisons)
        for level, name in agreements(features, comparison)
    }
    if features.size <= FEW:
        return {name: known.of(features[name]) for name, known in chances.items()}
    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(lambda name: chances[name].of(features[name]), chances)
        return dict(zip(chances, found, strict=True))
