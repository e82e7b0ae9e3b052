"""A name in Persian and in Latin letters, beside a pair: what its sound says where its consonants are not the same."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.match.people import agreement
from zolal.engine.match.comparisons import chosen
from zolal.engine.match.features import build
from zolal.engine.match.levels import compared
from zolal.engine.match.said import Said
from zolal.engine.match.single import Single
from zolal.engine.match.stored import untrained


@pytest.mark.parametrize(
    ("persian", "latin", "level"),
    [
        ("محمد", "Mohammad", "same sound"),
        ("مجید", "Majid", "same sound"),
        ("موسی", "Musi", "close"),  # the consonants say that another name is meant
        ("لیلا", "Lila", "same sound"),
        ("محسن", "Mohen", "close"),  # a letter is missing
        ("مهدی", "Mahi", "close"),
        ("علی", "Mohammad", "differs"),
        ("حسن", "Mohsen", "differs"),
        ("رضا", "Ramin", "differs"),
    ],
)
def test_given_names_in_two_scripts(persian: str, latin: str, level: str) -> None:
    assert agreement({"first_name": persian}, {"first_name": latin}) == {"given": level}
    assert agreement({"first_name": latin}, {"first_name": persian}) == {"given": level}


def test_names_in_one_script_are_compared_by_their_letters() -> None:
    assert agreement({"last_name": "Karimi"}, {"last_name": "Karami"}) == {"family": "same sound"}
    assert agreement({"last_name": "کریمی"}, {"last_name": "نوری"}) == {"family": "differs"}


PERSIAN = "محمد محند محمدی مهدی مهدوی موسی علی علیرضا محسن حسن حسین کریمی کرمی رضایی".split()
LATIN = "mohammad mohamdi mahi mahdi musi mousa ali alirza mohen hasan hosein karmi karimii rezai rzai m h".split()


@given(st.lists(st.sampled_from([*PERSIAN, *LATIN]), min_size=2, max_size=8))
def test_a_name_alone_sounds_as_it_does_among_others(names: list[str]) -> None:
    features = build(pl.DataFrame({"last_name": names}), {"last_name": "last_name"})
    left, right = np.triu_indices(len(names), 1)
    single, said = Single.of(untrained(1_000)), [Said({"last_name": name}) for name in names]
    alone = [single.levels(said[one], said[other]) for one, other in zip(left, right, strict=True)]
    comparisons = chosen(features)
    together = compared(features, comparisons, left, right).levels.tolist()
    fields = [comparison.field for comparison in comparisons]
    assert [[found.get(field, 0) for field in fields] for found in alone] == together
