"""Duplicates: two records become one and are parted again; the whole queue without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.people.models import Person
from zolal.quality.models import Merge, Pair

Shoot = Callable[[Page, str], None]
PEOPLE = (
    ("سیما", "محمدی", "09121234567"),
    ("بهرام", "کاظمی", "09359876543"),
    ("نرگس", "رضایی", "09135550011"),
)


@pytest.fixture
def pairs(administrator: User) -> list[Pair]:
    """Three customers, each entered twice with another city and another e-mail."""
    for given, family, mobile in PEOPLE:
        for number, city in enumerate(("یزد", "تهران")):
            typed = {"given_name": given, "family_name": family, "mobile": mobile, "city": city}
            email = f"{mobile}{number}@example.com"
            enter(record_type="person", fields={**typed, "email": email}, by=administrator, despite=True)
    found = list(Pair.objects.filter(decision=Pair.Decision.OPEN))
    assert len(found) == 3
    return found


def test_merge_and_its_undo_after_a_later_edit(
    administrator: User, pairs: list[Pair], signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator)
    page.goto("/duplicates/")
    expect(page.locator("tr[data-row]")).to_have_count(3)
    shoot(page, "duplicates")
    page.locator("a[data-main]").first.click()
    page.wait_for_url("**/duplicates/*-*/")
    page.wait_for_load_state()
    city = page.locator("tr[data-choice]").filter(has_text="یزد")
    expect(city).to_have_count(1)
    other = city.locator("input[type=radio]:not(:checked)")
    wanted = other.locator("xpath=..").inner_text().strip()
    other.check()
    expect(city.locator("output")).to_have_text(wanted)
    shoot(page, "duplicates-side-by-side")
    page.locator("[data-key=m]").click()
    page.wait_for_url("**/merges/*/")
    merge = Merge.objects.select_related("action").get()
    kept = Person.objects.get(pk=merge.keep_id)
    assert kept.city == wanted
    assert kept.contact_points.filter(kind="email").count() == 2

    edit(record_type="person", record_id=kept.pk, version=kept.version, fields={"job_title": "مدیر"}, by=administrator)
    page.reload()
    expect(page.locator(".sides")).to_contain_text("مدیر")
    shoot(page, "merge-between")
    page.locator("form[action$='/undo/'] [type=submit]").last.click()
    expect(page.locator(".toast")).to_be_visible()
    shoot(page, "merge-undone")
    absorbed = Person.objects.get(pk=merge.absorb_id)
    kept.refresh_from_db()
    assert {kept.city, absorbed.city} == {"یزد", "تهران"}
    assert kept.job_title == "مدیر"
    assert absorbed.state == Person.State.ACTIVE


def test_queue_is_worked_off_by_keyboard_alone(
    administrator: User, pairs: list[Pair], signed_in: Callable[..., Page], shoot: Shoot
) -> None:
    page = signed_in(administrator)
    page.goto("/duplicates/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    form = page.locator("[data-review]")
    expect(form).to_be_visible()
    page.wait_for_load_state()
    first = page.url

    page.keyboard.press("ArrowDown")
    expect(page.locator("tr.current input:checked")).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("tr.current input").nth(1)).to_be_checked()
    page.keyboard.press("1")
    expect(page.locator("tr.current input").first).to_be_checked()
    shoot(page, "duplicates-keyboard")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url != first)
    page.wait_for_load_state()
    assert Merge.objects.count() == 1

    second = page.url
    page.keyboard.press("x")
    page.wait_for_url(lambda url: url not in {first, second})
    page.wait_for_load_state()
    third = page.url
    page.keyboard.press("h")
    page.wait_for_url("**/duplicates/")
    expect(page.locator(".empty")).to_be_visible()
    assert sorted(Pair.objects.values_list("decision", flat=True)) == ["household", "not_same", "same"]

    page.goto(third)
    page.keyboard.press("u")
    expect(page.locator("[data-key=x]")).to_be_visible()
    assert Pair.objects.filter(decision=Pair.Decision.OPEN).count() == 1
