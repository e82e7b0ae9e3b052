"""Personal names: what is shown, what is compared, and where a whole name splits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zolal.engine.persian.letters import ZWNJ, key, store
from zolal.engine.persian.names import (
    bare,
    gender_of,
    given_names,
    is_given_name,
    is_seyed,
    joined_key,
    split,
    split_as_written,
    untitled,
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("آقای علی رضایی", "علی رضایی"),
        ("آقاي دكتر علی رضایی", "علی رضایی"),
        ("جناب آقای مهندس رضایی", "رضایی"),
        ("سرکار خانم زهرا کریمی", "زهرا کریمی"),
        ("خانم دکتر زهرا", "زهرا"),
        ("حاج آقا رضا", "رضا"),
        ("Dr. Ali Rezaei", "Ali Rezaei"),
        ("MR Ali", "Ali"),
        ("سید علی رضایی", "سید علی رضایی"),  # Seyed belongs to the name
        ("علی دکتر", "علی دکتر"),  # a title only before a name
        ("آقایی", "آقایی"),
        ("  علي   رضايی ", "علی رضایی"),
    ],
)
def test_titles_are_no_part_of_the_name(written: str, shown: str) -> None:
    assert untitled(written) == shown


@pytest.mark.parametrize("title", ["دکتر", "آقا", "خانم", "Dr", "جناب"])
def test_a_name_that_is_only_a_title_is_kept(title: str) -> None:
    assert untitled(title) == title
    assert bare(title) == key(title)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("سید علی", "علی"),
        ("سیدعلی", "علی"),
        (f"سید{ZWNJ}علی", "علی"),
        ("سيّد علي", "علی"),
        ("آقای سید علی", "علی"),
        ("سیده زهرا", "زهرا"),
        (f"سیده{ZWNJ}زهرا", "زهرا"),
        ("زهرا سادات", "زهرا"),
        ("زهرا السادات", "زهرا"),
        ("Seyed Ali", "ali"),
        ("Seyyed Ali", "ali"),
        ("Sayed Ali", "ali"),
        ("Seyedali", "ali"),
        ("Zahra Sadat", "zahra"),
    ],
)
def test_seyed_and_sadat_are_a_flag_and_not_the_name(written: str, compared: str) -> None:
    assert is_seyed(written)
    assert bare(written) == compared


@pytest.mark.parametrize("written", ["علی", "سعید", "سیدی", "سید", "سادات", "Sadat", "Saeed", "دکتر علی", ""])
def test_who_bears_no_seyed_is_none(written: str) -> None:
    assert not is_seyed(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علیرضا", "علی رضا"),
        ("علیرضا", f"علی{ZWNJ}رضا"),
        ("عليرضا", "علی‌رضا"),
        ("محمد حسین", "محمدحسین"),
        ("Ali-Reza", "ALI REZA"),
        ("حسین‌زاده", "حسین زاده"),
        ("آرش", "ارش"),
    ],
)
def test_a_compound_name_is_one_name_however_it_is_spaced(one: str, other: str) -> None:
    assert joined_key(one) == joined_key(other)
    assert joined_key(bare(one)) == joined_key(bare(other))


@pytest.mark.parametrize("name", ["علی", "علي", "فاطمه", "علی رضا", f"علی{ZWNJ}رضا", "امیر حسین", "آرش", "محمّد"])
def test_known_given_names(name: str) -> None:
    assert is_given_name(name)


@pytest.mark.parametrize("name", ["", "گودرزی", "ذوالقدری", "علی گودرزی", "xyz", "123"])
def test_what_is_no_given_name(name: str) -> None:
    assert not is_given_name(name)


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("علی", "male"),
        ("آقای علی رضا", "male"),
        ("سید رضا", "male"),
        ("مریم", "female"),
        ("سیده مریم", "female"),
        ("گودرزی", ""),
    ],
)
def test_a_given_name_tells_the_gender(name: str, gender: str) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [
        ("علی محمدی", "علی", "محمدی"),
        ("آقای دکتر علی محمدی", "علی", "محمدی"),
        ("سید علی محمدی", "علی", "محمدی"),
        ("علی رضا کریمی", "علی رضا", "کریمی"),
        (f"علی{ZWNJ}رضا کریمی", "علیرضا", "کریمی"),
        ("محمد حسین رضایی", "محمد حسین", "رضایی"),
        ("محمد حسین زاده", "محمد", "حسینزاده"),  # not Mohammad Hossein Zadeh
        ("علی محمدی نیا", "علی", "محمدینیا"),
        ("علی اکبری کریم پور", "علی", "اکبری کریمپور"),
        ("محمدی علی", "علی", "محمدی"),  # the family name first
        ("گودرزی، زهرا", "زهرا", "گودرزی"),
        ("علی رضا", "علی", "رضا"),
        ("محمدی", "", "محمدی"),
        ("حسین زاده", "", "حسینزاده"),
        ("نرگس", "نرگس", ""),
        ("Ali Mohammadi", "ali", "mohammadi"),
        ("Mr. John Smith", "john", "smith"),
        ("", "", ""),
    ],
)
def test_a_whole_name_splits_into_given_and_family_name(whole: str, given: str, family: str) -> None:
    assert split(whole) == (given, family)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("علی اکبری", ("علی", "اکبری")),
        ("دكتر علي‌رضا كريمی", ("علی‌رضا", "کریمی")),
        ("سید محمد حسینی نژاد", ("سید محمد", "حسینی نژاد")),
        ("محمد حسین زاده", ("محمد", "حسین زاده")),
        ("محمدی علی", None),
        ("گودرزی نیا", None),
        ("علی", None),
        ("Ali Akbari", None),
        ("", None),
    ],
)
def test_both_parts_are_shown_as_they_were_written(whole: str, parts: tuple[str, str] | None) -> None:
    assert split_as_written(whole) == parts


def test_the_list_of_given_names_is_written_as_it_is_compared() -> None:
    names = given_names()
    assert len(names) > 10_000
    assert [name for name in names if joined_key(name) != name] == []
    assert {about.gender for about in names.values()} == {"male", "female", ""}
    assert all(0 <= about.share < 10 for about in names.values())


WORDS = (
    "علی رضا علیرضا زهرا محمدی اکبری آقای دکتر خانم حاج سید سیده سیدعلی سادات السادات زاده نژاد علی‌رضا حسین‌زاده"
    " Ali Reza Dr. Mr Seyed Sadat Seyedali zadeh"
).split()
names = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join) | st.text(max_size=12)


@given(names)
def test_a_name_without_titles_stays_as_it_is(name: str) -> None:
    plain = untitled(name)
    assert untitled(plain) == plain
    assert store(name).endswith(plain)
    assert bool(plain) == bool(store(name))


@given(names)
def test_what_is_compared_is_written_in_one_way(name: str) -> None:
    compared = bare(name)
    assert key(compared) == compared
    assert bare(store(name)) == compared


@given(
    st.lists(st.sampled_from("آقای دکتر Dr. حاج".split()), max_size=2),
    st.sampled_from(["", "سید", "سیده", "Seyed"]),
    st.lists(st.sampled_from("علی سیدعلی زهرا محمدی زاده علی‌رضا Ali Seyedali".split()), min_size=1, max_size=3),
    st.sampled_from(["", "سادات", "السادات", "Sadat"]),
)
def test_bare_names_stay_as_they_are(titles: list[str], seyed: str, parts: list[str], sadat: str) -> None:
    compared = bare(" ".join([*titles, seyed, *parts, sadat]))
    assert bare(compared) == compared != ""
    assert not is_seyed(compared)


@given(names)
def test_splitting_loses_no_letter(name: str) -> None:
    given_name, family = split(name)
    letters = sorted(bare(name).replace(" ", ""))
    assert sorted((given_name + family).replace(" ", "")) == letters


@given(names)
def test_parts_as_written_are_the_whole_name(name: str) -> None:
    parts = split_as_written(name)
    assert parts is None or " ".join(parts) == untitled(name)


@given(st.lists(st.sampled_from(["علی", "رضا", "حسین", "محمد"]), min_size=1, max_size=3))
def test_spacing_never_changes_the_joined_key(parts: list[str]) -> None:
    assert len({joined_key(between.join(parts)) for between in ("", " ", "  ", ZWNJ, f" {ZWNJ}", "-")}) == 1
