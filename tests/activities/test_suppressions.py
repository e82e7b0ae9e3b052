"""An address that is not to be used is never used again: also after deletion, erasure and import."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.activities.listing import is_suppressed
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.activities.actions.signals import Told, record_signals
from zolal.activities.actions.suppressions import Entry, lift, suppress
from zolal.activities.lists import in_file, pasted
from zolal.activities.models import Suppression
from zolal.activities.queries.suppressions import suppressions
from zolal.activities.replies import bounce_suppresses, sms_wish
from zolal.activities.suppressed import of_points
from zolal.core.models import Setting
from zolal.people.actions.bulk import delete_records, erase_record
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

Enter = Callable[..., Person]
SARA = {"kind": "email", "value": "Sara@example.com", "key": "sara@example.com"}


def put(by: User, *addresses: str, channel: str = "email", reason: str = "unsubscribed") -> None:
    suppress(entries=[Entry(channel, address, reason) for address in addresses], by=by)


def test_an_address_is_suppressed_however_it_is_written_and_in_its_channel_only(member: User) -> None:
    put(member, "Sara@Example.com")
    put(member, "۰۹۱۲ ۵۵۵ ۶۶ ۷۷", channel="sms")
    assert is_suppressed("email", " sara@example.COM ")
    assert is_suppressed("sms", "+989125556677")
    assert not is_suppressed("call", "+989125556677")
    assert not is_suppressed("email", "ali@example.com")
    assert not is_suppressed("email", "no address")
    [(point, found)] = of_points([("mobile", "+989125556677"), ("email", "ali@example.com"), ("url", "x.ir")]).items()
    assert point == ("mobile", "+989125556677")
    assert [(one.channel, one.reason) for one in found] == [("sms", "unsubscribed")]


def test_what_is_on_the_list_is_not_added_again_and_what_is_no_address_is_named(member: User) -> None:
    entries = [Entry("email", text, "bounced") for text in ("a@x.ir", "A@x.ir", "nobody", "b@x.ir | c@x.ir", "d@x.ir")]
    done = suppress(entries=entries, by=member)
    assert (done.added, done.known, done.refused) == (2, 1, [2, 3])
    assert suppress(entries=entries, by=member).added == 0


@pytest.mark.parametrize(("channel", "reason"), [("fax", "bounced"), ("email", "bored")])
def test_an_unknown_channel_or_reason_is_refused(channel: str, reason: str, member: User) -> None:
    with pytest.raises(ValidationError):
        put(member, "a@x.ir", channel=channel, reason=reason)
    assert not Suppression.objects.exists()


def test_a_reader_suppresses_nothing(reader: User) -> None:
    with pytest.raises(NotAllowed):
        put(reader, "a@x.ir")


def test_it_holds_after_deletion_and_erasure_of_which_only_a_keyed_mark_stays(
    enter: Enter, administrator: User
) -> None:
    sara, other = enter(given_name="سارا", points=[SARA]), enter(given_name="سارا", points=[SARA])
    put(administrator, "sara@example.com")
    delete_records(record_type="person", ids=[other.pk], by=administrator)
    assert Suppression.objects.get().address == "sara@example.com"
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert Suppression.objects.get().address == ""
    assert "sara" not in repr(Suppression.objects.values().get())
    assert is_suppressed("email", "sara@example.com")
    put(administrator, "sara@example.com")
    assert Suppression.objects.get().address == ""
    assert suppressions(user=administrator, search="sara@example.com").count() == 1


def test_a_landline_of_somebody_erased_is_forgotten_too(enter: Enter, administrator: User) -> None:
    point = {"kind": "phone", "value": "02188776655", "key": "+982188776655"}
    sara = enter(given_name="سارا", points=[point])
    put(administrator, "02188776655", channel="call")
    erase_record(record_type="person", record_id=sara.pk, by=administrator)
    assert Suppression.objects.get().address == ""
    assert is_suppressed("call", "021-88776655")


def test_an_administrator_takes_an_address_off_with_a_reason_and_the_history_stays(
    administrator: User, member: User
) -> None:
    put(member, "a@x.ir")
    entry = Suppression.objects.get()
    with pytest.raises(NotAllowed):
        lift(entry=entry, because="she wrote to us", by=member)
    with pytest.raises(ValidationError):
        lift(entry=entry, because=" ", by=administrator)
    lift(entry=entry, because="she wrote to us", by=administrator)
    assert not is_suppressed("email", "a@x.ir")
    with pytest.raises(ValidationError):
        lift(entry=entry, because="again", by=administrator)
    put(member, "a@x.ir", reason="complaint")
    assert is_suppressed("email", "a@x.ir")
    assert list(Suppression.objects.order_by("pk").values_list("reason", "removed_because")) == [
        ("unsubscribed", "she wrote to us"),
        ("complaint", ""),
    ]


def test_nobody_reads_addresses_of_those_they_do_not_see(enter: Enter, member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    enter(given_name="سارا", points=[SARA], owner=stranger.pk)
    put(member, "mine@example.com")
    suppress(entries=[Entry("email", "sara@example.com", "bounced")], by=stranger)
    assert [one.address for one in suppressions(user=member)] == ["mine@example.com"]
    assert [one.address for one in suppressions(user=stranger)] == ["sara@example.com"]


@pytest.mark.parametrize("status", ["5.1.1", "5.1.0", "5.1.10", "5.2.1", " ۵.۱.۱ "])
def test_an_address_that_is_gone_for_good_is_suppressed(status: str) -> None:
    assert bounce_suppresses(status)


@pytest.mark.parametrize("status", ["5.7.1", "5.7.26", "5.2.2", "4.1.1", "5.0.0", "5.1", "5.2.10", "", "550", "x5.1.1"])
def test_a_refusal_of_us_or_a_full_mailbox_suppresses_nobody(status: str) -> None:
    assert not bounce_suppresses(status)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("11", "out"), ("۱۱", "out"), (" لغو ۱۱ ", "out"), ("لغو11", "out"), ("لغو", "out"), ("STOP", "out"),
        ("12", "in"), ("۱۲", "in"), ("112", ""), ("کد ۱۱ را بفرستید", ""), ("سلام", ""), ("", ""), ("11.", "out"),
    ],
)  # fmt: skip
def test_what_a_persian_sms_asks(text: str, wish: str) -> None:
    assert sms_wish(text) == wish


@pytest.mark.parametrize(
    ("kind", "detail", "on_list"),
    [
        ("unsubscribed", {}, True),
        ("complained", {"address": "sara@example.com"}, True),
        ("email_bounced", {"status": "5.1.1"}, True),
        ("email_bounced", {"status": "5.7.1"}, False),
        ("email_bounced", {}, False),
        ("email_opened", {}, False),
    ],
)
def test_a_signal_that_says_no_more_suppresses_in_its_own_transaction(
    kind: str, detail: dict[str, str], on_list: bool, enter: Enter, member: User
) -> None:
    sara = enter(given_name="سارا", points=[SARA])
    told = [Told(sara.pk, kind, timezone.now(), detail=detail)]
    record_signals(record_type="person", signals=told, by=member, source="mailer")
    assert is_suppressed("email", "sara@example.com") is on_list


def test_a_bounce_of_whom_one_has_two_addresses_says_nothing_without_the_address(enter: Enter, member: User) -> None:
    second = {"kind": "email", "value": "s@x.ir", "key": "s@x.ir"}
    sara = enter(given_name="سارا", points=[SARA, second])
    told = [Told(sara.pk, "email_bounced", timezone.now(), detail={"status": "5.1.1"})]
    record_signals(record_type="person", signals=told, by=member, source="mailer")
    assert not Suppression.objects.exists()


def test_many_are_pasted_in_whatever_way_they_stand() -> None:
    found = pasted("a@x.ir, b@x.ir؛ c@x.ir\n\nd@x.ir e@x.ir", channel="email", reason="bounced")
    assert [one.address for one in found] == ["a@x.ir", "b@x.ir", "c@x.ir", "d@x.ir", "e@x.ir"]
    found = pasted("0912 555 66 77\n۰۹۳۵۱۲۳۴۵۶۷", channel="sms", reason="by_hand")
    assert [one.address for one in found] == ["0912 555 66 77", "۰۹۳۵۱۲۳۴۵۶۷"]
    with pytest.raises(ValidationError):
        pasted(" \n", channel="email", reason="bounced")


def test_the_columns_of_addresses_of_a_file_are_found() -> None:
    text = "نام,ایمیل,تلفن همراه\n" + "".join(f"سارا,s{n}@example.com,0912555{n:04}\n" for n in range(30))
    data = text.encode()
    emails = in_file(BytesIO(data), len(data), channel="email", reason="bounced")
    assert [one.address for one in emails][:2] == ["s0@example.com", "s1@example.com"]
    assert len(in_file(BytesIO(data), len(data), channel="sms", reason="bounced")) == 30
    for bad in (b"", b"\x00\x01\x02", "نام\nسارا\n".encode()):
        with pytest.raises(ValidationError):
            in_file(BytesIO(bad), len(bad), channel="email", reason="bounced")
