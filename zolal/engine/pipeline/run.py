"""The run itself: read, recognise, normalise, match, merge, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import polars as pl

from zolal.engine.fields import KINDS, RULES
from zolal.engine.impute import propose
from zolal.engine.match.explain import explanations
from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import Mask
from zolal.engine.match.resolve import Resolution
from zolal.engine.pipeline.age import ages_of
from zolal.engine.pipeline.backend import Backend, OneMachine
from zolal.engine.pipeline.contract import ESSENTIAL, Cleaned, Options, Progress, Source
from zolal.engine.pipeline.customers import Customers, best_records
from zolal.engine.pipeline.judged import judgements, labels
from zolal.engine.pipeline.normalise import Base
from zolal.engine.pipeline.rules import EVERY_RULE
from zolal.engine.pipeline.sources import tables_of
from zolal.engine.profile.catalogue import Cells, catalogue
from zolal.engine.records import N_, Translate
from zolal.engine.score import score_records, summarise
from zolal.engine.score.weights import STANDS_FOR

READING, NORMALISING, MATCHING = (
    N_("Reading the files"),
    N_("Putting values into normal form"),
    N_("Finding duplicates"),
)
MERGING, JUDGING = N_("Building one best record for each customer"), N_("Judging the quality")

_SEVERITIES = {code: rule.severity for code, rule in RULES.items()}
_FAULTS = {code: rule.fault for code, rule in EVERY_RULE.items()}


def clean(
    *sources: Source,
    options: Options = Options(),  # noqa: B008 - frozen
    progress: Progress = lambda stage, share: None,
    backend: Backend = OneMachine(),  # noqa: B008 - it has no state
) -> Cleaned:
    """Clean files or tables as one customer base.

    Everything is recognised by itself; `options` overrule. The same sources give the same tables, whatever `backend`
    does the heavy work. Raises `FileError` for what cannot be read, `UnknownKind` and `UnknownColumn` for overrides
    that fit nothing.
    """
    progress(READING, 0.0)
    tables = tables_of(sources, options)
    progress(NORMALISING, 0.1)
    base = backend.normalised(tables, options.overrides, options.money)
    del tables
    progress(MATCHING, 0.4)
    label = labels(base.place)
    judged, counted = judgements(options.decisions, base.place, label)
    features, resolution = backend.resolved(base, same=options.same, ask=options.ask, judgements=judged)
    duplicates = _duplicates(base.place, label, resolution, features, options.translate)
    issues = _issues(base, options.translate)
    del features
    # A million rows should not be held twice: what is compared and what was found wrong have done their part.
    base = replace(base, keys=pl.DataFrame(), faults=pl.DataFrame())
    progress(MERGING, 0.8)
    customers = Customers(resolution.owner, _blank(base.raw))
    essential = options.essential if options.essential is not None else _recognised_essentials(base)
    ages = ages_of(base, options.as_of)
    best = best_records(base, customers, ages, essential)
    progress(JUDGING, 0.85)
    severity = base.codes.select(pl.all().replace_strict(_SEVERITIES, default="", return_dtype=pl.String))
    quality = score_records(
        values=base.values, severity=severity, essential=essential, duplicate=customers.again, age_days=ages.days
    )
    records = _records(base, customers, quality)
    summary = summarise(
        values=base.values,
        severity=severity,
        essential=essential,
        duplicate=customers.again,
        age_days=ages.days,
        quality=quality,
        records=records,
        issues=issues,
        duplicates=duplicates,
        as_of=ages.as_of.isoformat() if ages.as_of else "",
    )
    del severity
    added = {"decisions": counted, "too_large": asdict(resolution.alarm)}
    return Cleaned(records, best, issues, duplicates, _profile(base), summary | added)


def _blank(raw: pl.DataFrame) -> Mask:
    """Rows in which nothing is written."""
    if not raw.width:
        return np.zeros(raw.height, dtype=np.bool_)
    return raw.select(pl.all_horizontal(pl.all().str.strip_chars() == "")).to_series().to_numpy()


def _recognised_essentials(base: Base) -> list[str]:
    """Nobody misses e-mails where no file has a column of them."""
    kinds = {*base.kinds.values()}
    return [name for name in ESSENTIAL if kinds & {name, *STANDS_FOR.get(name, ())}]


def _duplicates(
    place: pl.DataFrame, label: pl.Series, resolution: Resolution, features: Features, translate: Translate
) -> pl.DataFrame:
    left, right = resolution.pairs.left, resolution.pairs.right
    same = resolution.owner[left] == resolution.owner[right]
    told, steps = explanations(resolution.model, features, resolution.pairs, resolution.probability, translate)
    return pl.DataFrame(
        {
            "file_a": label.gather(left),
            "row_a": place["row"].gather(left),
            "file_b": label.gather(right),
            "row_b": place["row"].gather(right),
            "probability": np.round(resolution.probability, 4),
            "decision": pl.Series(["ask", "same"]).gather(same.astype(np.uint32)),
            "in_words": told,
            "explanation": steps,
        }
    )


def _records(base: Base, customers: Customers, quality: pl.DataFrame) -> pl.DataFrame:
    judged = pl.DataFrame([customers.of_records, quality["quality"]])
    return pl.concat([base.place, judged, base.values, base.raw.select(pl.all().name.prefix("raw:"))], how="horizontal")


def _issues(base: Base, translate: Translate) -> pl.DataFrame:
    rules = EVERY_RULE.values()
    about = pl.DataFrame(
        {
            "code": [rule.code for rule in rules],
            "severity": [rule.severity for rule in rules],
            "message": [translate(rule.message) for rule in rules],
        }
    )
    place = base.place.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    found = base.faults.join(about, on="code", how="left", maintain_order="left")
    placed = found.join(place, on="position", how="left", maintain_order="left")
    return placed.select("file", "sheet", "row", "column", "code", "severity", "value", "message", "proposal")


def _profile(base: Base) -> dict[str, Any]:
    cells = {
        name: Cells(
            _raw(base, name), base.values[name], base.codes[name].cast(pl.String), KINDS[kind], base.origins[name]
        )
        for name, kind in base.kinds.items()
    }
    return catalogue(cells, faults=_FAULTS, proposals=propose(base.values, base.kinds))


def _raw(base: Base, name: str) -> pl.Series:
    """The original cells of an output column; where files call it differently, each row's own."""
    headers: Sequence[str] = list(dict.fromkeys(origin.header for origin in base.origins[name]))
    filled = [pl.when(pl.col(header) != "").then(pl.col(header)) for header in headers]
    return base.raw.select(pl.coalesce(*filled, pl.lit("")).alias(name)).to_series()
