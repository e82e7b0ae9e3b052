"""`pipeline.Backend` on Spark: tables come from this process and go back to it, the work is done by the cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl
from pyspark.sql import SparkSession

from zolal.engine.backends.spark.batches import text
from zolal.engine.backends.spark.frames import columns
from zolal.engine.backends.spark.matching import match
from zolal.engine.backends.spark.normal import Reading, numbered, read_batches
from zolal.engine.files import Table
from zolal.engine.match.blocking import ALL_PAIRS_UP_TO
from zolal.engine.match.cluster import Judge
from zolal.engine.match.feature import Features
from zolal.engine.match.features import build
from zolal.engine.match.levels import compared
from zolal.engine.match.pairs import Pairs
from zolal.engine.match.record_types import parted
from zolal.engine.match.resolve import Judgements, Resolution, Scorer, log_odds, probability_of
from zolal.engine.match.size_alarm import looked_at
from zolal.engine.pipeline.backend import OneMachine
from zolal.engine.pipeline.normalise import CODES, Base, damage, place


@dataclass(frozen=True)
class Spark:
    """Works through a session, which stays the caller's to stop. So few rows that all pairs are compared stay here."""

    session: SparkSession

    def normalised(self, tables: Sequence[Table], overrides: Mapping[str, str], money: str) -> Base:
        if sum(table.frame.height for table in tables) <= ALL_PAIRS_UP_TO:
            return OneMachine().normalised(tables, overrides, money)
        reading = Reading.of(tables, overrides, money)
        starts = np.cumsum([0, *(table.frame.height for table in tables)]).tolist()
        parts = [self._read(table, number, starts[number], reading) for number, table in enumerate(tables)]
        found = pl.concat(parts).sort("row")
        known = reading.base()
        return Base(
            place=pl.concat([place(table) for table in tables]),
            raw=_part(found, "raw", known.raw),
            values=_part(found, "value", known.values),
            keys=_part(found, "key", known.values),
            codes=_part(found, "code", known.values).cast(CODES),
            kinds=known.kinds,
            origins=known.origins,
            faults=_faults(found, tables, starts),
            jalali=known.jalali,
        )

    def _read(self, table: Table, number: int, start: int, reading: Reading) -> pl.DataFrame:
        """One table with its parts side by side; `row` counts from `start`."""
        names = dict(zip(table.frame.columns, numbered("raw", table.frame), strict=True))
        rows = pl.int_range(start, start + table.frame.height, dtype=pl.Int64, eager=True).alias("row")
        cells = self.session.createDataFrame(text(table.frame.rename(names).insert_column(0, rows)))
        read = cells.mapInArrow(partial(read_batches, reading=reading, number=number), reading.schema)
        return pl.DataFrame(pl.from_arrow(read.toArrow()))

    def resolved(self, base: Base, *, same: float, ask: float, judgements: Judgements) -> tuple[Features, Resolution]:
        if base.size <= ALL_PAIRS_UP_TO:
            return OneMachine().resolved(base, same=same, ask=ask, judgements=judgements)
        rows = pl.int_range(base.size, dtype=pl.Int64, eager=True).alias("row")
        compared_keys, kinds = parted(base.keys, base.kinds)
        keys = self.session.createDataFrame(text(compared_keys.clone().insert_column(0, rows)))
        found = match(keys, kinds, jalali=base.jalali, same=same, ask=ask, judgements=judgements)
        row, owner = columns(found.owners, ["row", "owner"])
        owner_of = np.empty(base.size, dtype=np.int64)
        owner_of[row] = owner
        scored = found.pairs.toArrow()
        left, right, logits = (scored[name].to_numpy() for name in ("left", "right", "logit"))
        original, copy = columns(found.copies, ["original", "row"])
        found.release()
        shown = (logits >= log_odds(ask)) | (owner_of[left] == owner_of[right])
        left, right = np.concatenate([left[shown], original]), np.concatenate([right[shown], copy])
        order = np.lexsort((right, left))
        probability = np.concatenate([probability_of(logits[shown]), np.ones(len(copy))])[order]
        features = build(compared_keys, kinds, jalali=base.jalali)
        pairs: Pairs = compared(features, found.model.comparisons, left[order], right[order])
        scorer = Scorer(features, found.model, judgements)
        owner_of, alarm = looked_at(owner_of, Judge(log_odds(same), found.model.priors, scorer.evidence))
        return features, Resolution(pairs, probability, found.model, owner_of, alarm)


def _part(found: pl.DataFrame, part: str, known: pl.DataFrame) -> pl.DataFrame:
    """One frame of the base, with its own headers again."""
    names = numbered(part, known)
    return found.select(names).rename(dict(zip(names, known.columns, strict=True)))


def _faults(found: pl.DataFrame, tables: Sequence[Table], starts: Sequence[int]) -> pl.DataFrame:
    """The faults of all rows, and what reading the files found, as `cross_checked` sorts them."""
    damaged = [damage(table).with_columns(pl.col("position") + starts[n]) for n, table in enumerate(tables)]
    listed = found.select(pl.col("row").alias("position"), "faults").filter(pl.col("faults").list.len() > 0)
    cells = listed.explode("faults").unnest("faults")
    return pl.concat([*damaged, cells]).sort("position", "order", maintain_order=True)
