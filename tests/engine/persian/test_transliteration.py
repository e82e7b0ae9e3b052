"""How likely a Latin spelling is of a Persian name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.persian.names import joined_key
from zolal.engine.persian.transliteration import LETTERS, Pieces, learnt, read, sounds_alike


def alike(persian: str, latin: str) -> float:
    return float(sounds_alike([joined_key(persian)], [joined_key(latin)])[0])


@pytest.mark.parametrize(
    ("persian", "spellings"),
    [
        ("محمد", "Mohammad Mohamad Muhammad"),
        ("حسین", "Hossein Hosein Hoseyn"),
        ("علیرضا", "Alireza Ali-Reza"),
        ("گودرزی", "Goodarzi Goudarzi Gudarzi"),
        ("قاسمی", "Ghasemi Qasemi"),
        ("خسروی", "Khosravi Khosrawi"),
        ("شجاعی", "Shojaei Shojaee"),
        ("حسین‌زاده", "Hosseinzadeh Hosseinzade"),
        ("نورالدین", "Nouredin Noor-al-din Nooreddin"),
        ("چنگیز", "Changiz"),
    ],
)
def test_a_usual_spelling_sounds_alike(persian: str, spellings: str) -> None:
    for spelling in spellings.split():
        assert alike(persian, spelling) > 0.15, spelling


@pytest.mark.parametrize(
    ("latin", "meant", "other"),
    [
        ("Hasan", "حسن", "حسین"),  # the same consonants
        ("Hossein", "حسین", "محسن"),
        ("Karimi", "کریمی", "رحیمی"),
        ("Mohammad", "محمد", "محمدی"),
        ("Mahmoud", "محمود", "محمد"),
        ("Saeed", "سعید", "سعد"),
        ("Hamed", "حامد", "حمید"),
        ("Ghasemi", "قاسمی", "کاظمی"),
        ("Amir", "امیر", "عمران"),
    ],
)
def test_the_name_that_is_meant_fits_better(latin: str, meant: str, other: str) -> None:
    assert alike(meant, latin) > alike(other, latin)


@pytest.mark.parametrize(("persian", "slip"), [("زهرا", "Zhara"), ("فاطمه", "Fatmeh"), ("محمدی", "Mohamdai")])
def test_a_slip_of_the_pen_lowers_the_likeness_and_does_not_end_it(persian: str, slip: str) -> None:
    assert 0.02 < alike(persian, slip) < 0.6


@pytest.mark.parametrize(("persian", "latin"), [("کریمی", "Ahmadzadeh"), ("علی", "Mohammad"), ("زهرا", "Reza")])
def test_other_names_are_far(persian: str, latin: str) -> None:
    assert alike(persian, latin) < 0.02


@pytest.mark.parametrize(
    ("one", "other"), [("Qasem", "Ghasem"), ("Nooroozi", "Nourouzi"), ("Saeed", "Said"), ("Wahid", "Vahid")]
)
def test_habits_of_spelling_make_no_difference(one: str, other: str) -> None:
    assert alike("قاسم", one) == alike("قاسم", other)


@pytest.mark.parametrize(("persian", "latin"), [("", ""), ("علی", ""), ("", "ali"), ("علی", "۱۲"), ("!", "ali")])
def test_nothing_sounds_like_nothing(persian: str, latin: str) -> None:
    assert alike(persian, latin) == 0


persian_names = st.text(LETTERS + "آ‌ x", max_size=45)
latin_names = st.text("abcdefghijklmnopqrstuvwxyz'ا ", max_size=45)


@given(st.lists(st.tuples(persian_names, latin_names), max_size=30))
def test_a_pair_is_judged_the_same_alone_and_among_others(pairs: list[tuple[str, str]]) -> None:
    together = sounds_alike([persian for persian, _ in pairs], [latin for _, latin in pairs])
    alone = [sounds_alike([persian], [latin])[0] for persian, latin in pairs]
    assert together.tolist() == alone
    assert all(0 <= likeness <= 1 for likeness in alone)


def test_the_chances_of_a_letter_add_up_to_one() -> None:
    model = learnt()
    many = 26.0 ** np.where(np.arange(model.pieces.width) < len(model.pieces.known), 0, model.pieces.lengths())
    sums = (model.chances * many).sum(axis=1)
    assert model.chances.min() >= 0
    assert sums.max() <= 1.001


def test_what_is_learnt_is_what_was_seen() -> None:
    always = read([(0, "ب", 0, "p", 1000.0)])
    assert always.log_likelihood(["ب"], ["p"]) == pytest.approx(0, abs=0.02)
    assert always.log_likelihood(["ب"], ["b"]) < -10
    assert always.log_likelihood(["ب"], ["ppppp"])[0] < -100  # a letter becomes four letters at most
    assert Pieces(("", "p")).width == 7
