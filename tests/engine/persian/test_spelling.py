"""Which Latin spelling of a Persian name is the usual one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.persian.spelling import COMMON, before, common, learnt, windows
from zolal.engine.persian.transliteration import LETTERS

persian_names = st.text(alphabet=LETTERS, min_size=1, max_size=12)
latin_names = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("persian", "usual", "other"),
    [("نادر", "nader", "nadr"), ("حمید", "hamid", "homeyd"), ("رضا", "reza", "raza"), ("کریمی", "karimi", "krimi")],
)
def test_the_usual_spelling_is_likelier_than_another(persian: str, usual: str, other: str) -> None:
    likely, unlikely = learnt().log_likelihood(persian, [usual, other])
    assert likely > unlikely


def test_what_becomes_of_a_letter_adds_up_to_one() -> None:
    chance = learnt().chances(
        windows("محمد"), np.array([before("", 0), before("mo", 0), before("moham", 1), before("a", 1)])
    )
    assert chance.sum(axis=1) == pytest.approx(1, abs=1e-4)


@given(persian_names, st.lists(latin_names, max_size=5))
def test_a_spelling_is_as_likely_alone_as_among_others(persian: str, latin: list[str]) -> None:
    together = learnt().log_likelihood(persian, latin)
    assert together.tolist() == pytest.approx([learnt().log_likelihood(persian, [one])[0] for one in latin], abs=1e-3)
    assert all(together <= 1e-3)


@given(persian_names)
def test_the_best_come_first_and_are_what_they_are_said_to_be(persian: str) -> None:
    best = learnt().best(persian)
    chances = [chance for _, chance in best]
    assert chances == sorted(chances, reverse=True)
    assert len({spelling for spelling, _ in best}) == len(best) == 3


def test_an_alef_with_a_hat_is_a_vowel_that_is_written() -> None:
    assert all(spelling.startswith(("a", "o")) for spelling, _ in learnt().best("ارش", opened={0}))


def test_a_name_is_more_common_with_every_share_it_reaches() -> None:
    assert [common(share) for share in (0.0, *COMMON)] == [*range(len(COMMON) + 1)]
