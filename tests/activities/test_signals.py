"""What happens with customers is written once, and the last of it is known at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.actions.signals import Told, record_signal, record_signals
from zolal.activities.engagement import weighed
from zolal.activities.last import heard_since, last_signals
from zolal.activities.models import LastSignals, Signal
from zolal.activities.queries.signals import reached_by, signals_of
from zolal.people.actions.bulk import delete_records, erase_record
from zolal.people.models import Person
from zolal.quality.actions.merges import merge_records, undo_merge

pytestmark = pytest.mark.django_db

Enter = Callable[..., Person]
NOW = timezone.now()


def days_ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def told(person: Person, kind: str, days: int = 0, key: str = "") -> Told:
    return Told(person.pk, kind, timezone.now() - timedelta(days=days), key)


def last(person: Person) -> LastSignals:
    return last_signals("person", [person.pk])[person.pk]


def test_the_last_day_of_each_kind_and_of_any_sign_of_life_is_known_at_once(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    signals = [told(sara, "email_opened", 40), told(sara, "email_opened", 3), told(sara, "call_unanswered", 1)]
    record_signals(record_type="person", signals=signals, by=member, source="mailer")
    assert str(last(sara).email_opened) == str(last(sara).alive_on) == days_ago(3)
    assert str(last(sara).call_unanswered) == days_ago(1)
    assert last(sara).site_visited is None


def test_a_signal_that_arrives_late_does_not_hide_a_later_one(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    for days in (3, 90):
        record_signals(record_type="person", signals=[told(sara, "site_visited", days)], by=member, source="site")
    assert str(last(sara).site_visited) == days_ago(3)
    assert str(heard_since()) == days_ago(90)


def test_what_is_told_twice_under_one_key_stands_once(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    call = {"record_type": "person", "by": member, "source": "mailer"}
    first = record_signals(
        signals=[told(sara, "email_opened", key="m-1"), told(sara, "email_opened", key="m-1")], **call
    )
    again = record_signals(signals=[told(sara, "email_opened", key="m-1"), told(sara, "email_opened")], **call)
    assert (first.recorded, first.known, again.recorded, again.known) == (1, 1, 1, 1)
    other = record_signals(
        record_type="person", by=member, source="another", signals=[told(sara, "email_opened", key="m-1")]
    )
    assert other.recorded == 1
    assert Signal.objects.count() == 3


@pytest.mark.parametrize(
    ("signal", "field"),
    [
        (Told(1, "thought_of_us", NOW), "kind"),
        (Told(1, "email_opened", NOW + timedelta(days=1)), "at"),
        (Told(1, "email_opened", NOW.replace(year=1980)), "at"),
        (Told(1, "email_opened", NOW.replace(tzinfo=None)), "at"),
        (Told(1, "email_opened", NOW, "k" * 201), "key"),
        (Told(1, "email_opened", NOW, detail={"page": "x" * 3_000}), "detail"),
    ],
)
def test_a_signal_that_cannot_have_happened_is_refused_with_its_field(signal: Told, field: str, member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        record_signals(record_type="person", signals=[signal], by=member, source="mailer")
    assert list(refused.value.message_dict) == [field]
    assert not Signal.objects.exists()


def test_a_reader_tells_none(enter: Enter, reader: User) -> None:
    with pytest.raises(NotAllowed):
        record_signal(record=enter(given_name="سارا"), kind="call_answered", by=reader)


@pytest.mark.parametrize(
    ("detail", "kind"),
    [
        ({}, "email_opened"),
        ({"method": "GET"}, "email_opened"),
        ({"method": "head"}, "machine"),
        ({"purpose": "prefetch;anonymous-client-ip"}, "machine"),
        ({"sent_at": (NOW - timedelta(seconds=2)).isoformat()}, "machine"),
        ({"sent_at": (NOW - timedelta(seconds=30)).isoformat()}, "email_opened"),
        ({"sent_at": "yesterday"}, "email_opened"),
        ({"sent_at": "2026-99-99"}, "email_opened"),
    ],
)
def test_what_a_machine_opened_is_no_sign_of_life(detail: dict[str, str], kind: str) -> None:
    assert weighed("email_opened", NOW, detail) == kind


@given(st.dictionaries(st.sampled_from(["method", "purpose", "sent_at", "x"]), st.text() | st.integers() | st.none()))
def test_whatever_the_detail_says_a_call_stays_a_call(detail: dict[str, object]) -> None:
    assert weighed("call_answered", NOW, detail) == "call_answered"
    assert weighed("email_opened", NOW, detail) in {"email_opened", "machine"}


def test_signals_go_along_with_a_merge_and_come_back_with_its_undo(enter: Enter, administrator: User) -> None:
    keep, absorb = enter(given_name="سارا"), enter(given_name="سارا")
    for person, days in ((keep, 50), (absorb, 5)):
        record_signals(
            record_type="person", signals=[told(person, "site_visited", days)], by=administrator, source="site"
        )
    merge = merge_records(record_type="person", keep_id=keep.pk, absorb_id=absorb.pk, by=administrator)
    assert str(last(keep).alive_on) == days_ago(5)
    assert len(signals_of(record=keep).signals) == 2
    assert absorb.pk not in last_signals("person", [absorb.pk])
    undo_merge(merge=merge, by=administrator)
    assert (str(last(keep).alive_on), str(last(absorb).alive_on)) == (days_ago(50), days_ago(5))


def test_a_signal_of_somebody_who_was_merged_is_one_of_who_stayed(enter: Enter, administrator: User) -> None:
    keep, absorb = enter(given_name="سارا"), enter(given_name="سارا")
    merge_records(record_type="person", keep_id=keep.pk, absorb_id=absorb.pk, by=administrator)
    record_signal(record=absorb, kind="call_answered", by=administrator)
    assert last(keep).call_answered == timezone.localdate()


def test_signals_wait_for_the_return_of_who_was_deleted(enter: Enter, administrator: User) -> None:
    sara = enter(given_name="سارا")
    record_signal(record=sara, kind="call_answered", by=administrator)
    deleted = delete_records(record_type="person", ids=[sara.pk], by=administrator)
    undo_action(action=deleted, by=administrator)
    assert [one.kind for one in signals_of(record=Person.objects.get()).signals] == ["call_answered"]
    assert last(sara).alive_on


def test_who_is_erased_leaves_no_signal(enter: Enter, administrator: User) -> None:
    sara = enter(given_name="سارا")
    record_signal(record=sara, kind="call_answered", by=administrator)
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert not Signal.objects.exists()
    assert not LastSignals.objects.exists()


def test_signals_are_read_a_page_at_a_time_newest_first(enter: Enter, member: User) -> None:
    sara = enter(given_name="سارا")
    at = timezone.now() - timedelta(days=1)
    signals = [Told(sara.pk, "site_visited", at - timedelta(hours=number // 2)) for number in range(5)]
    record_signals(record_type="person", signals=signals, by=member, source="site")
    seen, before = [], 0
    while True:
        page = signals_of(record=sara, before=before, limit=2)
        seen += page.signals
        if not (before := page.next):
            break
    assert [one.pk for one in seen] == list(Signal.objects.order_by("-at", "-id").values_list("pk", flat=True))


def test_an_address_leads_only_to_records_one_sees(enter: Enter, member: User, administrator: User) -> None:
    point = {"kind": "email", "value": "sara@example.com", "key": "sara@example.com"}
    sara = enter(given_name="سارا", points=[point])
    other = enter(given_name="سارا", points=[point])
    address = ("email", "sara@example.com")
    assert reached_by(administrator, "person", [address]) == {address: [sara.pk, other.pk]}
    assert reached_by(administrator, "person", [("email", "nobody@example.com")]) == {}
