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
    expect(timer.locator("[data-clock]")).not_to_have_text("۰۰:۰۰")
    expect(timer.locator("[data-warning]")).to_be_hidden()
    page.clock.fast_forward("20:00")
    expect(timer.locator("[data-warning]")).to_be_visible()
    expect(timer).to_have_attribute("data-over", "")


def test_it_is_finished_on_its_own_page_with_what_was_found(member: User, signed_in: Callable[..., Page]) -> None:
    entered = enter(record_type="person", fields={"given_name": "سارا", "mobile": "09121234567"}, by=member).record
    interview = plan(kind="interview", given={"person": entered, "title": "نیازها"}, by=member).activity
    page = signed_in(member)
    page.goto(f"/activities/{interview.uid}/")
    page.locator(".record-head .button").filter(has_text="پایان").click()
    dialog = page.locator("#dialog")
    dialog.locator("[name=words]").fill("تحویل شما سریع است.")
    dialog.locator("[name=strengths]").fill("تحویل سریع")
    dialog.locator("[name=outcome][value=held]").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".activity-page")).to_contain_text("تحویل شما سریع است.")
    interview.refresh_from_db()
    assert (interview.is_open, interview.strengths) == (False, "تحویل سریع")
