"""What a business asks of its calls and visits and nobody else does: filled, checked, found and kept like all else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from zolal.accounts.models import RoleRights, User
from zolal.activities.actions.activities import delete, edit, finish, log, plan
from zolal.activities.models import Activity
from zolal.activities.queries import lists, own_order
from zolal.activities.queries.lists import Wanted, activity_page, matching
from zolal.core.files import Upload
from zolal.core.ledger import Stale, history, undo
from zolal.people.actions.bulk import erase_record
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.actions.own_files import hand_in
from zolal.people.models import CustomField, OwnFile, OwnValue, Person
from zolal.people.queries.wish import BadWish

pytestmark = pytest.mark.django_db

Make = Callable[..., CustomField]
Enter = Callable[..., Person]
TOPICS = [{"value": "price", "fa": "قیمت", "en": "Price"}, {"value": "support", "fa": "پشتیبانی", "en": "Support"}]


@pytest.fixture
def make(administrator: User) -> Make:
    def create(kind: str, label_fa: str, **given: Any) -> CustomField:  # noqa: ANN401 - of the action
        return create_custom_field(record_type="activity", kind=kind, label_fa=label_fa, by=administrator, **given)

    return create


@pytest.fixture
def topic(make: Make) -> CustomField:
    return make("choice", "موضوع تماس", key="topic", choices=TOPICS, when_field="kind", when_values=["تماس تلفنی"])


def found(user: User, **asked: Any) -> list[str]:  # noqa: ANN401 - of an address
    wanted = Wanted.read({"state": "all"} | {name.replace("own_", "own:"): one for name, one in asked.items()}, user)
    return [one.activity.title for one in activity_page(user, wanted).activities]


def test_a_call_is_logged_changed_and_taken_back_with_them(
    enter: Enter, make: Make, topic: CustomField, member: User
) -> None:
    make("money", "مبلغ گفته‌شده", key="said", least="0")
    assert topic.when_values == ["call"], "the word is kept as what it stands for"
    sara = enter(given_name="سارا")
    call = log(
        kind="call", given={"person": sara, "own:topic": "قیمت", "own:said": "۲ میلیون تومان"}, by=member
    ).activity
    assert call.own == {"topic": "price", "said": 20_000_000}
    done = edit(activity=call, given={"own:topic": "support", "own:said": ""}, by=member, version=call.version)
    assert done.activity.own == {"topic": "support"}
    with pytest.raises(Stale) as stale:
        edit(activity=call, given={"own:topic": "price"}, by=member, version=1)
    assert stale.value.changes[0].fact == "own:topic"
    undo(action=done.action, by=member)
    call.refresh_from_db()
    assert call.own == {"topic": "price", "said": 20_000_000}
    assert "own:topic" in history("activity", [call.pk])[0].facts


def test_what_was_planned_gets_them_when_it_is_finished(enter: Enter, topic: CustomField, member: User) -> None:
    call = plan(kind="call", given={"person": enter(given_name="سارا")}, by=member).activity
    done = finish(activity=call, outcome="answered", given={"own:topic": "price"}, by=member)
    assert done.activity.own == {"topic": "price"}


def test_what_does_not_fit_is_refused_beside_its_field(enter: Enter, topic: CustomField, member: User) -> None:
    given = {"person": enter(given_name="سارا"), "own:topic": "آهنی", "own:absent": "1", "outcome": "perhaps"}
    with pytest.raises(ValidationError) as refused:
        log(kind="call", given=given, by=member)
    assert set(refused.value.message_dict) == {"own:topic", "own:absent", "outcome"}
    assert not Activity.objects.exists()


def test_a_needed_one_is_needed_of_its_kinds_only(enter: Enter, make: Make, member: User) -> None:
    make("text", "قفسه", key="shelf", required=True, when_field="kind", when_values=["ملاقات حضوری", "meeting"])
    sara = enter(given_name="سارا")
    log(kind="call", given={"person": sara}, by=member)
    for kind in ("visit", "meeting"):
        with pytest.raises(ValidationError) as refused:
            log(kind=kind, given={"person": sara}, by=member)
        assert set(refused.value.message_dict) == {"own:shelf"}
    log(kind="visit", given={"person": sara, "own:shelf": "۳"}, by=member)


def test_a_condition_on_a_kind_that_there_is_not_is_refused(make: Make) -> None:
    with pytest.raises(ValidationError) as refused:
        make("text", "قفسه", when_field="kind", when_values=["جلسه", "ویزیت‌ها"])
    assert "ویزیت‌ها" in refused.value.message_dict["when_values"][0]


def test_lists_are_narrowed_by_them(enter: Enter, make: Make, topic: CustomField, member: User) -> None:
    make("number", "قفسه", key="shelves")
    sara = enter(given_name="سارا")
    log(kind="call", given={"person": sara, "title": "الف", "own:topic": "price"}, by=member)
    log(kind="call", given={"person": sara, "title": "ب", "own:topic": "support"}, by=member)
    log(kind="visit", given={"person": sara, "title": "پ", "words": "خوب", "own:shelves": "۷"}, by=member)
    assert found(member, own_topic="قیمت") == ["الف"]
    assert found(member, own_topic=["price", "support"]) == ["ب", "الف"]
    assert found(member, **{"own_topic.not": "price"}) == ["پ", "ب"]
    assert found(member, **{"own_shelves.from": "5"}, kind="visit", q="پ") == ["پ"]
    for asked in ({"own_absent": "1"}, {"own_topic.begins": "p"}):
        with pytest.raises(BadWish):
            found(member, **asked)


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize("ahead", [(1, 2), (3, 6), (500, 4_000)])
@pytest.mark.parametrize("state", ["all", "done"])
def test_page_by_page_nothing_is_lost_however_far_one_looks_ahead(
    enter: Enter, member: User, monkeypatch: pytest.MonkeyPatch, state: str, ahead: tuple[int, int]
) -> None:
    monkeypatch.setattr(lists, "WALKED", ahead[0])
    monkeypatch.setattr(lists, "MOST_WALKED", ahead[1])
    sara, now = enter(given_name="سارا"), timezone.now()
    for number in range(12):
        what = "price" if number % 3 else "support"
        given = {"person": sara, "title": str(number), "at": now + timedelta(hours=number - 20), "own:topic": what}
        log(kind="call", given=given, by=member)
    wanted, after, told = Wanted.read({"state": state, "own:topic": "price"}, member), "", []
    while True:
        page = activity_page(member, wanted, after=after, size=3)
        told += [int(one.activity.title) for one in page.activities]
        after = page.next
        if not after:
            break
    assert told == [number for number in range(11, -1, -1) if number % 3]


@pytest.mark.parametrize("most", [0, 10_000], ids=["along the index", "read and sorted"])
def test_a_list_is_sorted_by_them_page_by_page_and_what_has_none_comes_last(
    enter: Enter, make: Make, member: User, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(own_order, "MOST_SORTED", most)
    make("number", "قفسه", key="shelves")
    sara = enter(given_name="سارا")
    for title, shelves in (("الف", "۷"), ("ب", ""), ("پ", "۱۰"), ("ت", "2"), ("ث", "7"), ("ج", "")):
        log(kind="call", given={"person": sara, "title": title, "own:shelves": shelves}, by=member)

    def walked(**asked: str) -> list[str]:
        wanted, after, told = Wanted.read({"state": "all"} | asked, member), "", []
        for _page in range(9):
            page = activity_page(member, wanted, after=after, size=2)
            told += [one.activity.title for one in page.activities]
            if not (after := page.next):
                break
        assert told == [one.title for one in matching(member, wanted)], "a file has the same order"
        return told

    assert walked(sort="own:shelves") == ["ت", "الف", "ث", "پ", "ب", "ج"]
    assert walked(sort="-own:shelves", kind="call") == ["پ", "ث", "الف", "ت", "ج", "ب"]
    assert walked(sort="own:shelves", q="ث") == ["ث"]
    for wrong in ("at", "own:absent", "--own:shelves"):
        with pytest.raises(BadWish):
            walked(sort=wrong)
    beginning = activity_page(member, Wanted.read({"state": "all", "sort": "own:shelves"}, member), after="x", size=1)
    assert beginning.activities[0].activity.title == "ت"


def test_a_list_asks_as_much_for_many_as_for_one(enter: Enter, make: Make, member: User) -> None:
    make("relation", "معرف", key="via", target="person")
    make("text", "موضوع", key="about")
    sara, ali = enter(given_name="سارا"), enter(given_name="علی")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            found(member)
            found(member, sort="own:about")
        return len(caught)

    log(kind="call", given={"person": sara, "own:via": str(ali.uid), "own:about": "قیمت"}, by=member)
    few = queries()
    for _number in range(5):
        log(kind="call", given={"person": ali, "own:via": str(sara.uid), "own:about": "چای"}, by=member)
    assert queries() == few


def test_a_role_that_may_not_see_one_learns_nothing_by_it(enter: Enter, make: Make, manager: User) -> None:
    for key in ("open", "secret", "budget"):
        make("text", key, key=key)
    given = {"person": enter(given_name="سارا"), "own:open": "آ", "own:secret": "زعفران", "own:budget": "۳۰۰"}
    call = log(kind="call", given=given, by=manager).activity
    told = {"own:open": "read", "own:budget": "hidden", "own:secret": "masked"}
    RoleRights.objects.create(key=manager.role, base=manager.role, fields={"activity": told})
    reader = User.objects.get(pk=manager.pk)
    (shown,) = activity_page(reader, Wanted.read({"state": "all"}, reader)).activities
    assert shown.activity.own == {"open": "آ", "secret": "•••"}
    for asked in ({"own_budget": "300"}, {"own_secret.contains": "زعفران"}, {"sort": "own:secret"}):
        with pytest.raises(BadWish):
            found(reader, **asked)
    for name in told:
        with pytest.raises(ValidationError):
            edit(activity=call, given={name: ""}, by=reader)


def test_what_repeats_carries_them_on_but_not_what_each_needs_of_its_own(
    enter: Enter, make: Make, member: User
) -> None:
    make("text", "مسیر", key="route")
    make("text", "شماره", key="number", unique=True)
    at = timezone.now() + timedelta(days=1)
    given = {"person": enter(given_name="سارا"), "at": at, "repeat": "weekly", "own:route": "شمال", "own:number": "1"}
    visit = plan(kind="visit", given=given, by=member).activity
    finish(activity=visit, outcome="held", at=timezone.now(), by=member)
    assert Activity.objects.get(done_at=None).own == {"route": "شمال"}
    with pytest.raises(ValidationError):
        plan(kind="visit", given=given, by=member)


def test_they_leave_the_index_with_their_activity_and_their_files_with_the_customer(
    enter: Enter, make: Make, topic: CustomField, administrator: User
) -> None:
    make("file", "ضبط", key="record")
    sara = enter(given_name="سارا")
    file = SimpleUploadedFile("call.ogg", b"OggS")
    handed = hand_in(upload=Upload("call.ogg", 4, file), by=administrator)
    given = {"person": sara, "own:topic": "price", "own:record": handed}
    call = log(kind="call", given=given, by=administrator).activity
    action = delete(activity=call, by=administrator)
    assert not OwnValue.objects.exists()
    undo(action=action, by=administrator)
    assert Activity.objects.get().own["topic"] == "price"
    assert found(administrator, own_topic="price") == [""]
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not OwnFile.objects.exists()
    assert not OwnValue.objects.exists()
