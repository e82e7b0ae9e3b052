"""A manager's week: the numbers, the team, a goal, what is expected, and an invoice from the deal to the paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from zolal.accounts.models import User
from zolal.activities.actions.activities import log
from zolal.capture.actions.entries import enter
from zolal.core.jobs import enqueue
from zolal.people.models import Person
from zolal.sales.actions.deals import open_deal
from zolal.sales.actions.pipelines import create_pipeline
from zolal.sales.actions.products import add_product
from zolal.sales.models import Deal, Invoice
from zolal.strategy.models import Goal

Shoot = Callable[[Page, str], None]


@pytest.fixture
def deal(administrator: User, manager: User, member: User, run_jobs: Callable[[], None]) -> Deal:
    """Of the rep, expected today; three calls with the customer were made for it."""
    typed = {"given_name": "سارا", "family_name": "کریمی", "mobile": "09121234567", "email": "sara@example.com"}
    entered = enter(record_type="person", fields=typed, by=member)
    assert isinstance(entered.record, Person)
    for _each in range(3):
        log(kind="call", given={"person": entered.record, "outcome": "answered", "body": "پیگیری"}, by=member)
    add_product(name="چاپگر", price=40_000_000, tax_percent=10, unit="دستگاه", by=manager)
    pipeline = create_pipeline(name="فروش", by=administrator)
    told = {"person": entered.record, "value": 80_000_000, "expected_on": timezone.localdate()}
    opened = open_deal(title="فروش دو چاپگر", pipeline=pipeline, **told, by=member)
    enqueue("strategy.count")
    run_jobs()
    return opened


def test_the_team_in_numbers_and_a_goal_for_it(
    manager: User, member: User, deal: Deal, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(manager)
    page.goto("/numbers/")
    work = page.locator("article.stat").filter(has=page.get_by_role("heading", name="تماس‌های انجام‌شده", exact=True))
    expect(work.locator(".value")).to_have_text("۳")
    shoot(page, "manager-numbers")
    page.locator(".tabs a[href='/team/']").click()
    mine = page.locator("tbody tr").filter(has_text=member.name)
    expect(mine.locator("td").first).to_have_text("۳")

    page.goto("/goals/new/")
    page.fill("[name=name]", "ده تماس در این ماه")
    page.select_option("[name=scope]", "team")
    page.select_option("[name=team]", str(manager.team_id))
    page.select_option("[name=measure]", "calls_made")
    expect(page.locator("[name=target]")).to_be_visible()
    page.fill("[name=target]", "۱۰")
    page.locator("main form.form .form-actions [type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ده تماس در این ماه")
    expect(page.locator(".standing")).to_contain_text("۳")
    shoot(page, "manager-goal")
    assert (Goal.objects.get().target, Goal.objects.get().team_id) == (10, manager.team_id)
    page.goto("/team/")
    shoot(page, "manager-team")

    page.goto("/deals/forecast/")
    expect(page.locator("tr[aria-current=date] td").first).to_have_text("۱")
    shoot(page, "manager-forecast")
    page.locator("tr[aria-current=date] th a").click()
    expect(page.locator("main tbody")).to_contain_text(deal.title)


def test_an_invoice_from_the_deal_to_the_paper(
    manager: User, deal: Deal, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(manager)
    page.goto(f"/deals/{deal.uid}/")
    page.locator("form[action='/invoices/create/'] button").click()
    page.locator("[name=l1-product]").select_option(label="چاپگر")
    page.fill("[name=l1-quantity]", "۲")
    for part in ("name", "price", "tax"):  # left empty: that of the catalogue
        page.fill(f"[name=l1-{part}]", "")
    page.fill("[name=l1-discount]", "۱۰٪")
    page.locator(".form-actions [type=submit][data-variant=primary]").click()
    expect(page.locator("tfoot strong")).to_have_text("۷٬۹۲۰٬۰۰۰")
    page.locator("form[action$='/issue/'] [type=submit]").click()
    expect(page.locator("form[action$='/issue/']")).to_have_count(0)
    invoice = Invoice.objects.get()
    assert (invoice.status, invoice.number, invoice.total) == ("issued", 1, 79_200_000)
    shoot(page, "manager-invoice")

    menu = page.locator("details[data-menu]:has(a[href$='.pdf'])")
    menu.locator("summary").click()
    pdf = page.request.get(menu.locator("a[href$='.pdf']").get_attribute("href") or "")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")
    menu.locator("a[href$='/paper/']").click()
    expect(page.locator("body")).to_contain_text("سارا کریمی")
    expect(page.locator("body")).to_contain_text("چاپگر")
    shoot(page, "manager-paper")
