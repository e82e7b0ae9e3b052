"""Persian and Latin words in one line stand in the order in which they are read, while one types them too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from zolal.accounts.models import User

MIXED = "Call Ali درباره قرارداد (2nd)\nخرید iPhone 13 Pro با گارانتی ABC"
CONTROLS = "textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url]"
SHOWN = """controls => controls.map(one => {
  const style = getComputedStyle(one);
  return [one.name, style.unicodeBidi === "plaintext" ? "as it begins" : style.direction];
})"""
NUMBERS = {"day", "clock", "minutes", "time", "value", "expected_on", "repeat_every", "price", "tax_percent"}
NUMBERS |= {"probability", "margin_share", "margin_amount"}


@pytest.mark.parametrize("page_name", ["activity-new", "deal-new", "product-new", "calendar-plan", "report-new"])
def test_each_line_has_the_direction_of_its_first_letter_and_numbers_stay_as_they_are(
    administrator: User, signed_in: Callable[..., Page], shoot: Callable[[Page, str], None], page_name: str
) -> None:
    page = signed_in(administrator)
    page.goto(f"{reverse(page_name)}?kind=call")
    if (text := page.locator("textarea:visible").first).count():
        text.fill(MIXED)
        shoot(page, f"either-script-{page_name}")
    found = dict(page.locator(CONTROLS).evaluate_all(SHOWN))
    words, numbers = found.keys() - NUMBERS, found.keys() & NUMBERS
    assert {name: found[name] for name in words} == dict.fromkeys(words, "as it begins")
    assert {name: found[name] for name in numbers} == dict.fromkeys(numbers, "ltr")
