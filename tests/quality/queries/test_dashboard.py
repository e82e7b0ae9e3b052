from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.people.queries.lists import BadWish, Filter, Wish, matching_ids
from zolal.quality.actions.measure import measure
from zolal.quality.models import Pair
from zolal.quality.queries import measured
from zolal.quality.queries.dashboard import dashboard, overall
from zolal.quality.queries.issues import visible_issues
from zolal.quality.queries.pairs import next_pair, queue, visible_pair
from zolal.quality.queries.queue import Queue, counts, queue_page
from zolal.quality.queries.records import record_quality

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
AGAIN = {"given_name": "Ali", "family_name": "Mohammadi", "mobile": "09122002580", "email": "ali@example.com"}
WRONG = {"fault:national_id": [{"code": "national_id_invalid", "raw": "123", "proposal": ""}]}


def test_an_empty_database_has_a_dashboard_too(manager: User) -> None:
    shown = dashboard(user=manager, record_type="company")
    assert shown.figures["records"] == 0
    assert [one.records for one in shown.classes] == [0, 0, 0, 0]


def test_the_dashboard_counts_the_four_classes_and_both_scopes(enter: Enter, manager: User) -> None:
    enter(**ALI, **WRONG)
    enter(**AGAIN)
    shown = dashboard(user=manager, record_type="person")
    assert {one.name: one.records for one in shown.classes} == {
        "duplicate": 1,
        "invalid": 1,
        "old": 0,
        "incomplete": 1,
    }
    assert shown.open_pairs == 1
    scopes = shown.figures["scopes"]
    assert scopes["essential"]["completeness"] == round(5 / 6, 4)
    assert scopes["essential"]["accuracy"] > scopes["all"]["accuracy"] > 0
    assert (shown.benchmark.line, shown.benchmark.study) == (0.75, "Jim Dickie")
    assert shown.figures["faults"] == {"value": 1, "format": 0}
    assert shown.live


@pytest.mark.parametrize("counted_live", [20_000, 1])
def test_the_score_of_all_is_that_of_the_dashboard(
    counted_live: int, enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(**ALI, **WRONG)
    enter(**AGAIN)
    Person.objects.filter(pk=enter(**ALI)).update(state="archived")
    measure(record_type="person")
    monkeypatch.setattr(measured, "COUNTED_LIVE", counted_live)
    shown = dashboard(user=manager, record_type="person")
    assert shown.live == (counted_live > 1)
    assert overall(user=manager, record_type="person") == (shown.figures["quality"], 2)


def test_whoever_brings_records_in_is_measured_by_how_many_of_them_were_wrong(
    enter: Enter, administrator: User, manager: User
) -> None:
    enter(**ALI, **WRONG)
    for number in range(3):
        enter(**{**ALI, "mobile": f"0912200259{number}"})
    (figures,) = dashboard(user=manager, record_type="person").figures["importers"]
    assert (figures["name"], figures["issues"], figures["records"]) == (administrator.name, 1, 1)
    assert (figures["brought"], figures["error_rate"]) == (4, 0.25)
    wish = Wish.read("person", f"importer={figures['user']}")
    assert len(matching_ids(user=manager, wish=wish)) == figures["records"]
    with pytest.raises(BadWish):
        matching_ids(user=manager, wish=Wish.read("person", "importer=somebody"))


def test_a_large_database_is_shown_as_it_was_measured_last(
    enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(**ALI, **WRONG)
    enter(**AGAIN)
    measure(record_type="person")
    monkeypatch.setattr(measured, "COUNTED_LIVE", 1)
    shown = dashboard(user=manager, record_type="person")
    assert (shown.live, shown.figures["records"]) == (False, 2)


def test_figures_are_of_what_the_user_sees(enter: Enter, member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    enter(**ALI, owner=member.pk)
    enter(**AGAIN, owner=stranger.pk)
    shown = dashboard(user=member, record_type="person")
    assert shown.figures["records"] == 1
    assert shown.open_pairs == 0
    assert shown.trend == []
    assert queue(user=member, record_type="person").pairs == []
    with pytest.raises(Pair.DoesNotExist):
        visible_pair(user=member, uid=Pair.objects.get().uid)
    assert set(visible_issues(member, "person").values_list("record_id", flat=True)) == {
        Person.objects.get(owner=member).pk
    }


def test_issues_are_counted_by_code_and_field_and_lead_to_their_records(enter: Enter, manager: User) -> None:
    ali = enter(**ALI, **WRONG)
    with override("en"):
        wrong = Queue("person", "all", group="invalid")
        found = counts(queue=wrong, user=manager)
    mine = [one for one in found if wrong.holds(one.sort)]
    assert [(one.sort.code, one.sort.fact, one.count) for one in mine] == [("national_id_invalid", "national_id", 1)]
    assert "check digit" in mine[0].message
    page = queue_page(queue=wrong, user=manager, found=found)
    assert [one.record.pk for one in page.troubles] == [ali]
    wish = Wish("person", filters=(Filter("issue", "is", ("invalid",)),))
    assert matching_ids(user=manager, wish=wish) == [ali]


def test_the_queue_goes_from_the_surest_pair_on_and_puts_skipped_ones_last(enter: Enter, manager: User) -> None:
    for number in range(3):
        mobile = f"0912200258{number}"
        enter(**{**ALI, "given_name": ("علی", "زهرا", "نرگس")[number], "mobile": mobile})
        enter(
            **{**AGAIN, "given_name": ("Ali", "Zahra", "Narges")[number], "mobile": mobile, "email": f"{number}@a.ir"}
        )
    surest = queue(user=manager, record_type="person").pairs
    assert [one.pair.probability for one in surest] == sorted((one.pair.probability for one in surest), reverse=True)
    assert surest[0].because
    Pair.objects.filter(pk=surest[0].pair.pk).update(skipped_at="2026-11-22T00:00:00Z")
    pages, after = [], ""
    while True:
        page = queue(user=manager, record_type="person", after=after, size=1)
        pages += [one.pair.pk for one in page.pairs]
        after = page.next
        if not after:
            break
    assert pages == [*(one.pair.pk for one in surest[1:]), surest[0].pair.pk]
    following = next_pair(user=manager, after=surest[1].pair)
    assert following
    assert following.pk == surest[2].pair.pk


def test_the_queue_asks_the_database_as_often_for_one_pair_as_for_many(enter: Enter, manager: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            queue(user=manager, record_type="person")
        return len(context)

    enter(**ALI)
    enter(**AGAIN)
    queries()  # what a role may is asked for once
    one = queries()
    for number in range(3):
        enter(**{**ALI, "mobile": f"0935111222{number}"})
        enter(**{**AGAIN, "mobile": f"0935111222{number}"})
    assert queries() == one


def test_a_record_says_in_sentences_what_would_make_it_better(enter: Enter, manager: User) -> None:
    enter(**AGAIN)
    ali = Person.objects.get(id=enter(**ALI, **WRONG))
    with override("en"):
        found = record_quality(user=manager, record=ali)
    assert "Merge it with the record that is surely the same." in {reason.text for reason in found.reasons}
    assert {reason.code for reason in found.reasons} >= {"missing", "duplicate"}
    assert [issue.code for issue, _ in found.issues] == ["national_id_invalid", "missing_essential"]
    assert len(found.pairs) == 1
