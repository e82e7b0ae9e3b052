"""Learning from what people have said: the correction of the model, the pairs it changes, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from django.db import transaction

from zolal.core import bulk
from zolal.core.settings import setting
from zolal.engine.match.rescore_order import most_telling
from zolal.engine.match.rescore_stored import Judged, Said, Taught
from zolal.engine.match.resolve import log_odds
from zolal.engine.match.stored import Stored, score
from zolal.quality import index
from zolal.quality.answers import Answered, answered, is_enough
from zolal.quality.assess import rescore
from zolal.quality.audit import audit
from zolal.quality.keys import FIELD_OF, features_of
from zolal.quality.matching import Evidence, in_our_words
from zolal.quality.models import MatchModel, Pair
from zolal.quality.training import base_of, expected, keep_model, model_in_use, newest

CHUNK = 1_000
TELLING = 100
"""So many pairs are put at the head of the queue that asks what teaches most; …"""
AMONG = 5_000
"""… chosen among so many drawn by lot: a few more would teach hardly more."""
LEAST_DOUBT = 0.0005
"""What is nearer to 0 or 1 than this teaches nothing."""
_ENGINES = {ours: theirs for theirs, ours in FIELD_OF.items()}
"""The engine's names of our fields."""


def lessons(record_type: str) -> Answered:
    """The answers to learn from: all but those that measure."""
    return answered(record_type, without=audit(record_type).held)


def taught(record_type: str, base: Stored) -> Taught:
    """What people's answers add to a model of the records alone; nothing while they are few."""
    if not is_enough(record_type):
        return Taught()
    known = lessons(record_type)
    return known.judged.taught(known.judged.rescorer(base, known.same.tolist()))


def learn(record_type: str) -> MatchModel:
    """The model in use, corrected anew by all that people have said, as a new model."""
    model = newest(record_type)
    base = expected(record_type) if model is None else base_of(model)
    return keep_model(
        record_type,
        base=base,
        taught=taught(record_type, base),
        records=model.records if model else 0,
        below=model.below if model else None,
    )


def open_couples(record_type: str, after: int = 0) -> Iterator[list[tuple[int, int, int]]]:
    """(id, first, second) of the open pairs, in order, some at a time."""
    pairs = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN).order_by("id")
    while part := list(pairs.filter(id__gt=after).values_list("id", "first_id", "second_id")[:CHUNK]):
        yield part
        after = part[-1][0]


def score_anew(record_type: str, pairs: Sequence[tuple[int, int, int]]) -> None:
    """Write what the model in use says of open pairs; those nobody need look at any more are taken away."""
    keys = index.keys_on_file(record_type, {end for _, *couple in pairs for end in couple})
    here = [pair for pair in pairs if keys.keys() >= {*pair[1:]}]
    if not here:
        return
    place = {record_id: at for at, record_id in enumerate(keys)}
    features = features_of(record_type, list(keys.values()))
    left, right = (np.array([place[pair[side]] for pair in here], dtype=np.int64) for side in (1, 2))
    scores = score(model_in_use(record_type), features, left, right)
    evidence = scores.evidence(np.arange(len(here)))
    changed = [
        (pk, round(float(p), 4), in_our_words(said))
        for (pk, *_), p, said in zip(here, scores.probability, evidence, strict=True)
    ]
    bulk.update(Pair, ("probability", "evidence"), changed)
    Pair.objects.filter(
        id__in=[row[0] for row in changed], probability__lt=setting("match.ask"), sampled=False
    ).delete()
    rescore(record_type, sorted({end for _, *couple in pairs for end in couple}))


def put_in_order(record_type: str) -> int:
    """Mark the open pairs whose answers would teach most; how many."""
    model, known = newest(record_type), lessons(record_type)
    waiting = Pair.objects.filter(record_type=record_type, decision=Pair.Decision.OPEN)
    doubtful = waiting.filter(probability__gt=LEAST_DOUBT, probability__lt=1 - LEAST_DOUBT, sampled=False)
    pool = list(doubtful.order_by("lot").values_list("id", "probability", "evidence")[:AMONG])
    together = Judged.of([*known.said, *(_said(evidence) for _, _, evidence in pool)])
    rescorer = together.first(len(known)).rescorer(
        base_of(model) if model else expected(record_type), known.same.tolist()
    )
    logits = np.array([log_odds(probability) for _, probability, _ in pool])
    best, _ = most_telling(rescorer, together.levels[len(known) :], logits, TELLING)
    with transaction.atomic():
        waiting.filter(teaches__gt=0).update(teaches=0)
        bulk.update(Pair, ("teaches",), [(pool[at][0], 1 - place / TELLING) for place, at in enumerate(best.tolist())])
    return len(best)


def _said(evidence: Evidence) -> Said:
    """The evidence of an open pair in the engine's words; how rare a value is, is not asked here."""
    return {_ENGINES.get(str(field), str(field)): (level, None) for field, level, *_ in evidence}
