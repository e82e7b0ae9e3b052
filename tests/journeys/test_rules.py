"""An administrator writes a rule and sees at once what it catches; a colleague is refused with its words."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from zolal.accounts.models import User
from zolal.core.ledger import act, create
from zolal.core.sources import source_named
from zolal.people.points import numbered

NAMES = ("محمدی", "رضایی", "کریمی", "حسینی", "احمدی", "مرادی")


def people(by: User) -> None:
    """A few customers, of whom some live where nobody delivers."""
    cities = ("تهران", "كرج", "تهران", "یزد", "قم", "تهران")
    rows = [
        {"given_name": "سارا", "family_name": name, "city": city, "points": []}
        for name, city in zip(NAMES, cities, strict=True)
    ]
    create(act(kind="import.commit", by=by, source=source_named("فروشگاه.xlsx", "import")), "person", numbered(rows))


def test_a_rule_is_written_tried_and_holds(
    administrator: User,
    signed_in: Callable[..., Page],
    shoot: Callable[[Page, str], None],
    accessible: Callable[[Page], list[str]],
    run_jobs: Callable[[], None],
) -> None:
    people(administrator)
    page = signed_in(administrator, bypass_csp=True)
    page.goto(reverse("rules") + "?type=person")
    shoot(page, "rules")
    assert accessible(page) == []
    page.get_by_role("link", name="قاعدهٔ تازه").click()
    shoot(page, "rule-kinds")
    page.get_by_role("link", name="مقدارهای مجاز").click()
    page.get_by_label("فیلد", exact=True).select_option("city")
    page.locator("#id_values").fill("تهران\nکرج")
    expect(page.locator(".caught")).to_contain_text("۲ از ۶")
    expect(page.locator("[aria-live] .lines")).to_contain_text("یزد")
    page.get_by_label("جلوگیری").check()
    page.get_by_label("آنچه کاربر می‌خواند").fill("فقط در تهران و کرج تحویل داریم؛ شهر را بپرسید.")
    shoot(page, "rule-typed")
    page.get_by_role("button", name="برقراری قاعده").click()
    run_jobs()
    page.reload()
    expect(page.locator(".notice").first).to_contain_text("۲")
    expect(page.get_by_text("گرفته می‌شد")).to_be_visible()
    shoot(page, "rule")
    assert accessible(page) == []
    page.goto(reverse("person-new"))
    page.locator("#id_family_name, [name=family_name]").first.fill("نوروزی")
    page.locator("summary.more-fields").click()
    page.locator("[name=city]").fill("شیراز")
    page.locator("form[data-entry] .dialog-foot [type=submit]").click()
    expect(page.get_by_text("فقط در تهران و کرج تحویل داریم").first).to_be_visible()
    shoot(page, "rule-refuses")


def test_the_rules_fit_a_phone_and_are_told_in_english(
    administrator: User, signed_in: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    people(administrator)
    User.objects.filter(pk=administrator.pk).update(language="en", digits="latin")
    page = signed_in(administrator)
    page.set_viewport_size(PHONE)
    page.goto(reverse("rule-new", args=["freshness"]) + "?type=person&preset=created")
    expect(page.locator(".caught")).to_contain_text("0 of 6")
    shoot(page, "rule-phone-en")
    page.goto(reverse("rules"))
    shoot(page, "rules-phone-en")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
