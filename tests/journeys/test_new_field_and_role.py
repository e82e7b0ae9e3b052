"""An administrator adds a field and a role; who has it sees what it may, on the list, the record and in files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.people.models import CustomField, Person

Shoot = Callable[[Page, str], None]
FIELD, ROLE = "سطح وفاداری", "بازاریاب تلفنی"
MOBILE, MASKED = "۰۹۱۲۱۲۳۴۵۶۷", "۰۹۱۲•••۴۵۶۷"


@pytest.fixture
def sara(administrator: User) -> Person:
    typed = {"given_name": "سارا", "family_name": "محمدی", "mobile": "09121234567", "city": "یزد"}
    entered = enter(record_type="person", fields=typed, by=administrator)
    assert isinstance(entered.record, Person)
    return entered.record


def exported(page: Page) -> str:
    """The list as the CSV that its menu gives."""
    menu = page.locator("details[data-menu]:has(form[action$='/export/'])")
    menu.locator("summary").click()
    with page.expect_download() as coming:
        menu.locator("form:has([value=csv]) button").click()
    return Path(coming.value.path()).read_text("utf-8-sig")


def add_the_field(page: Page, shoot: Shoot) -> str:
    """A choice of two; its name."""
    page.goto("/quality/fields/own/new/?type=person")
    page.fill("[name=label_fa]", FIELD)
    page.fill("[name=label_en]", "Loyalty")
    page.select_option("[name=kind]", "choice")
    for row, (persian, english) in enumerate((("طلایی", "Gold"), ("نقره‌ای", "Silver"))):
        page.locator("[name=choice_fa]").nth(row).fill(persian)
        page.locator("[name=choice_en]").nth(row).fill(english)
    shoot(page, "new-field")
    page.locator("main form.form [type=submit][data-variant=primary]").click()
    expect(page.locator("[data-row]")).to_contain_text(FIELD)
    return CustomField.objects.get().name


def give_the_role(page: Page, shoot: Shoot, name: str, to: User) -> None:
    """A copy of the manager's, with the mobile masked and the new field hidden."""
    page.goto("/users/roles/")
    page.fill("#name", ROLE)
    page.select_option("[name=from]", "manager")
    page.locator("form[action$='/roles/add/'] [type=submit]").click()
    page.locator("[name='field:person:mobile']").select_option("masked")
    page.locator(f"[name='field:person:{name}']").select_option("hidden")
    shoot(page, "new-role")
    page.locator("#role .form-actions [type=submit]").click()
    expect(page.locator(".toast")).to_contain_text(ROLE)
    expect(page.locator("[name='field:person:mobile']")).to_have_value("masked")
    page.goto("/users/")
    place = page.locator(f"form[action='/users/{to.uid}/']")
    place.locator("[name=role]").select_option(label=ROLE)
    place.locator("[type=submit]").click()
    expect(page.locator(".toast")).to_be_visible()


def test_a_new_field_and_a_role_that_does_not_see_it(
    administrator: User, member: User, sara: Person, signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator)
    name = add_the_field(page, shoot)

    # It is there at once, on the record and in the list.
    page.goto(f"/people/{sara.uid}/")
    fact = page.locator(f"#field-{name.replace(':', '-')}")
    fact.evaluate("one => one.closest('details')?.setAttribute('open', '')")
    fact.hover()
    fact.locator(".edit").click()
    fact.locator("select").select_option("gold")
    fact.locator("[type=submit]").click()
    expect(fact.locator(".shown")).to_contain_text("طلایی")
    columns = f"/people/?columns=name,mobile,{name}"
    page.goto(columns)
    row = f"tr[data-row='{sara.uid}']"
    expect(page.locator(row)).to_contain_text("طلایی")
    expect(page.locator(row)).to_contain_text(MOBILE)
    taken = exported(page)
    assert all(text in taken for text in ("طلایی", "09121234567", FIELD))

    give_the_role(page, shoot, name, member)
    theirs = signed_in(member)
    theirs.goto("/people/")
    expect(theirs.locator(row)).to_contain_text(MASKED)
    expect(theirs.locator("main")).not_to_contain_text(FIELD)
    expect(theirs.locator("main")).not_to_contain_text(MOBILE)
    shoot(theirs, "role-list")
    taken = exported(theirs)
    assert "محمدی" in taken
    assert not any(text in taken for text in ("09121234567", MOBILE, FIELD, "طلایی"))
    theirs.goto(columns)
    expect(theirs.locator("main")).not_to_contain_text("طلایی")
    theirs.goto(f"/people/{sara.uid}/")
    expect(theirs.locator("#field-mobile")).to_contain_text(MASKED)
    expect(theirs.locator("#field-mobile .edit")).to_have_count(0)
    expect(theirs.locator(f"#field-{name.replace(':', '-')}")).to_have_count(0)
    assert MOBILE not in theirs.content()
    assert "9121234567" not in theirs.content()
    assert "طلایی" not in theirs.content()
    shoot(theirs, "role-record")
