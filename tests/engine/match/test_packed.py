from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from zolal.engine.match.values import Values

TEXTS = st.lists(
    st.text("0123456789+", min_size=1, max_size=16) | st.text("abcdef", min_size=1, max_size=16), min_size=1
)


def every_pair(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.array(list(product(range(len(texts)), repeat=2)), dtype=np.int32).T
    return left, right


@given(TEXTS)
def test_arithmetic_finds_the_same_slips_as_the_definition(texts: list[str]) -> None:
    packed = Values(texts).packed
    left, right = every_pair(texts)
    fits = packed.fits[left] & packed.fits[right]
    left, right = left[fits], right[fits]
    expected = [OSA.distance(texts[one], texts[other]) <= 1 for one, other in zip(left, right, strict=True)]
    assert packed.within_one(left, right).tolist() == expected


@given(TEXTS)
def test_arithmetic_finds_what_begins_with_what(texts: list[str]) -> None:
    packed = Values(texts).packed
    left, right = every_pair(texts)
    fits = packed.fits[left] & packed.fits[right]
    left, right = left[fits], right[fits]
    expected = [
        texts[one].startswith(texts[other]) or texts[other].startswith(texts[one])
        for one, other in zip(left, right, strict=True)
    ]
    assert packed.begins(left, right).tolist() == expected


def test_what_is_too_long_is_known_not_to_fit() -> None:
    assert Values(["0912", "0" * 17, "123456789"]).packed.fits.tolist() == [True, False, True]
