"""A month of maintenance, from its schedule to the signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.core.jobs import run_all
from zolal.people.models import Person
from zolal.stewardship.actions.plans import create_plan
from zolal.stewardship.actions.problems import report_problem
from zolal.stewardship.actions.reviews import decide_in_review, plan_review
from zolal.stewardship.models import Run, Share

Shoot = Callable[[Page, str], None]


def _people(by: User) -> None:
    """Six whose telephone is missing."""
    for number, name in enumerate(("سارا", "علی", "مریم", "رضا", "نرگس", "بهرام")):
        typed = {"given_name": name, "email": f"a{number}@example.com"}
        enter(record_type="person", fields=typed, by=by, despite=True)


def _schedule(lead: Page, people: tuple[User, ...], shoot: Shoot) -> None:
    lead.goto(reverse("maintenance"))
    shoot(lead, "maintenance-empty")
    lead.locator("main a[href$='/schedules/new/']").first.click()
    lead.locator("#id_name").fill("نگهداری فروش")
    for person in people:
        lead.locator("label.check").filter(has_text=person.name).locator("input").check()
    lead.locator("#id_day").fill("۴۰")
    lead.locator("form.form [type=submit]").click()
    expect(lead.locator("[data-state=error]")).to_have_count(1)
    expect(lead.locator("#id_name")).to_have_value("نگهداری فروش")
    shoot(lead, "maintenance-schedule-refused")
    lead.locator("#id_day").fill("۱")
    lead.locator("form.form [type=submit]").click()
    lead.wait_for_url("**/maintenance/")


def _work_off(hand: Page, member: User, shoot: Shoot) -> None:
    hand.goto(reverse("home"))
    hand.locator(".notice a").first.click()
    hand.wait_for_url("**/maintenance/parts/*/")
    share = Share.objects.get(user=member)
    expect(hand.locator("tr[data-row]")).to_have_count(share.dealt)
    shoot(hand, "maintenance-part")
    for record_id in share.assignments.values_list("record_id", flat=True):
        person = Person.objects.get(pk=record_id)
        fields = {"mobile": f"0912{person.pk:07}"}
        edit(record_type="person", record_id=person.pk, version=person.version, fields=fields, by=member)
    hand.reload()
    expect(hand.locator(".empty")).to_be_visible()
    hand.locator("form[action$='/sign/'] [type=submit]").click()
    hand.wait_for_url("**/maintenance/*-*/")


def test_a_month_from_schedule_to_signature(
    manager: User, member: User, stranger: User, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    _people(manager)
    lead = signed_in(manager)
    _schedule(lead, (member, stranger), shoot)
    lead.locator("form[action$='/start/'] [type=submit]").click()
    lead.wait_for_url("**/maintenance/*-*/")
    run_all()
    lead.reload()
    expect(lead.locator("main progress").first).to_be_visible()
    shoot(lead, "maintenance-run")

    _work_off(signed_in(member, viewport=PHONE), member, shoot)

    lead.reload()
    lead.locator("form[action$='/sign/'] [type=submit]").first.click()
    expect(lead.locator("[data-state=error]")).to_be_visible()
    lead.locator("#note").fill("بقیه ماه آینده")
    lead.locator("form[action$='/sign/'] [type=submit]").first.click()
    expect(lead.locator(".toast").first).to_be_visible()
    run_all()
    run = Run.objects.get()
    assert (run.state, run.after is not None) == (Run.State.SIGNED, True)
    lead.reload()
    shoot(lead, "maintenance-signed")
    lead.goto(reverse("maintenance"))
    expect(lead.locator(".chart canvas")).to_be_visible()
    shoot(lead, "maintenance-months")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_plans_reviews_problems_and_adoption_on_a_desktop_and_a_telephone(
    strategist: User, member: User, signed_in: Callable[..., Page], shoot: Shoot, language: str
) -> None:
    User.objects.filter(pk=strategist.pk).update(language=language)
    today = timezone.localdate()
    plan = create_plan(name="دفترهای ۱۳۹۵", kind="paper", total=40, quota=5, people=[strategist, member], by=strategist)
    _people(member)
    _people(strategist)
    review = plan_review(title="روش‌های ما", planned_on=today, lead=strategist, by=strategist)
    decide_in_review(review=review, text="فرم تازه", responsible=member, due_on=today, by=strategist)
    for kind in ("rework", "side", "obstacle"):
        report_problem(kind=kind, title="نشانی‌ها دوباره تایپ شد", hours=2, about="field", key="city", by=member)
    addresses = {
        "plan": reverse("plan", args=[plan.uid]),
        "review": reverse("review", args=[review.uid]),
        "reviews": reverse("reviews"),
        "problems": reverse("problems"),
        "adoption": reverse("adoption"),
    }
    for name, viewport in (("", DESKTOP), ("-phone", PHONE)):
        page = signed_in(strategist, viewport=viewport)
        for what, address in addresses.items():
            page.goto(address)
            expect(page.locator("main h1")).to_be_visible()
            if page.locator(".chart").count():
                expect(page.locator(".chart canvas").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            shoot(page, f"upkeep-{what}-{language}{name}")
