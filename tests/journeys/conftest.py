"""A real browser before a real server: what the journeys travel with.

`page` is a Persian desktop, `signed_in(user)` a page where somebody is logged in, `run_jobs()` what a worker would do
meanwhile, `shoot(page, name)` leaves a picture in `build/journeys/`, `accessible(page)` asks axe-core, of colours alone
with `colours="only"`. Whatever the browser complains about (a script error, a breach of the Content-Security-Policy)
fails the journey.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from zolal.accounts.models import User
from zolal.core.jobs import run_all

# Playwright keeps an event loop in this thread, which makes Django fear for its own; the journeys wait one for another.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "journeys"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
SERIOUS = {"serious", "critical"}
expect.set_options(timeout=15_000)  # a busy machine is no fault of the page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys in one process: one browser, one database, no crowd on two cores."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "the journeys need Chromium; as root: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """A page of its own for each who takes part; relative addresses lead to the server."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def make(
        *, viewport: dict[str, int] = DESKTOP, locale: str = "fa-IR", address: str = "", bypass_csp: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=address or live_server.url,  # type: ignore[attr-defined]
            viewport=viewport,  # type: ignore[arg-type]
            locale=locale,
            timezone_id="Asia/Tehran",
            reduced_motion="reduce",
            bypass_csp=bypass_csp,
        )
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)  # the first page finds the server cold
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def signed_in(new_page: Callable[..., Page], live_server: object) -> Callable[..., Page]:
    """`signed_in(user)`: a page of somebody who has logged in; `viewport=PHONE` on a telephone.

    `bypass_csp=True` for axe-core, which tries styles out on the page.
    """

    def enter(user: User, *, viewport: dict[str, int] = DESKTOP, bypass_csp: bool = False) -> Page:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = new_page(viewport=viewport, bypass_csp=bypass_csp)
        name = settings.SESSION_COOKIE_NAME
        address = live_server.url  # type: ignore[attr-defined]
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
        return page

    return enter


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Do now what the workers would do."""

    def run() -> None:
        run_all()

    return run


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Leave a picture of the whole page."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        # Hiding the caret would leave style attributes behind, which the page's own policy forbids.
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True, caret="initial")

    return take


@pytest.fixture
def accessible() -> Callable[..., list[str]]:
    """What axe-core finds serious on the page: rule, place and what to do about each; by `colours` of these "only",
    or of all but these ("none"), as to look at every letter's colour takes longer than all else."""
    source = AXE.read_text("utf-8")

    picked = {
        "": {},
        "only": {"runOnly": ["color-contrast"]},
        "none": {"rules": {"color-contrast": {"enabled": False}}},
    }

    def ask(page: Page, *, colours: str = "") -> list[str]:
        page.evaluate(source)
        asked = {"resultTypes": ["violations"], "preload": False} | picked[colours]
        found = page.evaluate("asked => axe.run(asked)", asked)["violations"]
        return [
            f"{page.url} {one['id']}: {node['target']} {node['failureSummary']}"
            for one in found
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]

    return ask
