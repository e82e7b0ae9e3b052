"""Answers are kept without the records they were about, and teach every later model."""

from __future__ import annotations

import numpy as np
import orjson
import pytest

from tests.engine.match.people import features_of, town
from zolal.engine.match.rescore_stored import Judged, Taught, said
from zolal.engine.match.resolve import resolve
from zolal.engine.match.stored import Stored, score, stored, untrained

PEOPLE = town(400)
SLIPS = [
    {**one, "mobile": "", "first_name": one["first_name"][: -(at % 2) or None], "city": "" if at % 3 else "یزد"}
    for at, one in enumerate(PEOPLE[:200])
]
LEFT, RIGHT = np.arange(200), np.arange(400, 600)


@pytest.fixture(scope="module")
def kept() -> Stored:
    features = features_of([*PEOPLE, *SLIPS])
    return stored(resolve(features, same=0.95, ask=0.6).model, features)


def logits_of(probability: np.ndarray) -> np.ndarray:
    return np.log(probability / (1 - probability))


@pytest.mark.parametrize("trained", [True, False])
def test_what_is_kept_of_a_pair_scores_as_the_pair_itself(kept: Stored, trained: bool) -> None:
    model = kept if trained else untrained(10_000)
    features = features_of([*PEOPLE, *SLIPS])
    strangers = np.roll(LEFT, 1)
    for left, right in ((LEFT, RIGHT), (strangers, RIGHT)):
        scores = score(model, features, left, right)
        written = orjson.loads(orjson.dumps(said(scores)))
        usable = (scores.probability > 1e-12) & (scores.probability < 1 - 1e-9)
        assert Judged.of(written).logits(model)[usable] == pytest.approx(
            logits_of(scores.probability[usable]), abs=5e-3
        )


def test_what_was_learnt_moves_a_single_pair_as_it_moves_thousands(kept: Stored) -> None:
    features = features_of([*PEOPLE, *SLIPS])
    scores = score(kept, features, LEFT, RIGHT)
    judged = Judged.of(said(scores))
    rescorer = judged.rescorer(kept, [False] * 200)
    taught = Taught(**orjson.loads(orjson.dumps(_plain(judged.taught(rescorer)))))
    corrected = taught.applied(kept)
    together = score(corrected, features, LEFT, RIGHT).probability
    alone = [
        float(score(corrected, features_of([PEOPLE[at], SLIPS[at]]), np.array([0]), np.array([1])).probability[0])
        for at in range(0, 200, 41)
    ]
    assert together[::41].tolist() == alone
    assert (together <= scores.probability).all()
    assert together.mean() < scores.probability.mean()


def _plain(taught: Taught) -> dict[str, object]:
    return {"answers": taught.answers, "start": taught.start, "levels": dict(taught.levels)}


def test_without_anything_taught_a_model_stays_as_it_is(kept: Stored) -> None:
    assert Taught().applied(kept) is kept


def test_fields_and_levels_this_version_does_not_know_count_as_missing(kept: Stored) -> None:
    told = Judged.of([{"given": ["equal", None], "shoe_size": ["equal", None], "city": ["next door", None]}])
    plain = Judged.of([{"given": ["equal", None]}])
    assert told.logits(kept) == pytest.approx(plain.logits(kept))
