"""The quality of records on file, by the engine's rules, and what would raise each of them most."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from zolal.engine.score.parts import Standing, standing
from zolal.engine.score.record import score_standing
from zolal.engine.score.weights import STANDS_FOR
from zolal.quality import excused
from zolal.quality.broken_rules import broken_values
from zolal.quality.criteria import Criteria
from zolal.quality.handled import is_dismissed
from zolal.quality.ratings import accuracy
from zolal.quality.rules import severity_of
from zolal.quality.snapshots import Snapshot
from zolal.quality.weights import PARTS

SCORED: Mapping[str, Mapping[str, str]] = {
    "person": {
        "given_name": "first_name", "family_name": "last_name", "mobile": "mobile", "phone": "phone",
        "email": "email", "company": "employer", "job_title": "job_title", "national_id": "national_id",
        "gender": "gender", "birth_date": "birth_date", "province": "province", "city": "city",
        "address": "address", "postal_code": "postal_code",
    },
    "company": {
        "name": "name", "mobile": "mobile", "phone": "phone", "email": "email", "url": "url",
        "legal_id": "legal_id", "economic_code": "economic_code", "industry": "industry", "province": "province",
        "city": "city", "address": "address", "postal_code": "postal_code",
    },
}  # fmt: skip
"""The fields that make a record complete, and what the engine's score calls each."""

MOST_GAINS = 4
LEAST_GAIN = 0.5
_WORSE = {"": 0, "info": 1, "warning": 2, "error": 3}


def frames(found: Sequence[Snapshot], criteria: Criteria) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """Values and severities of records as the engine's score takes them, and its names of the essential fields."""
    columns = SCORED[criteria.record_type]
    schema = dict.fromkeys(columns.values(), pl.String)
    values = dict(zip(columns.values(), excused.values(found, columns, criteria), strict=True))
    worst = [_severities(one, criteria) for one in found]
    right, wrong = [""] * len(found), {field for of in worst for field in of}
    severity = {
        theirs: [of.get(ours, "") for of in worst] if ours in wrong else right for ours, theirs in columns.items()
    }
    essential = [columns.get(name, name) for name in criteria.essential]
    return pl.DataFrame(values, schema=schema), pl.DataFrame(severity, schema=schema), essential


def scores_of(
    found: Sequence[Snapshot], criteria: Criteria, duplicates: Collection[int]
) -> list[tuple[int, dict[str, Any]]]:
    """Quality and scores of each record.

    `scores` is {"parts": {part: 0..1 or null}, "goal": the quality by the fields of the goals alone, "reasons":
    [{"code", "field", "gain"}]}; accuracy stands among the parts where a value was checked. Reasons are what would
    raise the quality most, best first: a field that is "missing" or "wrong", the record being a "duplicate" or "old",
    values that were "doubted". `duplicates` are the ids of which an earlier record is surely the same.
    """
    if not found:
        return []
    values, severity, essential = frames(found, criteria)
    common = {
        "duplicate": pl.Series([one.id in duplicates for one in found], dtype=pl.Boolean),
        "age_days": pl.Series([excused.age(one, criteria) for one in found], dtype=pl.Int64),
        "weights": criteria.aims.weights,
    }
    checked = pl.Series([accuracy(one.ratings) for one in found], dtype=pl.Float64)
    of = standing(values, severity, essential)
    judged = score_standing(of, accuracy=checked, **common)
    gains = _gains(criteria, of, judged)
    goal = _goal(found, criteria, values, severity, common)
    return [
        (quality, {"parts": parts, "goal": by_goal, "reasons": gain})
        for quality, parts, by_goal, gain in zip(judged["quality"].to_list(), _told(judged), goal, gains, strict=True)
    ]


def _told(judged: pl.DataFrame) -> Iterator[dict[str, float | None]]:
    """The parts of each record, rounded; of nearly all no value was checked, and accuracy is left out."""
    shares = [pl.Series(judged[part].to_numpy().round(3), nan_to_null=True).to_list() for part in PARTS]
    for parts in zip(*shares, strict=True):
        yield dict(zip(PARTS if parts[-1] is not None else PARTS[:-1], parts, strict=False))


def _goal(
    found: Sequence[Snapshot],
    criteria: Criteria,
    values: pl.DataFrame,
    severity: pl.DataFrame,
    common: Mapping[str, Any],
) -> list[int]:
    """The quality as if the fields that the goals need were all there is."""
    columns = SCORED[criteria.record_type]
    goal = [columns.get(name, name) for name in criteria.aims.goal_or(criteria.essential)]
    filling = {kind for name in goal for kind in STANDS_FOR.get(name, (name,))}
    needed = {ours: theirs for ours, theirs in columns.items() if theirs in filling}
    checked = [
        accuracy({name: said for name, said in one.ratings.items() if name in needed}) if one.ratings else None
        for one in found
    ]
    of = standing(values[[*needed.values()]], severity[[*needed.values()]], goal)
    return score_standing(of, accuracy=pl.Series(checked, dtype=pl.Float64), **common)["quality"].to_list()


def _severities(one: Snapshot, criteria: Criteria) -> dict[str, str]:
    """The worst of each field in which something is wrong."""
    found = {
        field: max((severity_of(fault["code"]) for fault in faults), key=_WORSE.__getitem__)
        for field in one.faults
        if (faults := excused.faults(one, field))
    }
    for broken in broken_values(one, criteria):
        if not is_dismissed(one, broken.fact, broken.code, broken.raw):
            found[broken.fact] = max(found.get(broken.fact, ""), broken.severity, key=_WORSE.__getitem__)
    found.update((field, "error") for field in one.ratings if excused.is_reported(one, field))
    return found


def _gains(criteria: Criteria, of: Standing, judged: pl.DataFrame) -> list[list[dict[str, Any]]]:
    """For each record the actions that would give most, best first."""
    ours = {theirs: field for field, theirs in SCORED[criteria.record_type].items()}
    weights = criteria.aims.weights
    shares = {part: judged[part].to_numpy() for part in PARTS}  # NaN for what a record has not
    whole = sum(~np.isnan(share) * weights[part] for part, share in shares.items())
    point = 100 / np.maximum(whole, 1e-9)
    actions: list[tuple[str, str]] = []
    points: list[npt.NDArray[np.float64]] = []
    for frame, share in zip((of.vital, of.others), of.share, strict=True):
        for name in frame.columns:
            actions.append(("missing", ours.get(name, name)))
            points.append(point * weights["completeness"] * share * ~frame[name].to_numpy())
    cells = np.maximum(of.cells.to_numpy(), 1.0)
    for name, weight in of.weight.items():
        actions.append(("wrong", ours.get(name, name)))
        points.append(point * weights["validity"] * weight * of.penalty[name].to_numpy() / cells)
    for action, part in (("duplicate", "uniqueness"), ("old", "freshness"), ("doubted", "accuracy")):
        actions.append((action, ""))
        points.append(point * weights[part] * (1 - np.nan_to_num(shares[part], nan=1.0)))
    matrix = np.round(np.stack(points, axis=1), 1)
    best = np.argsort(-matrix, axis=1, kind="stable")[:, :MOST_GAINS]
    told = np.take_along_axis(matrix, best, axis=1)
    return [
        [
            {"code": actions[at][0], "field": actions[at][1], "gain": gain}
            for at, gain in zip(row, gains, strict=True)
            if gain >= LEAST_GAIN
        ]
        for row, gains in zip(best.tolist(), told.tolist(), strict=True)
    ]
