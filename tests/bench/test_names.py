"""The measure of names across scripts: strict where in doubt, and blind to what is held out."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bench import names, transliteration
from zolal.engine.persian.transliteration import read

PAIRS = pl.DataFrame(
    [("علی", "ali"), ("مریم", "maryam"), ("مریم", "mariam"), ("حسن", "hasan"), ("حسین", "hossein"), ("علي", "ali")],
    schema=["persian", "latin"],
    orient="row",
)


def test_one_name_of_five_is_held_out_however_it_is_encoded() -> None:
    many = [f"{first}{second}" for first in "ابپتثجچحخد" for second in "ذرزژسشصضطظعغفقکگلمنوهی"]
    assert 0.1 < sum(map(transliteration.held_out, many)) / len(many) < 0.3
    assert transliteration.held_out("علي") == transliteration.held_out("علی")


def test_nothing_is_learnt_from_what_is_held_out() -> None:
    learnt_from = {persian for persian, _ in transliteration.to_learn_from(PAIRS)}
    kept_back = {name for name in PAIRS["persian"] if transliteration.held_out(name)}
    assert "مریم" in kept_back
    assert learnt_from == {"علی", "حسن", "حسین"}


def test_spacing_does_not_smuggle_a_held_out_name_in() -> None:
    spaced = next(
        f"مر{between}یم" for between in (" ", "\u200c", "-") if not transliteration.held_out(f"مر{between}یم")
    )
    known = pl.DataFrame({"persian": [spaced, "مریم"], "latin": ["maryam", "maryam"]})
    assert list(transliteration.to_learn_from(known)) == []


def test_learning_finds_how_a_letter_is_written() -> None:
    persian, latin = ["بابا", "باب", "بب", "با", "اب"] * 10, ["baba", "bab", "bb", "ba", "ab"] * 10
    pieces, counts = transliteration.learn(persian, latin)
    found = read(list(transliteration.rows(pieces, counts)))
    right, wrong = found.log_likelihood(["ابا", "ابا"], ["aba", "aab"])
    assert right > np.log(0.5)
    assert wrong < right - 5


def test_who_ties_with_the_right_answer_stands_before_it() -> None:
    scored = [(np.array([4, 5, 6]), np.array([0.5, 0.5, 0.1]))]
    assert names.ranks(scored, [{4}]).tolist() == [2]
    assert names.ranks(scored, [{4, 5}]).tolist() == [1]
    assert names.ranks(scored, [{6}]).tolist() == [3]
    assert names.ranks(scored, [{7}]).tolist() == [np.inf]


def test_every_held_out_spelling_asks_once_in_each_direction() -> None:
    persian, latin = reversed(names.questions(PAIRS, {"مریم": 2.0}))
    assert (persian.queries, latin.queries) == (["مریم", "مریم"], ["maryam", "mariam"])
    assert latin.weights.tolist() == [2.0, 2.0]
    assert latin.candidates == sorted({"علی", "مریم", "حسن", "حسین"})
    assert [latin.candidates[next(iter(own))] for own in latin.own] == ["مریم", "مریم"]
    assert [len(listed) for listed in persian.listed] == [2, 2]


def test_a_key_that_calls_everything_equal_is_seen_through() -> None:
    question = names.questions(PAIRS, {"مریم": 2.0})[0]
    assert names.key_equality(question, lambda _: "x") == (1.0, 1.0, 4.0)
    assert names.key_equality(question, lambda name: name) == (0.0, 0.0, 1.0)


def test_the_right_name_is_found_among_its_like() -> None:
    candidates = ["حسن", "حسین", "محسن", "مریم", "مرجان", "رضا", "علی"]
    for ranker in (names.ours, names.by_sound):
        places = names.ranks(ranker(["hossein", "maryam", "hasan"], candidates), [{1}, {3}, {0}])
        assert places.tolist() == [1, 1, 1]


@pytest.mark.parametrize("persian", ["حسین", "مریم"])
def test_a_name_is_found_among_spellings(persian: str) -> None:
    spellings = ["hossein", "hasan", "maryam", "marjan", "reza"]
    places = names.ranks(
        names.by_sound([persian], spellings), [{spellings.index("hossein"), spellings.index("maryam")}]
    )
    assert places.tolist() == [1]


def test_a_name_with_two_spellings_can_have_but_one_of_them_first() -> None:
    latin, persian = names.questions(PAIRS, {"مریم": 2.0})
    assert persian.ceiling == (0.5, 0.5)
    assert latin.ceiling == (1.0, 1.0)
