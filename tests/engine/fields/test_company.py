"""A company is compared by its name without legal forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.fields.company import COMPANY, company_key
from zolal.engine.fields.kind import NO_CONTEXT


@pytest.mark.parametrize(
    "company",
    [
        "آریا صنعت",
        "شرکت آریا صنعت",
        "شركت آريا صنعت",
        "شرکت آریا صنعت (سهامی خاص)",
        "آریا صنعت سهامی عام",
        "آریا صنعت با مسئولیت محدود",
        "گروه صنعتی آریا صنعت",
        "شرکت آریا صنعت س.خ",
        "مؤسسه آریا صنعت",
        "بازرگانی آریا صنعت",
    ],
)
def test_legal_forms_and_fillers_do_not_count(company: str) -> None:
    assert company_key(company) == "اریا صنعت"


@pytest.mark.parametrize(
    ("company", "compared"),
    [
        ("Arya Sanat Co., Ltd.", "arya sanat"),
        ("The Arya Sanat Company LLC", "arya sanat"),
        ("Arya Sanat (PJS)", "arya sanat"),
        ("آریا بازرگانی", "اریا بازرگانی"),
        ("پارس کیان توسعه", "پارس کیان توسعه"),
        ("شرکت", "شرکت"),
    ],
)
def test_what_tells_companies_apart_stays_in_order(company: str, compared: str) -> None:
    assert company_key(company) == compared


@given(st.text(max_size=30))
def test_the_text_itself_is_kept(cell: str) -> None:
    once = COMPANY.parse(cell, NO_CONTEXT)
    assert COMPANY.parse(once.value, NO_CONTEXT).value == once.value
    assert COMPANY.parse(once.value, NO_CONTEXT).code == ""
