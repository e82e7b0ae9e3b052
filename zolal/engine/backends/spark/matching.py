"""Matching on Spark: who is who among rows that need not fit on any one machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.blocks import candidates, context_of
from zolal.engine.backends.spark.frames import Kept, columns, drawn, pairs_frame
from zolal.engine.backends.spark.groups import owners
from zolal.engine.backends.spark.records import Description, copies, described
from zolal.engine.backends.spark.scoring import SCORED, Judging, placed, scored
from zolal.engine.match.blocking import rules
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.levels import compared
from zolal.engine.match.model import Model
from zolal.engine.match.pairs import Pairs, Rows
from zolal.engine.match.resolve import FAIR_CHANCE, TRAINING_PAIRS, Judgements, log_odds, taught
from zolal.engine.match.training import train

TRAINED_ON = 2_000_000
"""From so many records at most, drawn evenly, the driver learns the model; up to there it is that of one machine."""


@dataclass(frozen=True)
class Matched:
    """What was found, on the cluster; `release` what it stands on when it is no longer needed.

    owners: `row`, `owner`, the first row of its customer, for every row. pairs: `left`, `right`, `logit` of the pairs
    with a fair chance. copies: `row`, `original` of rows that were simply entered twice.
    """

    owners: DataFrame
    pairs: DataFrame
    copies: DataFrame
    model: Model
    kept: Kept

    def release(self) -> None:
        self.kept.release()


@dataclass(frozen=True)
class Learning:
    """The records from which the driver learns: their rows, sorted, and their features; one row in `step`."""

    rows: Rows
    features: Features
    step: int

    def without(self, gone: Rows) -> Learning:
        """The same without some rows."""
        left = np.flatnonzero(~np.isin(self.rows, gone))
        return Learning(self.rows[left], self.features.take(left), self.step)


def match(
    keys: DataFrame,
    kinds: Mapping[str, str],
    *,
    jalali: bool = False,
    same: float = 0.95,
    ask: float = 0.6,
    judgements: Judgements | None = None,
    trained_on: int = TRAINED_ON,
) -> Matched:
    """Match all rows with each other; `keys` has `row` (long, distinct) and a column of keys for each of `kinds`.

    `same` and `ask` are probabilities, as in `match.resolve`, which gives the same where all rows are learnt from.
    """
    judged, kept = judgements or Judgements(), Kept()
    keys = kept.keep(keys)
    decided = np.concatenate([judged.same, judged.not_same])
    learning = _learning(keys, kinds, decided, jalali=jalali, most=trained_on)
    if not chosen(learning.features):
        return _nobody(keys, learning, kept)
    description = Description(kinds, jalali, list(learning.features.by_name))
    rows = kept.keep(described(keys, description))
    twice = kept.keep(copies(rows, description.names, decided))
    size = rows.count() - twice.count()
    records = kept.keep(rows.join(twice.select("row"), "row", "left_anti"))
    learning = learning.without(columns(twice.where(drawn("row", learning.step)), ["row"])[0])
    pairs = kept.keep(_pairs(records, learning, size, decided, kept))
    model = taught(_trained(pairs, learning), learning.features, placed(judged, learning.rows))
    judging = Judging.of(model, learning.features, judged, description.compared)
    fair = kept.keep(scored(pairs, records, judging, least=log_odds(min(FAIR_CHANCE, ask))))
    joined = owners(fair, records, judging, log_odds(same), kept).withColumnRenamed("row", "original")
    owner = f.coalesce("owner", "original").alias("owner")
    every = keys.select("row").join(twice, "row", "left").select("row", f.coalesce("original", "row").alias("original"))
    return Matched(kept.keep(every.join(joined, "original", "left").select("row", owner)), fair, twice, model, kept)


def _nobody(keys: DataFrame, learning: Learning, kept: Kept) -> Matched:
    """Where nothing is said that could be compared, everybody is alone."""
    spark, none = keys.sparkSession, np.empty(0, dtype=np.int64)
    pairs = Pairs(none, none, np.empty((0, 0), dtype=np.int8))
    return Matched(
        keys.select("row", f.col("row").alias("owner")),
        spark.createDataFrame([], SCORED),
        spark.createDataFrame([], "row long, original long"),
        train(learning.features, [], pairs),
        kept,
    )


def _learning(keys: DataFrame, kinds: Mapping[str, str], decided: Rows, *, jalali: bool, most: int) -> Learning:
    """The records drawn, and those that people decided on."""
    step = max(1, -(-keys.count() // most))
    wanted = drawn("row", step) | f.col("row").isin(np.unique(decided).tolist())
    some = pl.DataFrame(pl.from_arrow(keys.where(wanted).toArrow())).sort("row")
    features = build(some.select(*kinds), kinds, jalali=jalali)
    return Learning(some["row"].to_numpy(), features, step)


def _pairs(records: DataFrame, learning: Learning, size: int, decided: Rows, kept: Kept) -> DataFrame:
    """The candidates and the judged pairs."""
    chosen_rules = rules(learning.features, among=size)
    found = candidates(records, size, chosen_rules, context_of(learning.features), kept)
    return found.union(pairs_frame(records.sparkSession, decided)).distinct() if len(decided) else found


def _trained(pairs: DataFrame, learning: Learning) -> Model:
    """The model from the pairs of the records at hand, of very many from some."""
    here = pairs.where(drawn("left", learning.step) & drawn("right", learning.step))
    step = max(1, -(-here.count() // TRAINING_PAIRS))
    some = here.where(f.pmod(f.xxhash64("left", "right"), f.lit(step)) == 0) if step > 1 else here
    left, right = columns(some, ["left", "right"])
    order = np.lexsort((right, left))
    left, right = (np.searchsorted(learning.rows, side[order]) for side in (left, right))
    comparisons = chosen(learning.features)
    found = compared(learning.features, comparisons, left, right)
    return train(learning.features, comparisons, found, weight=step)
