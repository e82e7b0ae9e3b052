"""The page of the API shows every operation, and nothing of it breaks the rules of the browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

A_MINUTE = 60_000
"""The page draws a hundred operations; how long that takes is not what is asked here."""


def test_a_developer_reads_what_the_api_can_do(page: Page, shoot: Callable[..., object]) -> None:
    page.goto("/api/v1/docs")
    page.get_by_text("Let one record absorb another").first.click(timeout=A_MINUTE)
    page.get_by_text("The state of things does not allow it").first.wait_for(timeout=A_MINUTE)
    shoot(page, "api")
