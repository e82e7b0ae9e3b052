"""A file on its way in, through the browser's eyes."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from zolal.accounts.models import User
from zolal.activities.actions.suppressions import Entry, suppress
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

CSV = (
    "نام,نام خانوادگی,موبایل,کد ملی\n"
    "علی,محمدی,09121234567,\n"
    "<script>alert(1)</script>,رضایی,09129876543,\n"
    "مریم,کاظمی,09351112233,1234567890\n"
)


@pytest.fixture
def browser(client: Client, member: User) -> Client:
    client.force_login(member)
    return client


def upload(browser: Client, text: str = CSV) -> Import:
    browser.post(
        reverse("import-upload"), {"file": SimpleUploadedFile("a.csv", text.encode()), "record_type": "person"}
    )
    run_all()
    return Import.objects.get()


def checked(browser: Client) -> Import:
    import_ = upload(browser)
    browser.post(reverse("import-mapping", args=[import_.uid]), {"policy": "fill"})
    run_all()
    import_.refresh_from_db()
    return import_


def test_upload_without_a_file_says_what_to_do(browser: Client) -> None:
    answer = browser.post(reverse("import-upload"), {}, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_columns_are_shown_with_their_samples(browser: Client) -> None:
    import_ = upload(browser)
    page = browser.get(reverse("import", args=[import_.uid])).content.decode()
    assert import_.state == Import.State.MAPPING
    assert "09121234567" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("tab", ["new", "update", "duplicate", "error"])
def test_every_tab_opens(browser: Client, tab: str) -> None:
    import_ = checked(browser)
    assert import_.state == Import.State.READY
    page = browser.get(reverse("import", args=[import_.uid]), {"tab": tab})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_a_commit_takes_rows_in_and_undo_takes_them_out(browser: Client) -> None:
    import_ = checked(browser)
    browser.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    assert Person.objects.exists()
    assert browser.get(reverse("import", args=[import_.uid])).status_code == 200
    browser.post(reverse("import-undo", args=[import_.uid]))
    run_all()
    assert not Person.objects.exists()
    assert browser.get(reverse("import", args=[import_.uid])).status_code == 200


def test_a_mended_cell_is_judged_anew(browser: Client) -> None:
    import_ = checked(browser)
    wrong = import_.all_rows.get(cells__3="1234567890")
    answer = browser.post(
        reverse("import-mend", args=[import_.uid, wrong.number]),
        {"column": "3", "text": "", "tab": "error"},
        headers={"HX-Request": "true"},
    )
    wrong.refresh_from_db()
    assert answer.status_code == 200
    assert wrong.mended == {"3": ""}
    assert wrong.verdict == "new"


def test_somebody_elses_import_is_not_found(browser: Client, client: Client, stranger: User) -> None:
    import_ = upload(browser)
    client.force_login(stranger)
    assert client.get(reverse("import", args=[import_.uid])).status_code == 404


def test_a_file_that_was_taken_in_before_says_that_nothing_would_change(browser: Client) -> None:
    import_ = checked(browser)
    browser.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    browser.post(reverse("import-upload"), {"file": SimpleUploadedFile("b.csv", CSV.encode()), "record_type": "person"})
    run_all()
    again = Import.objects.get(filename="b.csv")
    browser.post(reverse("import-mapping", args=[again.uid]), {"policy": "fill"})
    run_all()
    page = browser.get(reverse("import", args=[again.uid]), {"tab": "duplicate"}).content.decode()
    assert page.count("چیزی عوض نمی‌شود: همهٔ این‌ها از پیش ثبت شده است.") == 2


def test_rows_with_addresses_that_are_not_to_be_used_are_counted_and_shown_before_and_after(
    browser: Client, member: User
) -> None:
    suppress(entries=[Entry("sms", "09121234567", "unsubscribed")], by=member, source="mailer")
    import_ = checked(browser)
    page, rows = reverse("import", args=[import_.uid]), reverse("import-suppressed", args=[import_.uid])
    assert rows in browser.get(page).content.decode()
    assert "نباید استفاده شود" in browser.get(f"{page}?tab=new").content.decode()
    shown = browser.get(rows).content.decode()
    assert shown.count("data-row") == 1
    assert "mailer" in shown
    browser.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    assert rows in browser.get(page).content.decode()
    assert reverse("person", args=[Person.objects.get(given_name="علی").uid]) in browser.get(rows).content.decode()
    book = browser.get(reverse("import-suppressed-export", args=[import_.uid]))
    assert b"".join(book.streaming_content).startswith(b"PK")


def test_what_a_file_puts_on_the_list_is_counted_in_its_report(browser: Client, manager: User, client: Client) -> None:
    client.force_login(manager)
    import_ = upload(client, "نام,نام خانوادگی,ایمیل,وضعیت ایمیل\nعلی,محمدی,ali@example.com,برگشتی\n")
    client.post(reverse("import-mapping", args=[import_.uid]), {"policy": "fill"})
    run_all()
    client.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    import_.refresh_from_db()
    room = f"{reverse('suppression')}?action={import_.action.uid}"
    assert room in client.get(reverse("import", args=[import_.uid])).content.decode()
    suppress(entries=[Entry("email", "other@example.com", "bounced")], by=manager)
    assert client.get(room).content.decode().count("data-row") == 1
