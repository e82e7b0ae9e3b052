"""A pair explained: how its probability comes about, and what would make it certain, on a desktop and a telephone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.quality.models import Pair

SIMA = {"given_name": "سیما", "family_name": "محمدی", "city": "یزد", "birth_date": "1365/03/12"}
SIMA_AGAIN = {"given_name": "Sima", "family_name": "Mohamadi", "city": "یزد", "mobile": "09121234567"}


@pytest.fixture
def pair(administrator: User) -> Pair:
    """Two who may be one: the same name and city, nothing else in both."""
    for fields in (SIMA, SIMA_AGAIN):
        enter(record_type="person", fields=fields, by=administrator, despite=True)
    found = Pair.objects.first()
    if found is None:
        pytest.fail("the two are no pair")
    return found


@pytest.fixture(params=["desktop-light", "desktop-dark", "phone-light", "phone-dark"])
def page_of(request: pytest.FixtureRequest, administrator: User, signed_in: Callable[..., Page], pair: Pair) -> Page:
    """The page of the pair, on each kind of screen."""
    device, scheme = request.param.split("-")
    page = signed_in(administrator, viewport=PHONE if device == "phone" else DESKTOP, bypass_csp=True)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"/duplicates/{pair.uid}/")
    return page


def test_a_reviewer_sees_every_step_and_what_would_settle_it(
    page_of: Page,
    pair: Pair,
    shoot: Callable[[Page, str], None],
    accessible: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
) -> None:
    page = page_of
    rows = page.locator(".waterfall tbody tr")
    assert rows.count() >= len([one for one in pair.evidence if one[1]]) + 2
    expect(page.locator(".because")).not_to_be_empty()
    expect(page.locator(".wishes li").first).to_be_visible()
    bars = page.locator(".waterfall rect")
    for at in range(bars.count()):
        box = bars.nth(at).bounding_box()
        assert box
        assert box["width"] >= 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, f"explained-{request.node.callspec.id}")
    assert accessible(page) == []
