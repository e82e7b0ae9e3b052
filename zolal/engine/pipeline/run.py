"""The run itself: read, recognise, normalise, match, merge, score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from zolal.engine.fields import KINDS, RULES
from zolal.engine.files import RULES as DAMAGE
from zolal.engine.impute import propose
from zolal.engine.match import features as matching
from zolal.engine.match.explain import explanations
from zolal.engine.match.features import Features
from zolal.engine.match.resolve import Resolution, Rows, resolve
from zolal.engine.merge.survive import survivors
from zolal.engine.pipeline.checks import CHECKS, cross_checked
from zolal.engine.pipeline.contract import ESSENTIAL, Cleaned, Options, Progress, Source
from zolal.engine.pipeline.judged import judgements, labels
from zolal.engine.pipeline.normalise import Base, normalise
from zolal.engine.pipeline.sources import tables_of
from zolal.engine.profile.catalogue import Cells, catalogue
from zolal.engine.records import N_, Rule, Translate
from zolal.engine.score import score_records, summarise
from zolal.engine.score.weights import STANDS_FOR

EVERY_RULE: dict[str, Rule] = {**RULES, **{rule.code: rule for rule in (*DAMAGE, *CHECKS)}}
"""Every issue code a run can give."""

READING, NORMALISING, MATCHING = (
    N_("Reading the files"),
    N_("Putting values into normal form"),
    N_("Finding duplicates"),
)
MERGING, JUDGING = N_("Building one best record for each customer"), N_("Judging the quality")


def clean(*sources: Source, options: Options = Options(), progress: Progress = lambda stage, share: None) -> Cleaned:  # noqa: B008
    """Clean files or tables as one customer base.

    Everything is recognised by itself; `options` overrule. The same sources give the same tables. Raises `FileError` for
    what cannot be read, `UnknownKind` and `UnknownColumn` for overrides that fit nothing.
    """
    progress(READING, 0.0)
    tables = tables_of(sources, options)
    progress(NORMALISING, 0.15)
    base = cross_checked(normalise(tables, options.overrides, options.money))
    progress(MATCHING, 0.35)
    label = labels(base.place)
    judged, counted = judgements(options.decisions, base.place, label)
    found = matching.build(base.keys, base.kinds, jalali=base.jalali)
    resolution = resolve(found, same=options.same, ask=options.ask, judgements=judged)
    duplicates = _duplicates(base, label, resolution, found, options.translate)
    del found
    progress(MERGING, 0.7)
    newest = newest_dates(base)
    merged = survivors(base.values, base.kinds, resolution.owner, newest)
    progress(JUDGING, 0.85)
    return _judged(base, resolution.owner, merged, newest, duplicates, options, counted)


def newest_dates(base: Base) -> pl.Series | None:
    """The newest ISO date of each record but the birth date, "" where it has none; None when no column is a date."""
    columns = [name for name, kind in base.kinds.items() if kind == "date"]
    if not columns:
        return None
    return base.values.select(pl.max_horizontal(pl.col(columns).str.slice(0, 10))).to_series()


def _duplicates(
    base: Base, label: pl.Series, resolution: Resolution, found: Features, translate: Translate
) -> pl.DataFrame:
    left, right = resolution.left, resolution.right
    same = resolution.owner[left] == resolution.owner[right]
    row = base.place["row"]
    return pl.DataFrame(
        {
            "file_a": label.gather(left),
            "row_a": row.gather(left),
            "file_b": label.gather(right),
            "row_b": row.gather(right),
            "probability": np.round(resolution.probability, 4),
            "decision": np.where(same, "same", "ask").tolist(),
            "explanation": explanations(resolution.model, found, resolution.levels, left, right, translate),
        },
        schema_overrides={"decision": pl.String},
    )


def _judged(
    base: Base,
    owner: Rows,
    merged: pl.DataFrame,
    newest: pl.Series | None,
    duplicates: pl.DataFrame,
    options: Options,
    counted: dict[str, int],
) -> Cleaned:
    first = np.flatnonzero(owner == np.arange(base.size))
    entity_ids = pl.Series("entity", [f"C{number:07d}" for number in range(1, len(first) + 1)], dtype=pl.String)
    entity = entity_ids.gather(np.searchsorted(first, owner))
    ages, as_of = _ages(newest, options.as_of)
    severity = base.codes.select(pl.all().replace_strict(_SEVERITIES, default="", return_dtype=pl.String))
    later = pl.Series(owner != np.arange(base.size))
    essential = options.essential if options.essential is not None else _recognised_essentials(base)
    scored = score_records(values=base.values, severity=severity, essential=essential, duplicate=later, age_days=ages)
    issues = _issues(base, options.translate)
    records = pl.concat(
        [
            base.place,
            pl.DataFrame([entity, scored["quality"]]),
            base.values,
            base.raw.select(pl.all().name.prefix("raw:")),
        ],
        how="horizontal",
    )
    summary = summarise(
        values=base.values,
        severity=severity,
        essential=essential,
        duplicate=later,
        age_days=ages,
        quality=scored,
        records=records,
        issues=issues,
        duplicates=duplicates,
        as_of=as_of,
    )
    profile = catalogue(_cells(base), faults=_FAULTS, proposals=propose(base.values, base.kinds))
    customers = _customers(merged, entity_ids, ages, owner, essential)
    return Cleaned(records, customers, issues, duplicates, profile, {**summary, "decisions": counted})


def _recognised_essentials(base: Base) -> list[str]:
    """Nobody asked for e-mails where no file has a column of them."""
    kinds = {*base.kinds.values()}
    return [name for name in ESSENTIAL if kinds & {*STANDS_FOR.get(name, (name,))}]


def _customers(
    merged: pl.DataFrame, entity: pl.Series, ages: pl.Series | None, owner: Rows, essential: Sequence[str]
) -> pl.DataFrame:
    """The surviving records with their quality; a customer is as fresh as its newest record."""
    values = merged.drop("rows")
    freshest = None
    if ages is not None:
        by_owner = pl.DataFrame({"owner": owner, "age": ages}).group_by("owner").agg(pl.col("age").min()).sort("owner")
        freshest = by_owner["age"]
    nothing = pl.DataFrame({name: pl.Series([""]).new_from_index(0, merged.height) for name in values.columns})
    alone = pl.Series([False]).new_from_index(0, merged.height)
    scored = score_records(values=values, severity=nothing, essential=essential, duplicate=alone, age_days=freshest)
    return pl.concat([entity.to_frame(), values, merged.select("rows"), scored.select("quality")], how="horizontal")


def _ages(newest: pl.Series | None, as_of: date | None) -> tuple[pl.Series | None, str]:
    """Days since each record's newest date, and the day they are reckoned from: the newest of all unless told."""
    if newest is None:
        return None, as_of.isoformat() if as_of else ""
    days = newest.str.to_date("%Y-%m-%d", strict=False)
    last = as_of or days.max()
    if not isinstance(last, date):
        return None, ""
    return _days_before(days, last), last.isoformat()


def _days_before(days: pl.Series, last: date) -> pl.Series:
    return days.to_frame("day").select((pl.lit(last) - pl.col("day")).dt.total_days().clip(0)).to_series()


def _issues(base: Base, translate: Translate) -> pl.DataFrame:
    rules = EVERY_RULE.values()
    about = pl.DataFrame(
        {
            "code": [rule.code for rule in rules],
            "severity": [rule.severity for rule in rules],
            "message": [translate(rule.message) for rule in rules],
        }
    )
    place = base.place.with_row_index("position").with_columns(pl.col("position").cast(pl.Int64))
    found = base.faults.join(about, on="code", how="left", maintain_order="left").join(
        place, on="position", how="left", maintain_order="left"
    )
    return found.select("file", "sheet", "row", "column", "code", "severity", "value", "message", "proposal")


def _cells(base: Base) -> dict[str, Cells]:
    """Each output column beside the raw cells it came from."""
    return {
        name: Cells(
            _raw(base, name), base.values[name], base.codes[name].cast(pl.String), KINDS[kind], base.origins[name]
        )
        for name, kind in base.kinds.items()
    }


def _raw(base: Base, name: str) -> pl.Series:
    """The original cells of an output column; where files call it differently, each row's own."""
    headers = list(dict.fromkeys(origin.header for origin in base.origins[name]))
    filled = [pl.when(pl.col(header) != "").then(header) for header in headers]
    return base.raw.select(pl.coalesce(*filled, pl.lit("")).alias(name)).to_series()


_SEVERITIES = {code: EVERY_RULE[code].severity for code in RULES}
_FAULTS = {code: rule.fault for code, rule in EVERY_RULE.items()}
