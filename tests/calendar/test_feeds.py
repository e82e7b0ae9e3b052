"""The secret link: what a phone's calendar sees, and what it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.calendar.conftest import Enter, Plan
from zolal.accounts.actions.settings import change_setting
from zolal.accounts.actions.users import deactivate_user
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.calendar import limits
from zolal.calendar.actions.feeds import NewFeed, create_feed, revoke_feed
from zolal.calendar.models import Feed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet() -> Iterator[None]:
    limits.forget_all()
    yield
    limits.forget_all()


@pytest.fixture
def link(member: User) -> NewFeed:
    return create_feed(name="گوشی", by=member)


def _read(secret: str) -> tuple[int, str]:
    answer = Client().get(reverse("calendar-feed", args=[secret]))
    return answer.status_code, answer.content.decode().replace("\r\n ", "")


def test_a_phone_without_a_login_sees_ones_own_plan(link: NewFeed, member: User, put: Plan, enter: Enter) -> None:
    number = {"kind": "mobile", "value": "09121234567", "key": "+989121234567", "label": "", "position": 0}
    sara = enter(given_name="سارا", family_name="نوری", owner=member.pk, points=[number])
    put("visit", timezone.localdate(), "10:30", person=sara, title="بازدید", body="محرمانه", place="یزد")
    put("task", timezone.localdate() + timedelta(days=400), title="خیلی دور")
    status, text = _read(link.secret)
    assert status == 200
    assert "سارا نوری · بازدید" in text
    assert "LOCATION:یزد" in text
    assert "محرمانه" not in text
    assert "0912" not in text
    assert "خیلی دور" not in text
    assert Feed.objects.get().last_used_at


def test_it_shows_what_its_owner_sees_now(
    link: NewFeed, member: User, administrator: User, put: Plan, enter: Enter
) -> None:
    other = enter(given_name="مریم", family_name="پنهان", owner=administrator.pk)
    put("visit", timezone.localdate(), "10:30", person=other)
    assert "پنهان" in _read(link.secret)[1]
    change_setting(name="visibility.member", value="own", by=administrator)
    status, text = _read(link.secret)
    assert (status, "پنهان" in text) == (200, False)


def test_the_secret_is_not_kept_and_a_revoked_link_is_gone(link: NewFeed, member: User) -> None:
    assert link.secret not in str(Feed.objects.values().get())
    revoke_feed(feed=link.feed, by=member)
    assert _read(link.secret)[0] == 410
    assert _read("x" * 43)[0] == 404


def test_who_is_shut_out_takes_their_links_along(link: NewFeed, member: User, administrator: User) -> None:
    deactivate_user(user=member, by=administrator)
    assert _read(link.secret)[0] == 410


def test_nobody_else_revokes_a_link(link: NewFeed, stranger: User) -> None:
    with pytest.raises(NotAllowed):
        revoke_feed(feed=link.feed, by=stranger)


def test_asking_too_often_and_guessing_is_stopped(link: NewFeed) -> None:
    assert [_read(link.secret)[0] for _again in range(limits.A_MINUTE + 1)][-1] == 429
    assert [_read(f"guess{number}")[0] for number in range(limits.A_MINUTE + 1)][-1] == 429
