"""All active records at once, as the engine takes them: for training and for finding all duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from zolal.core.models import Record
from zolal.core.settings import setting
from zolal.engine.match.feature import Features
from zolal.engine.match.pairs import Rows
from zolal.engine.match.resolve import Judgements, Resolution, resolve
from zolal.engine.match.stored import Scores, Stored, score
from zolal.people.queries.records import MODELS
from zolal.quality import index
from zolal.quality.indexing import read_unread
from zolal.quality.keys import built, frame_of
from zolal.quality.matching import in_our_words
from zolal.quality.models import MatchKeys, Pair
from zolal.quality.snapshots import AT_ONCE

LEAST_SAMPLED = 0.05
"""Of pairs that are less likely no sample is drawn: one in a thousand of them is true."""
SAMPLE_BELOW = 150
LEAST = 100
"""Fewer records teach nothing that is not expected anyway."""

Progress = Callable[[int, int], None]
"""Called with how many records were read, of how many."""


@dataclass(frozen=True)
class Whole:
    """The ids of all active records, ascending, and what matching compares of each."""

    record_type: str
    ids: Rows
    features: Features


def read_whole(record_type: str, progress: Progress = lambda done, total: None) -> Whole:
    """Read every active record; a frame of keys at a time, so that a million fit."""
    read_unread(record_type)
    total = MatchKeys.objects.filter(record_type=record_type).count()
    ids: list[int] = []
    frames = [frame_of(record_type, [])]
    for some, frame in index.frames(record_type, AT_ONCE):
        frames.append(frame)
        ids += some
        progress(len(ids), total)
    return Whole(record_type, np.array(ids, dtype=np.int64), built(pl.concat(frames)))


def active_ids(record_type: str, after: int = 0, size: int = AT_ONCE) -> Iterator[list[int]]:
    """Ids of active records in order, some at a time."""
    records = MODELS[record_type].objects.filter(state=Record.State.ACTIVE).order_by("id")
    while part := list(records.filter(id__gt=after).values_list("id", flat=True)[:size]):
        yield part
        after = part[-1]


def resolved(whole: Whole) -> Resolution:
    """Everybody matched with everybody, down to the pairs of which a sample is drawn; what somebody decided stands."""
    return resolve(
        whole.features,
        same=setting("match.same"),
        ask=min(LEAST_SAMPLED, setting("match.ask")),
        judgements=Judgements(not_same=_apart(whole)),
    )


@dataclass(frozen=True)
class Scored:
    """The pairs of the whole as a single question would score them; of those below "match.ask" only a sample stands.

    `below` is how many there are from which it was drawn.
    """

    whole: Whole
    scores: Scores
    wanted: Rows
    below: int


def scored(whole: Whole, resolution: Resolution, kept: Stored, ask: float) -> Scored:
    """Score what was found, and draw the sample by lot."""
    pairs = resolution.pairs
    scores = score(kept, whole.features, pairs.left, pairs.right)
    below = np.flatnonzero((scores.probability >= LEAST_SAMPLED) & (scores.probability < ask))
    sample = np.random.default_rng().permutation(below)[:SAMPLE_BELOW]
    likely = np.flatnonzero(scores.probability >= ask)
    return Scored(whole, scores, np.sort(np.concatenate([likely, sample])), len(below))


def likely_pairs(found: Scored) -> Iterator[tuple[tuple[int, int], float, list[list[object]]]]:
    """((lower id, higher id), probability, evidence) of the wanted pairs."""
    whole, scores, pairs = found.whole, found.scores, found.scores.pairs
    apart = {tuple(sorted(couple)) for couple in _apart(whole).tolist()}
    for part in np.array_split(found.wanted, max(1, len(pairs) // AT_ONCE)):
        for at, evidence in zip(part.tolist(), scores.evidence(part), strict=True):
            left, right = int(pairs.left[at]), int(pairs.right[at])
            if (left, right) not in apart:
                couple = (int(whole.ids[left]), int(whole.ids[right]))
                yield couple, round(float(scores.probability[at]), 4), in_our_words(evidence)


def _apart(whole: Whole) -> Rows:
    """Pairs that somebody has said are two, by their rows."""
    decided = Pair.objects.filter(record_type=whole.record_type, decision__in=("not_same", "household"))
    couples = np.array(list(decided.values_list("first_id", "second_id")), dtype=np.int64).reshape(-1, 2)
    if not len(couples) or not len(whole.ids):
        return np.empty((0, 2), dtype=np.int64)
    rows = np.minimum(np.searchsorted(whole.ids, couples), len(whole.ids) - 1)
    here: Rows = rows[(whole.ids[rows] == couples).all(axis=1)]
    return here
