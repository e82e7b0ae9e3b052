"""How often somebody else's record says the same."""

from __future__ import annotations

import numpy as np

from zolal.engine.match.bearing import bearing
from zolal.engine.match.feature import encode

NAMES = ["علی", "Ali", "علی", "علی", "علی", ""]
OWNER = np.array([0, 0, 2, 2, 4, 5])
"""One is entered in two scripts, one twice in one, one once, and one without a name."""


def test_who_is_entered_in_two_spellings_bears_each_of_them_in_part() -> None:
    found = bearing(encode(NAMES), OWNER)
    assert found.everybody == 3
    assert found.people.tolist() == [2.5, 0.5]


def test_nobody_is_a_stranger_to_themselves_however_often_they_are_entered() -> None:
    own = bearing(encode(["علی"] * 5), np.zeros(5, dtype=np.int64))
    assert own.pairs.tolist() == own.others.tolist() == [0.0]
    three = bearing(encode(["علی"] * 3), np.arange(3))
    assert three.pairs.tolist() == [3.0]
    assert three.others.tolist() == [2.0]
