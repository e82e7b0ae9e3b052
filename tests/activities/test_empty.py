"""What says nothing is not kept: nobody would know what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from zolal.accounts.models import User
from zolal.activities.actions.activities import Next, edit, log, plan
from zolal.activities.actions.attendees import Attending
from zolal.activities.models import Activity
from zolal.core.ledger import act, create
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["call", "meeting", "visit", "interview", "task", "message", "chat", "file"])
@pytest.mark.parametrize("given", [{}, {"direction": "out", "place": "انبار", "title": "  "}])
def test_of_nobody_and_without_a_word_nothing_is_logged(kind: str, given: dict[str, Any], member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        log(kind=kind, given=given, by=member)
    assert set(refused.value.message_dict) == {"body"}
    assert not Activity.objects.exists()


@pytest.mark.parametrize("kind", ["call", "meeting", "visit", "interview", "task", "message"])
def test_of_nobody_and_without_a_title_nothing_is_planned(kind: str, member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        plan(kind=kind, given={"place": "انبار"}, by=member)
    assert set(refused.value.message_dict) == {"title"}


def test_a_customer_a_text_or_who_takes_part_is_enough(enter: Callable[..., Person], member: User) -> None:
    sara = enter(given_name="سارا")
    log(kind="call", given={"person": sara}, by=member)
    log(kind="call", given={"body": "کسی قیمت پرسید"}, by=member)
    log(kind="meeting", given={}, attending=Attending([], [member]), by=member)
    plan(kind="call", given={"person": sara}, by=member)
    plan(kind="task", given={"title": "انبارگردانی"}, by=member)
    assert Activity.objects.count() == 5


@pytest.mark.parametrize("kind", ["note", "observation"])
def test_a_note_is_its_text_whoever_it_is_of(enter: Callable[..., Person], kind: str, member: User) -> None:
    with pytest.raises(ValidationError):
        log(kind=kind, given={"person": enter(given_name="سارا")}, by=member)


def test_nothing_follows_what_is_of_nobody_unless_it_is_told(member: User) -> None:
    first = log(kind="call", given={"body": "کسی زنگ زد"}, by=member).activity
    with pytest.raises(ValidationError) as refused:
        log(kind="call", given={"body": "کسی زنگ زد"}, then=Next("call", first.at), by=member)
    assert set(refused.value.message_dict) == {"then"}
    log(kind="call", given={"body": "کسی زنگ زد"}, then=Next("call", first.at, "دوباره"), by=member)


def test_it_is_not_emptied_afterwards_but_what_came_empty_from_a_file_can_be_moved(member: User) -> None:
    call = log(kind="call", given={"body": "کسی زنگ زد"}, by=member).activity
    with pytest.raises(ValidationError):
        edit(activity=call, given={"body": ""}, by=member)
    action = act(kind="import.commit", by=member)
    (pk,) = create(action, "activity", [{"kind": "call", "owner": member.pk, "at": call.at, "place": "انبار"}])
    edit(activity=Activity.objects.get(pk=pk), given={"place": ""}, by=member)
