"""Whatever a file holds is text, on every page that shows it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Dialog, Page, expect

from tests.journeys.messy import PAYLOADS, hostile_file
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.capture.actions.imports import commit_import, confirm_mapping, upload_import
from zolal.capture.actions.rows import include_errors
from zolal.core.jobs import run_all
from zolal.people.models import Person
from zolal.quality.models import Pair

# What the payloads would have made of the page.
NAME = "<img src=x onerror=alert(5)>.csv"
MARKS = "img[src=x], svg[onload], [onerror], main script:not([type='application/json']), a[href^='javascript:']"


def test_payloads_are_shown_as_text_everywhere(
    administrator: User, signed_in: Callable[..., Page], shoot: Callable[[Page, str], None]
) -> None:
    by = administrator
    file = SimpleUploadedFile("hostile.csv", hostile_file())
    import_ = upload_import(file=file, filename=NAME, record_type="person", by=by)
    run_all()
    import_.refresh_from_db()
    page = signed_in(by)
    said: list[str] = []

    def refuse(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)

    def look(address: str, *seen: str) -> None:
        page.goto(address)
        assert page.locator(MARKS).count() == 0, address
        for text in seen:
            expect(page.locator("body"), address).to_contain_text(text)

    look(f"/imports/{import_.uid}/", *PAYLOADS)
    shoot(page, "hostile-columns")
    columns = [dict(column) for column in import_.columns]
    confirm_mapping(import_=import_, columns=columns, policy="fill", by=by)
    run_all()
    import_.refresh_from_db()
    for tab in ("new", "duplicate", "update"):
        texts = [PAYLOADS[1]] if import_.counts[tab] else []
        look(f"/imports/{import_.uid}/?tab={tab}", *texts)
    look(f"/imports/{import_.uid}/?tab=error")
    assert PAYLOADS[1] in page.get_by_role("textbox").evaluate_all("cells => cells.map(cell => cell.value)")
    shoot(page, "hostile-errors")
    include_errors(import_=import_, by=by)
    commit_import(import_=import_, by=by)
    run_all()
    import_.refresh_from_db()
    for payload in PAYLOADS[:2]:
        typed = {"given_name": "علی", "family_name": "نوری", "mobile": "09121112233", "job_title": payload}
        enter(record_type="person", fields=typed, by=by, despite=True)

    pair = Pair.objects.order_by("-pk").first()
    assert pair is not None
    assert import_.action is not None
    for address, seen, picture in (
        ("/imports/", [NAME], ""),
        (f"/imports/{import_.uid}/", [NAME], ""),
        ("/people/?columns=name,mobile,email,company,job_title,city", PAYLOADS[:2], "list"),
        *[(f"/people/{person.uid}/", [person.job_title], "record") for person in Person.objects.all()[:4]],
        ("/companies/", [], ""),
        ("/duplicates/", [], ""),
        (f"/duplicates/{pair.uid}/", PAYLOADS[:2], "duplicates"),
        ("/quality/", [], ""),
        ("/quality/queue/", [], ""),
        ("/ledger/", [NAME], ""),
        (f"/ledger/{import_.action.uid}/", PAYLOADS[:3], "ledger"),
        ("/settings/sources/", [NAME], ""),
    ):
        look(address, *seen)
        if picture:
            shoot(page, f"hostile-{picture}")
    look("/people/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    expect(page.locator("#search")).to_have_value(PAYLOADS[0])
    page.keyboard.press("Control+k")
    page.keyboard.type("alert")
    expect(page.locator("#command-list [role=option]").first).to_be_visible()
    assert page.locator(MARKS).count() == 0
    assert said == []
