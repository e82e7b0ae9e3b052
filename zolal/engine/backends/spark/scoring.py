"""How alike and how likely pairs are, on Spark: the comparisons and the model of `match`, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.batches import Batches, gathered, numbers, unpacked
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.model import Model
from zolal.engine.match.pairs import Floats, Rows
from zolal.engine.match.promising import promising
from zolal.engine.match.resolve import Judgements, Scorer
from zolal.engine.match.values import Values

BATCH = 100_000
SCORED = "left long, right long, logit double"


@dataclass(frozen=True)
class Chances:
    """The log chance that a stranger bears a value: of values that two records have, by hash, and of any other."""

    hashes: npt.NDArray[np.uint64]  # sorted
    known: Floats
    rare: float

    @classmethod
    def of(cls, feature: Feature, chances: Floats) -> Chances:
        several = np.flatnonzero(feature.counts > 1)
        hashes = _hashes(feature.values)[several]
        order = np.argsort(hashes)
        return cls(hashes[order], chances[several][order], float(chances.min(initial=0.0)))

    def look_up(self, feature: Feature) -> Floats:
        """The chance of every value of a feature."""
        if not len(self.hashes):
            return np.full(len(feature.values), self.rare)
        wanted = _hashes(feature.values)
        at = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[at] == wanted, self.known[at], self.rare)


def _hashes(values: Values) -> npt.NDArray[np.uint64]:
    """The same on every machine with the same Polars."""
    return values.column.hash(seed=0).to_numpy()


@dataclass(frozen=True)
class Judging:
    """What every batch of pairs is judged by: a model that knows values by themselves, and what people said."""

    model: Model  # without `bearers`
    chances: Mapping[str, Chances]
    judgements: Judgements
    names: Sequence[str]  # of what `said` packs

    @classmethod
    def of(cls, model: Model, features: Features, judgements: Judgements, names: Sequence[str]) -> Judging:
        """`features` are those that the model was trained on."""
        chances = {name: Chances.of(features[name], logs) for name, logs in model.bearers.items()}
        return cls(replace(model, bearers={}), chances, judgements, names)

    def scorer(self, rows: Rows, features: Features) -> Scorer:
        """For some records, `features`; `rows` are their numbers, sorted."""
        bearers = {name: chances.look_up(features[name]) for name, chances in self.chances.items()}
        return Scorer(features, replace(self.model, bearers=bearers), placed(self.judgements, rows))


def placed(judgements: Judgements, rows: Rows) -> Judgements:
    """The judgements of these rows, which are sorted, by their places."""
    return Judgements(_places(judgements.same, rows), _places(judgements.not_same, rows))


def _places(pairs: Rows, rows: Rows) -> Rows:
    """Those of the pairs whose rows are both here, by their places, the lower one left."""
    here = np.sort(pairs[np.isin(pairs, rows).all(axis=1)], axis=1)
    return np.searchsorted(rows, here).astype(np.int64).reshape(-1, 2)


def said(records: DataFrame, row: str) -> DataFrame:
    """The records as two columns: their number, called `row`, and what is compared."""
    return records.select(f.col("row").alias(row), f.col("said").alias(f"{row}_said"))


def scored(pairs: DataFrame, records: DataFrame, judging: Judging, *, least: float) -> DataFrame:
    """The pairs whose log odds are at least `least`, with them as `logit`."""
    sides = pairs.join(said(records, "left"), "left").join(said(records, "right"), "right")
    ordered = sides.select("left", "right", "left_said", "right_said")
    return ordered.mapInArrow(partial(_score, judging=judging, least=least), SCORED)


def _score(batches: Batches, judging: Judging, least: float) -> Iterator[pa.RecordBatch]:
    for table in gathered(batches, BATCH):
        left, right = numbers(table, "left"), numbers(table, "right")
        rows, first, places = np.unique(np.concatenate([left, right]), return_index=True, return_inverse=True)
        both = pl.concat([pl.Series(pl.from_arrow(table[f"{side}_said"])) for side in ("left", "right")])
        features = unpacked(both.gather(first), judging.names)
        scorer = judging.scorer(rows, features)
        candidates = places[: len(left)] * len(rows) + places[len(left) :]
        kept = scorer.judgements.same
        pairs = promising(scorer.model, features, candidates, least, kept[:, 0] * len(rows) + kept[:, 1])
        logits = scorer.logits(pairs)
        fair = np.flatnonzero(logits >= least)
        columns = [pa.array(found[fair]) for found in (rows[pairs.left], rows[pairs.right], logits)]
        yield pa.RecordBatch.from_arrays(columns, names=["left", "right", "logit"])
