"""A rep's day: what is due, a call in a few keys, a task, deals moved, a visit planned, all of it on the timeline."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.conftest import PASSWORD
from zolal.accounts.models import User
from zolal.activities.actions.activities import plan
from zolal.activities.models import Activity
from zolal.calendar import clock
from zolal.capture.actions.entries import enter
from zolal.people.models import Person
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.pipelines import create_pipeline
from zolal.sales.models import Deal, Stage
from zolal.sales.shipped import Step

Shoot = Callable[[Page, str], None]
TASK, CALL, VISIT, DEAL = "فرستادن پیش‌فاکتور", "قیمت تازه را خواست.", "نمایش دستگاه", "فروش دو چاپگر"
STEPS = [
    Step("تماس", 10, 7, "slate", (), ""),
    Step("پیشنهاد", 50, 7, "blue", ("value",), ""),
    Step("قرارداد", 80, 7, "amber", ("customer",), ""),
]


@pytest.fixture
def sara(member: User) -> Person:
    """Of the rep, with a task for today and a deal in the first stage."""
    typed = {"given_name": "سارا", "family_name": "کریمی", "mobile": "09121234567", "email": "sara@example.com"}
    entered = enter(record_type="person", fields=typed, by=member)
    assert isinstance(entered.record, Person)
    today = clock.begin_of(timezone.localdate())
    plan(kind="task", given={"title": TASK, "person": entered.record, "at": today, "all_day": True}, by=member)
    return entered.record


@pytest.fixture
def stages(administrator: User, member: User, sara: Person) -> list[Stage]:
    pipeline = create_pipeline(name="فروش", stages=STEPS, by=administrator)
    open_deal(title=DEAL, pipeline=pipeline, person=sara, value=90_000_000, by=member)
    return list(pipeline.stages.all())


def column(page: Page, stage: Stage) -> Locator:
    return page.locator(f"#stage-{stage.uid}")


def log_a_call(page: Page) -> None:
    """From wherever one is: L, a part of the name, Enter, what was said, Enter."""
    dialog = page.locator("#dialog")
    page.keyboard.press("l")
    expect(page.locator("#whom")).to_be_focused()
    page.keyboard.type("کریمی")
    expect(page.locator("#whom-found a")).to_have_text(re.compile("سارا کریمی"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("#whom-found a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#whom")).to_be_focused()
    page.keyboard.press("Enter")  # the first that is found
    expect(dialog.locator("h2")).to_contain_text("سارا کریمی")
    expect(dialog.locator("[name=body]")).to_be_focused()
    page.keyboard.type(CALL)
    dialog.locator("[name=outcome][value=answered]").press("Enter")
    expect(dialog).to_be_hidden()


def move_the_deal(page: Page, first: Stage, second: Stage, third: Stage) -> None:
    """By keyboard onto the second stage, by drag and drop onto the third."""
    dialog, card = page.locator("#dialog"), page.locator("[data-card]").filter(has_text=DEAL)
    page.goto(f"/deals/?pipeline={first.pipeline.uid}")
    page.keyboard.press("j")
    expect(column(page, first).locator("article")).to_be_focused()
    page.keyboard.press("m")
    place = dialog.locator(f"[name=stage][value='{second.uid}']")
    expect(place).to_be_visible()
    place.press("Enter")
    expect(column(page, second).locator(card)).to_be_visible()
    expect(column(page, first).locator(card)).to_have_count(0)
    expect(dialog).to_be_hidden()
    card.drag_to(column(page, third).locator("ol"))
    expect(column(page, third).locator("[data-card]:not([data-pending])").filter(has_text=DEAL)).to_be_visible()
    expect(column(page, second).locator(card)).to_have_count(0)
    expect(dialog).to_be_hidden()


def plan_a_visit(page: Page, shoot: Shoot) -> None:
    """The day is chosen from the Jalali calendar; what stands there already is another one."""
    dialog = page.locator("#dialog")
    page.goto("/calendar/")
    page.keyboard.press("n")
    dialog.locator("[name=kind][value=visit]").check()
    dialog.locator("[name=customer_name]").press_sequentially("کریمی")
    expect(dialog.locator("[role=option]")).to_contain_text("سارا کریمی")
    page.keyboard.press("Enter")
    dialog.locator("[name=title]").fill(VISIT)
    day = dialog.locator("[name=day]")
    day.fill("1405/01/01")
    today = page.locator("jdp-container .jdp-btn-today")
    expect(today).to_be_visible()
    shoot(page, "rep-day-of-visit")
    today.click()
    expect(day).not_to_have_value("1405/01/01")
    dialog.locator("[name=time]").fill("۱۶:۰۰")
    shoot(page, "rep-plan")
    with page.expect_navigation():
        dialog.locator("[type=submit][data-variant=primary]").click()
    expect(page.locator("[data-today] [data-entry]").filter(has_text=VISIT)).to_be_visible()


def test_a_day_of_a_rep(
    member: User, sara: Person, stages: list[Stage], new_page: Callable[..., Page], shoot: Shoot
) -> None:
    page: Page = new_page()
    page.goto("/")
    page.fill("#username", member.email)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    day = page.locator("#my-day")
    expect(day.locator(".task")).to_contain_text(TASK)
    shoot(page, "rep-morning")

    log_a_call(page)
    call = Activity.objects.get(kind="call")
    assert (call.person_id, call.body, call.outcome) == (sara.pk, CALL, "answered")

    with page.expect_navigation():
        page.keyboard.press("j")
        page.keyboard.press("f")
    expect(day.locator(".task[data-done]").filter(has_text=TASK)).to_be_visible()

    move_the_deal(page, *stages)
    shoot(page, "rep-board")
    assert Deal.objects.get().stage_id == stages[2].pk

    plan_a_visit(page, shoot)
    shoot(page, "rep-calendar")
    visit = Activity.objects.get(kind="visit")
    local = timezone.localtime(visit.at)
    assert (local.date(), local.hour, visit.person_id) == (timezone.localdate(), 16, sara.pk)

    page.goto(f"/people/{sara.uid}/")
    expect(page.locator("#stream .todos")).to_contain_text(VISIT)
    for text in (CALL, TASK):
        expect(page.locator("#timeline")).to_contain_text(text)
    for text in (DEAL, stages[2].name):
        expect(page.locator("#deals")).to_contain_text(text)
    shoot(page, "rep-customer")
