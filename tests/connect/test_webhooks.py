"""Another program hears of every change that its reader may see, signed, until it has it."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tests.connect.conftest import Listener
from zolal.accounts.models import RoleRights, User
from zolal.accounts.permissions import NotAllowed
from zolal.connect import sending
from zolal.connect.actions.deliveries import replay, replay_range
from zolal.connect.actions.endpoints import change_endpoint, create_endpoint, delete_endpoint, rotate_secret, send_test
from zolal.connect.models import Attempt, Delivery, Endpoint, Event, Heard
from zolal.core import ledger
from zolal.core.jobs import run_all
from zolal.core.models import Job, Setting
from zolal.people.actions.erase import erase_record
from zolal.people.models import Person

pytestmark = pytest.mark.django_db
Work = Callable[[], None]
Enter = Callable[..., int]


@pytest.fixture
def endpoint(allowed: Listener, administrator: User) -> Endpoint:
    return create_endpoint(url=allowed.url, patterns=["person.*"], by=administrator).endpoint


def write(user: User, pk: int, **facts: Any) -> None:  # noqa: ANN401
    with transaction.atomic():
        ledger.write(ledger.act(kind="person.edit", by=user), "person", {pk: facts})


def test_nothing_is_noted_where_nobody_listens(enter: Enter) -> None:
    enter(given_name="سارا")
    assert not Heard.objects.exists()
    assert not Job.objects.filter(task__startswith="webhooks").exists()


def test_a_change_arrives_thin_and_signed(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    pk = enter(given_name="سارا", mobile="09121234567")
    write(administrator, pk, city="یزد")
    enter("company", name="آریا")  # nobody asked for companies
    work()

    created, changed = allowed.messages
    sara = Person.objects.get()
    assert created["type"] == "person.created"
    assert changed["type"] == "person.changed"
    assert {key: changed["data"][key] for key in ("object", "id", "change", "fields", "version")} == {
        "object": "person", "id": str(sara.uid), "change": "changed", "fields": ["city"], "version": 2,
    }  # fmt: skip
    assert changed["data"]["action"]["kind"] == "person.edit"
    assert changed["data"]["action"]["actor"] == "user"
    assert "values" not in changed["data"]

    _path, headers, body = allowed.requests[1]
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(endpoint.secret.removeprefix("whsec_"))
    assert headers["webhook-signature"] == f"v1,{b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()}"
    assert headers["webhook-id"] == str(Event.objects.get(type="person.changed").uid)
    assert {one.state for one in Delivery.objects.all()} == {"arrived"}


def test_what_one_action_does_to_a_record_is_one_event(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    pk = enter(given_name="سارا")
    work()
    with transaction.atomic():
        action = ledger.act(kind="person.edit", by=administrator)
        ledger.write(action, "person", {pk: {"city": "یزد"}})
        ledger.write(action, "person", {pk: {"province": "یزد"}})
    assert Job.objects.filter(task="webhooks.tell", state="queued").count() == 1
    work()

    assert allowed.messages[-1]["data"]["fields"] == ["city", "province"]
    assert len(allowed.requests) == 2


def test_nothing_is_told_that_was_not_done(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    pk = enter(given_name="سارا")
    work()
    with transaction.atomic():
        ledger.write(ledger.act(kind="person.edit", by=administrator), "person", {pk: {"city": "یزد"}})
        transaction.set_rollback(True)
    work()
    assert len(allowed.requests) == 1


def test_values_are_those_the_reader_may_see_when_it_is_sent(
    allowed: Listener, administrator: User, enter: Enter, work: Work
) -> None:
    create_endpoint(url=allowed.url, patterns=["person.*"], with_values=True, by=administrator)
    company = enter("company", name="آریا")
    pk = enter(given_name="سارا", mobile="09121234567", company=company, owner=administrator.pk)
    work()

    values = allowed.messages[0]["data"]["values"]
    assert values["given_name"] == "سارا"
    assert values["mobile"] == [{"value": "09121234567", "label": "", "valid": True}]
    assert values["owner"] == {"id": str(administrator.uid), "name": str(administrator)}
    assert set(values["company"]) == {"id"}
    assert values["company"]["id"] != str(company)

    write(administrator, pk, city="یزد")
    write(administrator, pk, city=None)
    work()
    assert [one["data"]["values"] for one in allowed.messages[1:]] == [{"city": None}, {"city": None}]


@pytest.mark.usefixtures("only_their_own")
def test_a_program_hears_no_more_than_its_reader_sees(
    allowed: Listener, administrator: User, member: User, enter: Enter, work: Work
) -> None:
    stranger = User.objects.create_user(email="s@example.com", name="s", role="member")
    create_endpoint(url=allowed.url, patterns=["*"], reader=member, by=administrator)
    enter(given_name="سارا", owner=stranger.pk)
    mine = enter(given_name="مریم", owner=member.pk)
    other = enter(given_name="زهرا", owner=stranger.pk)
    with transaction.atomic():
        ledger.remove(ledger.act(kind="person.delete", by=administrator), "person", [mine, other])
    work()

    uids = {one["data"]["id"] for one in allowed.messages}
    # What was removed before anybody told of it is told as removed.
    assert len(uids) == 1
    assert {one["type"] for one in allowed.messages} <= {"person.created", "person.removed"}

    write(administrator, enter(given_name="نگار", owner=member.pk), city="یزد")
    run_all_but_deliveries()
    Person.objects.filter(given_name="نگار").update(owner=stranger)
    before = len(allowed.requests)
    work()
    assert len(allowed.requests) == before
    assert Attempt.objects.filter(error__gt="").exists()


def run_all_but_deliveries() -> None:
    Job.objects.filter(task="webhooks.deliver").update(run_at=timezone.now() + timedelta(days=1))
    run_all_due("webhooks.tell")


def run_all_due(task: str) -> None:
    from zolal.core.jobs import run_now

    for job in Job.objects.filter(task=task, state="queued"):
        run_now(job)


def test_many_at_once_are_told_at_once(endpoint: Endpoint, allowed: Listener, administrator: User, work: Work) -> None:
    with transaction.atomic():
        action = ledger.act(kind="import.commit", by=administrator)
        ids = ledger.create(action, "person", [{"given_name": f"نام {n}"} for n in range(1_200)])
        assert Heard.objects.count() == 1
    work()

    assert [one["type"] for one in allowed.messages] == ["records.changed"] * 3
    told = [uid for one in allowed.messages for uid in one["data"]["ids"]]
    assert sorted(told) == sorted(str(uid) for uid in Person.objects.filter(pk__in=ids).values_list("uid", flat=True))
    assert {(one["data"]["object"], one["data"]["change"]) for one in allowed.messages} == {("person", "created")}


def test_what_fails_is_tried_again_later_and_under_the_same_id(
    endpoint: Endpoint, allowed: Listener, enter: Enter, work: Work
) -> None:
    allowed.statuses, allowed.answer = [500, 500, 200], "نشد".encode()
    enter(given_name="سارا")
    run_all()

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.status, delivery.tried) == ("waiting", 500, 1)
    assert timedelta(seconds=3) < delivery.next_at - timezone.now() < timedelta(seconds=6)
    assert Job.objects.get(state="queued").run_at == delivery.next_at
    work()
    work()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.tried) == ("arrived", 200, 3)
    assert len({headers["webhook-id"] for _path, headers, _body in allowed.requests}) == 1
    assert [one.answer for one in delivery.attempts.all()] == ["نشد"] * 3
    assert Endpoint.objects.get().failing_since is None


def test_who_cannot_be_reached_is_left_alone_for_a_while(endpoint: Endpoint, enter: Enter, administrator: User) -> None:
    Setting.objects.update(value=["127.0.0.1:1"])
    Endpoint.objects.update(url="http://127.0.0.1:1/")
    for name in ("سارا", "مریم", "زهرا"):
        enter(given_name=name)
    run_all()

    assert Attempt.objects.count() == 1
    assert Endpoint.objects.get().quiet_until > timezone.now()
    assert Delivery.objects.filter(state="waiting").count() == 3


def test_gone_is_gone_and_what_fails_for_days_is_given_up(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    allowed.statuses = [410]
    enter(given_name="سارا")
    work()
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.stopped) == (False, "gone")

    change_endpoint(endpoint=endpoint, active=True, by=administrator)
    allowed.statuses = [500]
    enter(given_name="مریم")
    work()
    Endpoint.objects.update(failing_since=timezone.now() - timedelta(days=5, minutes=1))
    work()
    endpoint.refresh_from_db()
    assert (endpoint.active, endpoint.stopped) == (False, "failing")
    before = len(allowed.requests)
    enter(given_name="زهرا")
    work()
    assert len(allowed.requests) == before


def test_a_message_and_a_range_are_sent_again(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    begin = timezone.now()
    enter(given_name="سارا")
    enter(given_name="مریم")
    work()
    first = Delivery.objects.order_by("pk")[0]
    replay(delivery=first, by=administrator)
    work()
    assert len(allowed.requests) == 3
    assert allowed.requests[2][1]["webhook-id"] == str(first.event.uid)

    assert replay_range(endpoint=endpoint, since=begin, by=administrator) == 0  # none has failed
    assert replay_range(endpoint=endpoint, since=begin, only_failed=False, by=administrator) == 2
    work()
    assert len(allowed.requests) == 5


def test_a_new_secret_signs_beside_the_old_one_for_a_day(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    rotated = rotate_secret(endpoint=endpoint, by=administrator)
    assert rotated.secret != endpoint.secret
    enter(given_name="سارا")
    work()
    assert len(allowed.requests[0][1]["webhook-signature"].split()) == 2

    Endpoint.objects.update(former_until=timezone.now())
    enter(given_name="مریم")
    work()
    assert len(allowed.requests[1][1]["webhook-signature"].split()) == 1


def test_whoever_is_erased_is_told_as_removed_and_nothing_else_is_kept(
    endpoint: Endpoint, allowed: Listener, enter: Enter, administrator: User, work: Work
) -> None:
    pk = enter(given_name="سارا")
    work()
    uid = str(Person.objects.get().uid)
    erase_record(record_type="person", record_id=pk, by=administrator)
    assert not Event.objects.exists()
    work()
    assert allowed.messages[-1]["type"] == "person.removed"
    assert allowed.messages[-1]["data"]["id"] == uid


def test_a_test_event_and_the_end_of_an_endpoint(
    endpoint: Endpoint, allowed: Listener, administrator: User, work: Work
) -> None:
    send_test(endpoint=endpoint, by=administrator)
    work()
    assert allowed.messages[0] == {
        "type": "webhook.test", "timestamp": allowed.messages[0]["timestamp"], "data": {},
    }  # fmt: skip
    delete_endpoint(endpoint=endpoint, by=administrator)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "http://10.0.0.1/"}, "url"),
        ({"url": "gopher://example.com/"}, "url"),
        ({"patterns": []}, "patterns"),
        ({"patterns": ["dragon.*"]}, "patterns"),
        ({"patterns": ["person"]}, "patterns"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(given: dict[str, Any], field: str, administrator: User) -> None:
    wanted = {"url": "https://example.com/hook", "patterns": ["*"], **given}
    with pytest.raises(ValidationError) as refused:
        create_endpoint(**wanted, by=administrator)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("role", ["reader", "member", "manager", "strategist"])
def test_only_an_administrator_sets_up_webhooks(role: str, request: pytest.FixtureRequest, endpoint: Endpoint) -> None:
    user = request.getfixturevalue(role)
    for act in (
        lambda: create_endpoint(url="https://example.com/", patterns=["*"], by=user),
        lambda: change_endpoint(endpoint=endpoint, active=False, by=user),
        lambda: rotate_secret(endpoint=endpoint, by=user),
        lambda: send_test(endpoint=endpoint, by=user),
        lambda: delete_endpoint(endpoint=endpoint, by=user),
        lambda: replay_range(endpoint=endpoint, since=timezone.now(), by=user),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(Endpoint.objects.values_list("active", "secret")) == [(True, endpoint.secret)]


def test_what_was_sent_long_ago_is_forgotten(endpoint: Endpoint, enter: Enter, work: Work) -> None:
    enter(given_name="سارا")
    work()
    Event.objects.update(at=timezone.now() - timedelta(days=31))
    Job.objects.create(task="webhooks.forget", run_at=timezone.now())
    run_all_due("webhooks.forget")
    assert not Event.objects.exists()
    assert not Attempt.objects.exists()


def test_what_a_role_keeps_from_its_reader_is_kept_from_the_program(
    allowed: Listener, administrator: User, member: User, enter: Enter, work: Work
) -> None:
    fields = {"person": {"national_id": "hidden", "mobile": "masked"}}
    RoleRights.objects.update_or_create(key="member", defaults={"base": "member", "name": "عضو", "fields": fields})
    create_endpoint(url=allowed.url, patterns=["*"], with_values=True, reader=member, by=administrator)
    pk = enter(given_name="سارا", mobile="09121234567", national_id="0084575948")
    write(administrator, pk, national_id=None, city="یزد")
    work()
    assert "0084575948" not in str(allowed.messages)
    assert "09121234567" not in str(allowed.messages)
    assert allowed.messages[1]["data"]["fields"] == ["city"]


def test_what_a_killed_worker_held_is_sent_again_under_its_id(
    endpoint: Endpoint, allowed: Listener, enter: Enter
) -> None:
    enter(given_name="سارا")
    Job.objects.filter(task="webhooks.tell").update(run_at=timezone.now())
    run_all_but_deliveries()
    held = sending.take(endpoint.pk)
    assert held is not None
    sending.attempt(held)  # it went out, and then the worker died
    assert sending.take(endpoint.pk) is None

    Delivery.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    again = sending.take(endpoint.pk)
    assert again is not None
    sending.note(again, sending.attempt(again))
    assert len({headers["webhook-id"] for _path, headers, _body in allowed.requests}) == 1
    assert Delivery.objects.get().state == "arrived"
