"""What reviewers say moves the model, by as much as they have said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.match.people import features_of, resolved, town
from zolal.engine.match import model as judging
from zolal.engine.match.rescore import Answers, Rescorer, learnt, retrained
from zolal.engine.match.rescore_order import most_telling
from zolal.engine.match.resolve import Judgements, resolve

WIDTHS = (2, 3)


def answers(*said: tuple[int, int, float, bool], times: int = 1) -> Answers:
    """(level of the first field, of the second, log odds, the same), each so many times."""
    rows = [one for one in said for _ in range(times)]
    return Answers(
        np.array([row[:2] for row in rows], dtype=np.int8).reshape(-1, 2),
        np.array([row[2] for row in rows], dtype=np.float64),
        np.array([row[3] for row in rows], dtype=np.bool_),
    )


def moved(rescorer: Rescorer, *levels: int) -> float:
    return float(rescorer.correction(np.array([levels], dtype=np.int8))[0])


def test_without_answers_nothing_moves() -> None:
    assert not learnt(answers(), WIDTHS).weights.any()


def test_a_level_that_deceives_loses_weight_and_the_others_keep_theirs() -> None:
    as_expected = [(1, 3, 1.1, True)] * 3 + [(1, 3, 1.1, False)]
    rescorer = learnt(answers((2, 0, 1.1, False), *as_expected, times=20), WIDTHS)
    assert moved(rescorer, 2, 0) < -1.5
    assert abs(moved(rescorer, 1, 3)) < 0.5


def test_many_answers_say_more_than_few() -> None:
    few, many = (learnt(answers((2, 0, 1.5, False), times=times), WIDTHS) for times in (2, 60))
    assert moved(many, 2, 0) < moved(few, 2, 0) < 0


def test_one_slip_among_many_right_answers_is_forgiven() -> None:
    right = [(2, 3, 8.0, True)] * 60
    with_slip = learnt(answers(*right, (2, 3, 8.0, False)), WIDTHS)
    assert abs(moved(with_slip, 2, 3)) < 0.5


def test_a_model_that_is_sure_and_always_wrong_is_put_right() -> None:
    assert moved(learnt(answers((2, 3, 15.0, False), times=60), WIDTHS), 2, 3) < -8


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.floats(-20, 20), st.booleans()), max_size=40))
def test_whatever_somebody_answers_the_correction_stays_finite_and_more_likely_than_none(
    said: list[tuple[int, int, float, bool]],
) -> None:
    rescorer = learnt(answers(*said), WIDTHS)
    assert np.isfinite(rescorer.weights).all()
    assert np.isfinite(rescorer.covariance).all()
    assert np.abs(rescorer.weights).max() < 60


def test_fewer_than_25_answers_leave_the_model_as_it_is() -> None:
    model = resolved(*town(60)).model
    levels = np.ones((24, len(model.comparisons)), dtype=np.int8)
    assert retrained(model, Answers(levels, np.zeros(24), np.zeros(24, dtype=np.bool_))) is model


def test_the_corrected_model_adds_exactly_the_correction_to_every_pair() -> None:
    features = features_of([*town(80), *town(40, seed=1)])
    model = resolved(*town(80)).model
    left, right = np.arange(40), np.arange(80, 120)
    dice = np.random.default_rng(3)
    said = Answers.of_rows(model, features, left, right, dice.random(40) < 0.5)
    rescorer = learnt(said, [len(comparison.levels) for comparison in model.comparisons])
    again = Answers.of_rows(rescorer.applied(model), features, left, right, said.same)
    assert again.logits == pytest.approx(said.logits + rescorer.correction(said.levels))
    assert judging.evidence(model, features, _pairs(said, left, right)).shape[2] == len(model.comparisons)


def _pairs(said: Answers, left: np.ndarray, right: np.ndarray) -> judging.Pairs:
    return judging.Pairs(left, right, said.levels)


def test_what_teaches_most_is_unsure_and_common_and_not_asked_twice() -> None:
    nothing = learnt(answers(), WIDTHS)
    common, rare, sure = [1, 2], [2, 3], [1, 1]
    levels = np.array([*[common] * 30, rare, *[sure] * 30], dtype=np.int8)
    odds = np.array([*[0.2] * 30, 0.2, *[9.0] * 30])
    best, gains = most_telling(nothing, levels, odds, 40)
    assert levels[best[0]].tolist() == common
    assert 30 in best[:25].tolist()
    assert not {*best[:20].tolist()} & set(range(31, 61))
    assert len({*best.tolist()}) == 40
    assert gains[0] > gains[10]


def test_asking_about_no_pairs_gives_none() -> None:
    best, _ = most_telling(learnt(answers(), WIDTHS), np.zeros((0, 2), dtype=np.int8), np.zeros(0), 5)
    assert best.tolist() == []


def test_answers_about_some_pairs_change_what_is_said_of_others() -> None:
    people = town(300)
    slips = [{**one, "mobile": "", "email": "", "landline": "", "address": ""} for one in people[:60]]
    features = features_of([*people, *slips])

    def sureness(judged: Judgements) -> float:
        found = resolve(features, same=0.95, ask=1e-9, judgements=judged)
        others = (found.pairs.left >= 40) & (found.pairs.right == found.pairs.left + 300)
        return float(found.probability[others].mean())

    apart = np.stack([np.arange(40), np.arange(300, 340)], axis=1)
    unheard, heard = (sureness(Judgements(not_same=apart, answers=answers)) for answers in (False, True))
    assert heard < unheard
