"""A list shows what was asked for, in Persian order, page by page, and says how many there are."""

from __future__ import annotations

from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.queries.conftest import Write, judged
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.people.queries import candidates
from zolal.people.queries.lists import BadWish, Wish, matching_ids, page

pytestmark = pytest.mark.django_db


def names(user: User, query: str, size: int = 50) -> list[str]:
    return [record.name for record in page(user=user, wish=Wish.read("person", query), size=size).records]


def walk(user: User, query: str, size: int) -> list[str]:
    """All pages forward, and then backward again to the first one, which must show the same."""
    forward, wish = [], Wish.read("person", query)
    shown = page(user=user, wish=wish, size=size)
    assert shown.previous == ""
    forward.append([record.name for record in shown.records])
    while shown.next:
        wish = Wish.read("person", wish.query(after=shown.next, before=None))
        shown = page(user=user, wish=wish, size=size)
        forward.append([record.name for record in shown.records])
    backward = [forward[-1]]
    while shown.previous:
        wish = Wish.read("person", wish.query(after=None, before=shown.previous))
        shown = page(user=user, wish=wish, size=size)
        backward.insert(0, [record.name for record in shown.records])
    assert backward == forward
    return list(chain(*forward))


def test_names_stand_in_persian_order(people: Write, reader: User) -> None:
    spelled = ["وفا", "پدرام", "ابراهیم", "چنگیز", "گلناز", "هوشنگ", "آرش", "کاوه", "یاسمن", "ژاله"]
    people(*({"given_name": name} for name in spelled))

    expected = ["آرش", "ابراهیم", "پدرام", "چنگیز", "ژاله", "کاوه", "گلناز", "وفا", "هوشنگ", "یاسمن"]
    assert names(reader, "") == expected
    assert names(reader, "sort=-name") == expected[::-1]


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-updated_at", "quality", "-quality", "city", "-city"])
@pytest.mark.parametrize("limits", [(10_000, 4_000), (10_000, 2), (5, 2), (5, 6)])
def test_pages_lead_through_the_whole_list_and_back(
    people: Write, reader: User, monkeypatch: pytest.MonkeyPatch, sort: str, limits: tuple[int, int]
) -> None:
    """Also with equal values, with none at all, and where there are more than are counted."""
    exact, near = limits
    monkeypatch.setattr(candidates, "EXACT", exact)
    for width in ("_NEAR", "_WIDEST", "_WIDEST_BEFORE_INDEX"):
        monkeypatch.setattr(candidates, width, near)
    monkeypatch.setattr(candidates, "_FEW", near)
    rows = people(
        *(
            {
                "given_name": f"نام {n % 4}",
                "city": "یزد" if n % 3 else "قم" if n % 2 else "",
                "province": "یزد",
                "gender": "female",
            }
            for n in range(13)
        )
    )
    for number, row in enumerate(rows):
        judged(row, None if number % 3 == 0 else number % 5)

    # What indexes of ids answer, alone, two together, and with something else.
    of_sets = ("&q=نام&city=یزد", "&city=یزد&province=یزد&gender=female", "&given_name.contains=نام")
    for condition in ("", "&given_name.begins=نام", "&city=یزد", "&city.not=قم", "&q=نا&city=یزد", *of_sets):
        whole = names(reader, f"sort={sort}{condition}")
        assert walk(reader, f"sort={sort}{condition}", 5) == whole
        assert len(whole) == (11 if "city.not" in condition else 8 if "city" in condition else 13)


def test_what_has_no_score_comes_last_both_ways(people: Write, reader: User) -> None:
    good, bad, none = people({"given_name": "خوب"}, {"given_name": "بد"}, {"given_name": "هیچ"})
    for row, quality in ((good, 90), (bad, 10), (none, None)):
        judged(row, quality)

    assert names(reader, "sort=quality") == ["بد", "خوب", "هیچ"]
    assert names(reader, "sort=-quality") == ["خوب", "بد", "هیچ"]


@pytest.mark.parametrize("state", ["archived", "any"])
def test_those_in_the_archive_are_sorted_by_score_too(people: Write, reader: User, state: str) -> None:
    rows = people(*({"given_name": f"نام {n}"} for n in range(7)))
    for number, row in enumerate(rows):
        judged(row, None if number == 3 else 10 * (number % 4))
    Person.objects.update(state="archived")

    query = f"state={state}&sort=-quality"
    assert walk(reader, query, 2) == names(reader, query) == [f"نام {n}" for n in (6, 2, 5, 1, 4, 0, 3)]


def test_cities_stand_in_persian_order_and_those_without_one_last(people: Write, reader: User) -> None:
    homes = [("یزد", "۱"), ("گرگان", "۲"), ("", "۳"), ("پاوه", "۴"), ("گرگان", "۵"), ("", "۶"), ("Qom", "۷")]
    people(*({"given_name": name, "city": city} for city, name in homes))

    assert names(reader, "sort=city") == ["۴", "۲", "۵", "۱", "۷", "۳", "۶"]
    assert names(reader, "sort=-city") == ["۷", "۱", "۵", "۲", "۴", "۶", "۳"]


def test_a_city_is_found_however_it_is_spelled(people: Write, reader: User) -> None:
    people({"given_name": "علی", "city": "خمینی‌شهر"}, {"given_name": "زهرا", "city": "قم"}, {"given_name": "بی‌جا"})

    assert names(reader, "city=خمینيشهر") == ["علی"]
    assert names(reader, "city.not=خمینيشهر") == ["بی‌جا", "زهرا"]
    assert names(reader, "city=؟") == []


def test_a_page_does_not_move_when_somebody_is_added_before_it(people: Write, reader: User) -> None:
    people({"given_name": "ب"}, {"given_name": "پ"}, {"given_name": "ت"})
    first = page(user=reader, wish=Wish("person"), size=2)
    people({"given_name": "الف"})

    second = page(user=reader, wish=Wish("person", after=first.next), size=2)
    assert [record.name for record in second.records] == ["ت"]


def test_totals_are_exact_up_to_a_limit(people: Write, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people(*({"given_name": f"نام {n}", "city": "یزد"} for n in range(7)))

    assert (shown := page(user=reader, wish=Wish("person"), size=2)).total == 7
    assert shown.total_is_exact
    monkeypatch.setattr(candidates, "EXACT", 5)
    for query in ("", "city=یزد"):
        shown = page(user=reader, wish=Wish.read("person", query), size=2)
        assert (shown.total, shown.total_is_exact) == (5, False)


def test_a_longer_page_asks_no_more_questions(people: Write, companies: Write, reader: User) -> None:
    (firm,) = companies({"name": "آبان"})
    people(*({"given_name": "علی", "mobile": f"0912{n:07}", "company": firm.pk} for n in range(30)))

    def asked(size: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for record in page(user=reader, wish=Wish.read("person", "q=علی"), size=size).records:
                _all_that_a_row_shows(record)
        return len(queries)

    asked(1)
    assert asked(20) == asked(1)
    assert asked(30) <= 8


def _all_that_a_row_shows(record: Person) -> None:
    assert record.company.name == "آبان"
    assert [point.value for point in record.contact_points.all()]
    assert [tagging.tag for tagging in record.taggings.all()] == []
    assert (record.owner, record.team, record.category, record.source) == (None, None, None, None)


def test_archived_ones_are_shown_when_asked_for(people: Write, reader: User) -> None:
    here, away, gone = people({"given_name": "هست"}, {"given_name": "بایگانی"}, {"given_name": "ادغام"})
    Person.objects.filter(pk=away.pk).update(state="archived")
    Person.objects.filter(pk=gone.pk).update(state="absorbed", absorbed_into=here)

    assert names(reader, "") == ["هست"]
    assert names(reader, "state=archived") == ["بایگانی"]
    assert names(reader, "state=any") == ["بایگانی", "هست"]
    assert names(reader, "state=absorbed") == ["ادغام"]


def test_all_that_match_are_those_of_all_pages(people: Write, reader: User) -> None:
    rows = people({"city": "یزد", "given_name": "یک"}, {"city": "قم", "given_name": "دو"}, {"city": "یزد"})

    assert sorted(matching_ids(user=reader, wish=Wish.read("person", "city=یزد"))) == [rows[0].pk, rows[2].pk]


@pytest.mark.parametrize("place", ["x", "WyJuYW1lIl0", "WyJuYW1lIiwiMSIsMV0:forged", "۱"])
def test_a_place_that_was_not_given_is_refused_with_a_way_on(reader: User, place: str) -> None:
    with pytest.raises(BadWish) as refused:
        page(user=reader, wish=Wish("person", after=place))

    assert refused.value.field == "after"


def test_a_place_of_another_order_is_refused(people: Write, reader: User) -> None:
    people({"given_name": "ب"}, {"given_name": "پ"})
    first = page(user=reader, wish=Wish("person"), size=1)

    with pytest.raises(BadWish):
        page(user=reader, wish=Wish("person", sort="-created_at", after=first.next))
