"""From the printed link to an application that is ready to work, and the language as one likes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from zolal.accounts.models import Role, User
from zolal.web.accounts.setup_token import setup_token

Shoot = Callable[[Page, str], None]


def test_first_visitor_with_the_printed_link_becomes_administrator(page: Page, shoot: Shoot) -> None:
    page.goto(f"/setup/{setup_token()}/")
    page.fill("#name", "نگار سلیمانی")
    page.fill("#email", "negar@example.com")
    page.fill("#password", "short")
    page.fill("#again", "short")
    page.click("main [type=submit]")
    expect(page.locator("#password-error-1")).to_be_visible()
    expect(page.locator("#name")).to_have_value("نگار سلیمانی")
    shoot(page, "first-run-refused")
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main [type=submit]")
    expect(page.locator(".side .brand")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    shoot(page, "first-run-home")
    page.locator('.side a[href="/quality/"]').click()
    expect(page.locator(".empty h2")).to_be_visible()
    shoot(page, "first-run-quality")
    assert User.objects.get().role == Role.ADMINISTRATOR
    answer = page.request.get(f"/setup/{setup_token()}/")
    assert answer.status == 404


def test_invited_colleague_chooses_a_password_and_the_language(
    administrator: User, new_page: Callable[..., Page], signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator)
    page.goto("/users/")
    page.fill("input[name=name]", "لیلا توکلی")
    page.fill("input[name=email]", "leila@example.com")
    page.locator("form[action$='/invite/'] [type=submit]").click()
    link = page.locator("input[readonly]").input_value()
    theirs = new_page()
    theirs.goto(link)
    theirs.locator(".languages [value=en]").click()
    expect(theirs.locator("html")).to_have_attribute("dir", "ltr")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Choose a password")
    theirs.fill("#password", PASSWORD)
    theirs.fill("#again", PASSWORD)
    theirs.locator("main [type=submit]").click()
    expect(theirs.locator(".side .brand")).to_be_visible()
    shoot(theirs, "invited")


def test_language_switches_every_page_at_once_and_stays(
    member: User, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(member)
    page.goto("/profile/")
    expect(page.locator("html")).to_have_attribute("lang", "fa")
    shoot(page, "language-persian")
    page.select_option("#language", "en")
    page.locator("form[action$='/preferences/'] [type=submit]").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("link", name="People").first).to_be_visible()
    shoot(page, "language-english")
    page.goto("/imports/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Imports")
    assert page.evaluate("document.body.innerText.match(/[\\u0600-\\u06ff]/)") is None
