"""An interview ends in good time: the timer runs, and says when twenty minutes are over."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Page, expect

from zolal.accounts.models import User
from zolal.activities.actions.activities import plan
from zolal.capture.actions.entries import enter
from zolal.people.models import Person


def test_the_timer_of_an_interview_warns_after_twenty_minutes(member: User, signed_in: Callable[..., Page]) -> None:
    entered = enter(record_type="person", fields={"given_name": "سارا", "mobile": "09121234567"}, by=member).record
    assert isinstance(entered, Person)
    interview = plan(kind="interview", given={"person": entered, "at": timezone.now()}, by=member).activity
    page = signed_in(member)
    page.clock.install()
    page.goto(f"/activities/{interview.uid}/")
    page.locator("[data-timer] [value=begin]").click()
    timer = page.locator("[data-timer]")
    expect(timer.locator("[data-clock]")).not_to_have_text("00:00")
    expect(timer.locator("[data-warning]")).to_be_hidden()
    page.clock.fast_forward("20:00")
    expect(timer.locator("[data-warning]")).to_be_visible()
    expect(timer).to_have_attribute("data-over", "")
