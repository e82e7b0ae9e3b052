"""The address of a list is its whole state: what is written is read back, and nonsense is refused by name."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from zolal.people.queries.filterable import OPERATORS, filterable
from zolal.people.queries.wish import COLUMNS_BESIDE, SORTS, BadWish, Filter, Wish

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    record_type = draw(st.sampled_from(["person", "company"]))
    chosen = draw(st.lists(st.sampled_from(sorted(filterable(record_type))), unique=True, max_size=4))
    filters = []
    for name in chosen:
        operator = draw(st.sampled_from(filterable(record_type)[name].operators))
        values = (
            () if operator in {"empty", "filled"} else tuple(draw(st.lists(TEXT, min_size=1, max_size=24, unique=True)))
        )
        filters.append(Filter(name, operator, values))
    return Wish(
        record_type,
        search=draw(TEXT).strip()[:200],
        filters=tuple(filters),
        sort=draw(st.sampled_from(["", "-"])) + draw(st.sampled_from(SORTS)),
        columns=tuple(draw(st.lists(st.sampled_from(COLUMNS_BESIDE), unique=True))),
        after=draw(st.sampled_from(["", "abc:def"])),
    )


@given(wishes())
def test_an_address_gives_back_the_list(wish: Wish) -> None:
    assert Wish.parse(wish.record_type, QueryDict(wish.query())) == wish


def test_several_values_of_a_name_are_one_condition() -> None:
    wish = Wish.read("person", "city=یزد&city=قم&city.not=ری&mobile.empty=1&birth_date.from=1370/01/01&tag=وفادار")

    assert wish.filters == (
        Filter("city", "is", ("یزد", "قم")),
        Filter("city", "is not", ("ری",)),
        Filter("mobile", "empty"),
        Filter("birth_date", "at least", ("1370/01/01",)),
        Filter("tags", "is", ("وفادار",)),
    )


def test_it_is_also_read_from_a_plain_dict() -> None:
    assert Wish.parse("company", {"q": " آب ", "industry": ["غذا", "دارو"]}) == Wish(
        "company", search="آب", filters=(Filter("industry", "is", ("غذا", "دارو")),)
    )


def test_a_change_begins_at_the_first_page() -> None:
    wish = Wish.read("person", "city=یزد&after=abc")

    assert wish.query() == "city=%DB%8C%D8%B2%D8%AF&after=abc"
    assert "after" not in wish.query(sort="-updated_at")
    assert Wish.read("person", wish.query(q="علی")).search == "علی"
    assert wish.without(wish.filters[0]) == Wish("person")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort=mobile", "sort"),
        ("columns=name,password", "columns"),
        ("colour=red", "colour"),
        ("city.like=x", "city"),
        ("birth_date.contains=1", "birth_date"),
        ("gender.begins=f", "gender"),
        ("legal_id=1", "legal_id"),
        ("owner__password=x", "owner__password"),
    ],
)
def test_nonsense_is_refused_by_its_name(query: str, field: str) -> None:
    with pytest.raises(BadWish) as refused:
        Wish.read("person", query)

    assert refused.value.field == field


def test_every_operator_has_a_suffix_of_its_own() -> None:
    assert len(set(OPERATORS.values())) == len(OPERATORS)
