"""Words are kept as they are, in Persian letters and without odd characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.kind import NO_CONTEXT, Kind
from zolal.engine.fields.text import CATEGORY, HOUSE_NUMBER, JOB_TITLE, TEXT
from zolal.engine.persian.letters import key

KINDS = [TEXT, CATEGORY, JOB_TITLE, HOUSE_NUMBER]


def test_arabic_letters_and_odd_spaces_are_mended_and_said() -> None:
    parsed = TEXT.parse("مشتري\u00a0 خوب\u200f", NO_CONTEXT)
    assert (parsed.value, parsed.code, parsed.proposal) == ("مشتری خوب", "text_form", "مشتری خوب")


def test_good_text_has_no_issue() -> None:
    assert JOB_TITLE.parse("مدیر فروش", NO_CONTEXT).code == ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(cell=st.text(max_size=30))
def test_the_mended_text_needs_no_mending_and_compares_alike(kind: Kind, cell: str) -> None:
    once = kind.parse(cell, NO_CONTEXT)
    again = kind.parse(once.value, NO_CONTEXT)
    assert (again.value, again.code) == (once.value, "")
    assert once.key == again.key == key(cell)


def test_few_distinct_values_are_categories() -> None:
    assert CATEGORY.recognise(["crm", "web", "call"] * 10) >= 0.5
    assert CATEGORY.recognise([f"text {number}" for number in range(30)]) == 0
    assert CATEGORY.recognise([]) == 0


def test_words_of_professions_tell_job_titles() -> None:
    assert JOB_TITLE.recognise(["مدیر فروش", "کارشناس", "حسابدار", "CEO"]) > 0.8
