"""Which pairs are worth comparing, on Spark: the rules, caps and divisions of `match.blocking`.

Rows that agree on a rule meet by a shuffle on its key rather than in a self-join: a cap and what divides a large block
need all of the block at once, and a common name would be joined with itself before anybody counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from zolal.engine.backends.spark.batches import Batches, gathered, numbers
from zolal.engine.backends.spark.frames import Kept
from zolal.engine.backends.spark.records import first_of
from zolal.engine.match.blocking import ALL_PAIRS_UP_TO, CONTEXT, cap_of, within
from zolal.engine.match.feature import Feature, Features
from zolal.engine.match.pairs import Rows
from zolal.engine.match.values import Values

Rule = tuple[str, ...]

BATCH = 400_000
"""Rows of blocks that are divided at once."""
PAIRS = "left long, right long"


def candidates(records: DataFrame, size: int, rules: Sequence[Rule], context: Sequence[str], kept: Kept) -> DataFrame:
    """All pairs of rows that share a block of any rule, once each, `left` below `right`.

    `context` names the features, of those in `blocking.CONTEXT`, that the records have.
    """
    if size <= ALL_PAIRS_UP_TO:
        left, right = (records.select(f.col("row").alias(side)) for side in ("left", "right"))
        return left.join(right, f.col("left") < f.col("right"))
    if not rules:
        return records.sparkSession.createDataFrame([], PAIRS)
    blocks = kept.keep(_blocks(records, rules))
    cap = reduce(lambda case, at: case.when(f.col("rule") == at[0], cap_of(at[1])), enumerate(rules), f)
    small = blocks.where(f.size("rows") <= cap)
    large = blocks.where(f.size("rows") > cap).select("rule", "key", f.explode("rows").alias("row"))
    with_context = large.join(records.select("row", *(first_of(name).alias(name) for name in context)), "row")
    whole = with_context.repartition("rule", "key").sortWithinPartitions("rule", "key", "row")
    found = small.mapInArrow(partial(_pairs_of_small, rules=rules), PAIRS).union(
        whole.mapInArrow(partial(_pairs_of_large, rules=rules, context=context), PAIRS)
    )
    return found.distinct()


def _blocks(records: DataFrame, rules: Sequence[Rule]) -> DataFrame:
    """`rule`, `key` and the sorted `rows` of every block of two and more."""
    entries = ", ".join(_entries(rule, number) for number, rule in enumerate(rules))
    entry = f.explode(f.expr(f"concat({entries})")).alias("entry")
    rows = f.sort_array(f.collect_list("row")).alias("rows")
    return records.select("row", entry).groupBy("entry.rule", "entry.key").agg(rows).where(f.size("rows") > 1)


def _entries(rule: Rule, number: int) -> str:
    """In SQL: the blocks of a rule that a record belongs to, one for each combination of its values."""
    values = ", ".join(f"v{depth}" for depth in range(len(rule)))
    entries = f"named_struct('rule', {number}S, 'key', xxhash64({values}))"
    for depth, name in reversed([*enumerate(rule)]):
        nested = f"transform(array_remove(`{name}`, ''), v{depth} -> {entries})"
        entries = nested if depth == len(rule) - 1 else f"flatten({nested})"
    return entries


def _pairs_of_small(batches: Batches, rules: Sequence[Rule]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        blocks = pa.Table.from_batches([batch])
        lists = batch.column("rows")
        sizes = lists.value_lengths().to_numpy(zero_copy_only=False)
        rows = lists.flatten().to_numpy()
        keys = np.repeat(np.arange(len(sizes)), sizes)
        rule = np.repeat(numbers(blocks, "rule"), sizes)
        yield from _pairs(rows, keys, rule, rules, {})


def _pairs_of_large(batches: Batches, rules: Sequence[Rule], context: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for table in _whole_blocks(batches):
        rule, key, rows = (numbers(table, name) for name in ("rule", "key", "row"))
        change = (rule[1:] != rule[:-1]) | (key[1:] != key[:-1])
        keys = np.append(0, np.cumsum(change))
        told = {name: _first(table[name].combine_chunks()) for name in context}
        yield from _pairs(rows, keys, rule, rules, told)


def _whole_blocks(batches: Batches) -> Iterator[pa.Table]:
    """The sorted rows, divided between blocks only."""
    rest: pa.Table | None = None
    for part in gathered(batches, BATCH):
        table = part if rest is None else pa.concat_tables([rest, part])
        rule, key = numbers(table, "rule"), numbers(table, "key")
        last = int(np.argmax((rule == rule[-1]) & (key == key[-1])))
        if last:
            yield table.slice(0, last)
        rest = table.slice(last)
    if rest is not None:
        yield rest


def _first(column: pa.Array) -> Feature:
    """A feature that only divides: its values are known by their codes."""
    encoded = column.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return Feature(codes.reshape(-1, 1), Values([""] * len(encoded.dictionary)))


def _pairs(
    rows: Rows, keys: Rows, rule: Rows, rules: Sequence[Rule], told: Mapping[str, Feature]
) -> Iterator[pa.RecordBatch]:
    """The pairs of blocks, rule by rule; `told` has the dividing features of each entry."""
    for number in np.unique(rule).tolist():
        at = np.flatnonzero(rule == number)
        known, first, place = np.unique(rows[at], return_index=True, return_inverse=True)
        features = Features(len(known), {name: feature.take(at[first]) for name, feature in told.items()})
        left, right = np.divmod(within(features, rules[number], place, keys[at]), max(len(known), 1))
        yield pa.RecordBatch.from_arrays([pa.array(known[left]), pa.array(known[right])], names=["left", "right"])


def context_of(features: Features) -> list[str]:
    """The features at hand that divide blocks."""
    return [name for name in CONTEXT if name in features]
