"""A messy file comes in, is mended, taken in, and taken back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.messy import old_file
from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.capture.models import Import
from zolal.people.models import Person

Shoot = Callable[[Page, str], None]
ROW = "[data-grid] tbody tr"


def test_messy_file_is_mended_taken_in_and_undone(
    member: User, signed_in: Callable[..., Page], run_jobs: Callable[[], None], shoot: Shoot
) -> None:
    known = {"given_name": "علی", "family_name": "محمدی", "mobile": "09121234567", "email": "ali@example.com"}
    enter(record_type="person", fields=known, by=member)
    page = signed_in(member)
    _read_and_map(page, run_jobs, shoot)
    _mend_and_look(page, shoot)
    _take_in(page, run_jobs, shoot)
    ali, maryam = Person.objects.get(family_name="محمدی"), Person.objects.get(family_name="کاظمی")
    assert ali.city == "یزد"
    edit(
        record_type="person", record_id=maryam.pk, version=maryam.version, fields={"job_title": "مدیر خرید"}, by=member
    )
    _undo(page, run_jobs, shoot)
    left = Person.objects.filter(state=Person.State.ACTIVE).values_list("family_name", flat=True)
    assert set(left) == {"محمدی", "کاظمی"}
    ali.refresh_from_db()
    assert ali.city == ""


def _read_and_map(page: Page, run_jobs: Callable[[], None], shoot: Shoot) -> None:
    """The encoding is found, Arabic letters are shown as they stand in the file; the work survives leaving the page."""
    page.goto("/imports/")
    file = {"name": "مشتریان.csv", "mimeType": "text/csv", "buffer": old_file()}
    page.set_input_files("#file", file)  # type: ignore[arg-type]
    expect(page.locator("[data-chosen]")).to_have_text("مشتریان.csv")
    page.locator("[data-dropzone] [type=submit]").click()
    page.wait_for_url("**/imports/*-*/")
    expect(page.locator("#progress")).to_be_visible()
    run_jobs()
    expect(page.locator("table.preview")).to_contain_text("محمدي")
    expect(page.locator("#encoding")).to_have_value("cp1256")
    expect(page.locator("#delimiter")).to_have_value(";")
    shoot(page, "import-columns")
    page.locator("form[action$='/mapping/'] [type=submit]").click()
    expect(page.locator("#progress")).to_be_visible()
    page.goto("/imports/")
    page.get_by_role("link", name="مشتریان.csv").click()
    run_jobs()


def _mend_and_look(page: Page, shoot: Shoot) -> None:
    """A wrong text of three rows is mended once; each tab holds its rows."""
    tabs = page.locator("#counts a .count")
    expect(tabs).to_have_count(4)
    expect(page.locator(ROW)).to_have_count(4)
    shoot(page, "import-errors")
    page.locator("[data-grid] .wrong input[name=text]").first.fill("info@example.com")
    page.keyboard.press("Enter")
    replace = page.locator("form[hx-post$='/replace/']")
    expect(replace).to_contain_text("فروشگاه@")
    expect(page.locator(ROW)).to_have_count(3)
    shoot(page, "import-replace")
    replace.locator("[type=submit]").click()
    expect(page.locator(ROW)).to_have_count(1)
    city = page.locator(f"{ROW} input[data-column='5']")
    city.fill("تهران")
    with page.expect_response("**/mend/"):
        city.press("Enter")
    page.reload()
    expect(city).to_have_value("تهران")
    for verdict in ("new", "update", "duplicate"):
        page.locator(f"#counts a[href$='tab={verdict}']").click()
        expect(page.locator("#rows")).to_contain_text({"new": "مريم", "update": "یزد", "duplicate": "صادقي"}[verdict])
        shoot(page, f"import-{verdict}")
    expect(page.locator("#rows")).to_contain_text("صادقي")


def _take_in(page: Page, run_jobs: Callable[[], None], shoot: Shoot) -> None:
    """What stayed wrong can be downloaded."""
    page.locator("form[action$='/commit/'] [type=submit]").click()
    expect(page.locator("#progress")).to_be_visible()
    run_jobs()
    expect(page.locator(".stats")).to_be_visible()
    shoot(page, "import-report")
    with page.expect_download() as downloading:
        page.locator("a[href$='/errors.csv']").click()
    assert "1234567890" in downloading.value.path().read_text("utf-8-sig")


def _undo(page: Page, run_jobs: Callable[[], None], shoot: Shoot) -> None:
    """All of it is taken back but what somebody has worked on, which is named."""
    page.locator("[data-open='undo-import']").click()
    page.locator("#undo-import [type=submit]").click()
    expect(page.locator("#progress")).to_be_visible()
    run_jobs()
    expect(page.locator(".kept")).to_contain_text("مریم کاظمی")
    shoot(page, "import-undone")
    assert Import.objects.get().state == Import.State.UNDONE
