"""Values that follow from another field of the same row: the province from the city, the gender from the name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from zolal.engine.impute.proposal import proposal
from zolal.engine.persian.letters import key
from zolal.engine.persian.names import gender_of, split
from zolal.engine.persian.places import province_of

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Derivation:
    """`guess` tells the value of a `target` kind from one of the `sources`, "" when it cannot."""

    method: str
    target: str
    sources: tuple[str, ...]
    guess: Callable[[str], str]


def _gender(name: str) -> str:
    return gender_of(name) or gender_of(split(name)[0])


DERIVATIONS = (
    Derivation("city", "province", ("city",), lambda city: province_of(key(city))),
    Derivation("given_name", "gender", ("first_name", "name"), _gender),
)


def derived(values: pl.DataFrame, column: str, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Proposals for one column from the other columns of its row.

    `share` is how often the guess is the known value, over the rows where both are there; 1 where none can be compared.
    """
    return [
        found
        for rule in DERIVATIONS
        if rule.target == kinds[column]
        for source in _sources(rule, kinds)
        if (found := _derive(values, column, source, rule))
    ]


def _sources(rule: Derivation, kinds: Mapping[str, str]) -> list[str]:
    """The columns to draw from: those of the first kind that is there, one proposal is enough."""
    return next(
        ([c for c, kind in kinds.items() if kind == wanted][:1] for wanted in rule.sources if wanted in kinds.values()),
        [],
    )


def _derive(values: pl.DataFrame, column: str, source: str, rule: Derivation) -> dict[str, Any]:
    pairs = values.select(pl.col(source).alias("from"), pl.col(column).alias("known")).filter(pl.col("from") != "")
    sources = pairs["from"].unique().sort()
    guesses = pl.DataFrame({"from": sources, "value": [rule.guess(text) for text in sources]})
    counts = pairs.group_by("from", "known").len("rows").join(guesses.filter(pl.col("value") != ""), on="from")
    gaps = counts.filter(pl.col("known") == "").sort("rows", "from", descending=[True, False])
    if gaps.is_empty():
        return {}
    known = counts.filter(pl.col("known") != "")
    agree = int(known.filter(pl.col("known") == pl.col("value"))["rows"].sum())
    share = agree / int(known["rows"].sum()) if len(known) else 1.0
    examples = gaps.select("from", "value").head(EXAMPLES).rows()
    return proposal(rule.method, share=share, rows=int(gaps["rows"].sum()), examples=examples)
