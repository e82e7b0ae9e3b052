"""Gender in either language; numbers that may mean anything are not guessed."""

import pytest

from zolal.engine.fields.gender import GENDER
from zolal.engine.fields.kind import NO_CONTEXT


@pytest.mark.parametrize("cell", ["male", "M", "مرد", "آقا", "اقای", "مذکر", "Mr."])
def test_men(cell: str) -> None:
    assert GENDER.parse(cell, NO_CONTEXT).value == "male"


@pytest.mark.parametrize("cell", ["female", "f", "زن", "خانم", "مؤنث", "مونث", " زن "])
def test_women(cell: str) -> None:
    assert GENDER.parse(cell, NO_CONTEXT).value == "female"


@pytest.mark.parametrize("cell", ["1", "0", "x", "شرکت"])
def test_anything_else_is_an_issue(cell: str) -> None:
    parsed = GENDER.parse(cell, NO_CONTEXT)
    assert (parsed.value, parsed.code) == ("", "gender_unreadable")
