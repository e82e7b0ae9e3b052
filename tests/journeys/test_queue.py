"""A morning's queue without a mouse: accept, type, leave, put off, hand over, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.quality.actions.test_handling import entered
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.people.models import ContactPoint
from zolal.quality.models import Issue

Shoot = Callable[[Page, str], None]


@pytest.fixture
def waiting(member: User) -> None:
    """Slips with a proposal, a wrong mobile without one, gaps, and somebody of whom nothing was heard for long."""
    for given, address in (("سیما", "sima@gmial.com"), ("بهرام", "bahram@yaho.com"), ("نرگس", "narges@gmial.com")):
        fields = {"given_name": given, "family_name": "کریمی", "email": address, "mobile": "09121234567"}
        enter(record_type="person", fields=fields, by=member, despite=True)
    entered(member, given_name="مریم", family_name="رضایی")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_queue_is_worked_off_by_keyboard_alone(
    member: User, stranger: User, waiting: None, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(member)
    page.goto("/quality/queue/?whose=mine&group=invalid&type=person")
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(4)
    shoot(page, "queue")

    expect(rows.first).to_be_focused()
    press(page, "e")
    field = rows.first.locator(".typed input")
    expect(field).to_be_focused()
    page.keyboard.type("nonsense")
    press(page, "Enter")
    expect(rows.first.locator("[role=alert]")).to_be_visible()
    expect(field).to_have_value("nonsense")
    expect(field).to_be_focused()
    shoot(page, "queue-refused")
    press(page, "Control+a")
    page.keyboard.type("sima@example.com")
    press(page, "Enter")
    expect(rows).to_have_count(3)

    # On with the next, by itself.
    expect(rows.first).to_be_focused()
    press(page, "a")
    expect(rows).to_have_count(2)
    assert ContactPoint.objects.filter(value__endswith="@gmail.com").count() + ContactPoint.objects.filter(
        value__endswith="@yahoo.com"
    ).count() == 1  # fmt: skip
    expect(rows.first).to_be_focused()
    press(page, "j")
    expect(rows.nth(1)).to_be_focused()
    press(page, "d")
    expect(rows).to_have_count(1)
    press(page, "z")
    expect(rows).to_have_count(2)

    expect(rows.first).to_be_focused()
    press(page, "h")
    dialog = page.locator("#dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator("select")).to_be_focused()
    shoot(page, "queue-hand-over")
    dialog.locator("select").select_option(str(stranger.uid))
    press(page, "Tab")
    press(page, "Enter")
    expect(dialog).to_be_hidden()
    expect(rows).to_have_count(1)
    assert Issue.objects.filter(holder=stranger).count() == 1

    expect(rows.first).to_be_focused()
    press(page, "s")
    expect(dialog).to_be_visible()
    press(page, "Enter")
    expect(page.locator(".empty")).to_be_visible()
    assert Issue.objects.exclude(until=None).count() == 1
    shoot(page, "queue-empty")


def test_many_after_a_look_at_some(
    member: User, waiting: None, signed_in: Callable[..., Page], shoot: Shoot, run_jobs: Callable[[], None]
) -> None:
    page = signed_in(member)
    page.goto("/quality/queue/?whose=mine&group=invalid&type=person")
    page.locator("[data-pick-page]").check()
    page.locator("[data-all-matching]").check()
    shoot(page, "queue-picked")
    page.locator(".bulk-bar button[value=accept]").click()
    expect(page.locator("tbody tr")).to_have_count(4)
    shoot(page, "queue-sample")
    page.locator("form button[data-variant=primary]").click()
    expect(page.locator(".toast[data-job]")).to_be_visible()
    run_jobs()
    expect(page.locator(".toast [data-undo]")).to_be_visible()
    assert not ContactPoint.objects.filter(value__contains="gmial").exists()


def test_a_queue_fits_a_phone_and_everybody(
    member: User, waiting: None, signed_in: Callable[..., Page], shoot: Shoot, accessible: Callable[[Page], list[str]]
) -> None:
    phone = signed_in(member, viewport=PHONE)
    phone.goto("/quality/queue/")
    shoot(phone, "queue-phone")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = signed_in(member, bypass_csp=True)
    page.goto("/quality/queue/")
    assert accessible(page) == []
