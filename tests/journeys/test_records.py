"""Working on records: quick create with a warning, two people at once, dragging, and what takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.people.actions.tags import create_tag
from zolal.people.models import Person

Shoot = Callable[[Page, str], None]


@pytest.fixture
def sara(administrator: User) -> Person:
    typed = {"given_name": "سارا", "family_name": "محمدی", "mobile": "09121234567", "email": "sara@example.com"}
    entered = enter(record_type="person", fields={**typed, "city": "یزد"}, by=administrator)
    assert isinstance(entered.record, Person)
    return entered.record


def test_quick_create_warns_of_somebody_known_and_keeps_what_was_typed(
    administrator: User, sara: Person, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator)
    page.goto("/people/")
    page.keyboard.press("c")
    page.fill("#new-given_name", "سارا")
    page.fill("#new-family_name", "محمدی")
    page.fill("#new-mobile", "۰۹۱۲ ۱۲۳ ۴۵۶۷")
    page.fill("#new-email", "sara@gmail")
    page.keyboard.press("Tab")
    warning = page.locator("[data-part=candidates]")
    expect(warning).to_contain_text("سارا محمدی")
    expect(page.locator("[data-part='field:email'] p").first).to_be_visible()
    shoot(page, "quick-create-warning")
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    page.keyboard.press("c")
    expect(page.locator("#new-mobile")).to_have_value("۰۹۱۲ ۱۲۳ ۴۵۶۷")

    page.fill("#new-email", "sara.new@example.com")
    # The warning stands there already; the form that comes as the answer is waited for.
    page.locator("#dialog form[data-entry]").evaluate("form => form.dataset.old = 1")
    page.locator("#dialog .dialog-foot [type=submit]").click()
    expect(page.locator("#dialog form[data-entry]:not([data-old])")).to_be_visible()
    expect(warning).to_contain_text("سارا محمدی")
    expect(page.locator("#new-given_name")).to_have_value("سارا")
    assert Person.objects.count() == 1
    warning.locator("[name=despite]").click()
    page.wait_for_url("**/people/*-*/#question")
    expect(page.locator("#head h1")).to_contain_text("سارا محمدی")
    assert Person.objects.count() == 2

    # Whoever was entered is still on the line: one question, which waits while the call is logged.
    answer = page.locator("#ask-phone")
    expect(answer).to_be_in_viewport()
    page.keyboard.press("Tab")
    shoot(page, "quick-create-done")
    answer.fill("021 8877 6655")
    page.fill("#composer [name=body]", "زنگ زد.")
    page.locator("#composer [name=outcome]").first.click()
    expect(page.locator("#timeline")).to_contain_text("زنگ زد.")
    expect(answer).to_have_value("021 8877 6655")
    page.locator("#question [value=answered]").click()
    expect(answer).to_have_count(0)
    assert Person.objects.latest("pk").contact_points.filter(key="+982188776655").exists()


def test_second_of_two_editors_sees_what_the_first_has_changed(
    administrator: User, member: User, sara: Person, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    mine, theirs = signed_in(administrator), signed_in(member)
    for page in (mine, theirs):
        page.goto(f"/people/{sara.uid}/")
        page.locator("#field-city").hover()
        page.locator("#field-city .edit").click()
        expect(page.locator("#edit-city")).to_be_focused()
    theirs.fill("#edit-city", "شیراز")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("#field-city")).to_contain_text("شیراز")
    mine.fill("#edit-city", "تبریز")
    mine.keyboard.press("Enter")
    conflict = mine.locator("#field-city .changes")
    expect(conflict).to_contain_text("شیراز")
    expect(conflict).to_contain_text(member.name)
    expect(mine.locator("#edit-city")).to_have_value("تبریز")
    shoot(mine, "conflict")
    sara.refresh_from_db()
    assert sara.city == "شیراز"
    mine.locator("#field-city [type=submit]").click()
    expect(mine.locator("#field-city .shown")).to_contain_text("تبریز")
    expect(mine.locator("#field-city form")).to_have_count(0)


def test_contact_dragged_onto_a_tag_and_back_again(
    administrator: User, sara: Person, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    tag = create_tag(name="نمایشگاه", by=administrator)
    page = signed_in(administrator)
    page.goto("/people/")
    row = page.locator(f"tr[data-row='{sara.uid}']")
    target = page.locator("[data-drop=tags]").filter(has_text=tag.name)
    with page.expect_navigation():
        row.locator("[data-cell=mobile]").hover()
        page.mouse.down()
        page.mouse.move(10, 400, steps=4)
        expect(target).to_be_visible()
        shoot(page, "drag-targets")
        target.hover()
        target.hover()
        page.mouse.up()
    undo = page.locator(".toast [data-undo]")
    expect(undo).to_be_visible()
    shoot(page, "dragged")
    assert sara.taggings.get().tag_id == tag.pk
    with page.expect_navigation():
        undo.click()
    expect(row).to_be_visible()
    assert not sara.taggings.exists()


def test_record_on_a_telephone_has_everything_in_one_column(
    administrator: User, sara: Person, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator, viewport=PHONE)
    for address, name in (("/people/", "list"), (f"/people/{sara.uid}/", "record"), ("/quality/", "quality")):
        page.goto(address)
        expect(page.locator("main h1").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        shoot(page, f"phone-{name}")
    page.locator("[data-toggle-drawer]").click()
    expect(page.locator("#side")).to_be_visible()
    page.locator("#side a[href='/ledger/']").click()
    page.wait_for_url("**/ledger/")
