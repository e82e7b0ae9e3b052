"""Files of deals and activities on the screens: mapped, looked at, mended, taken in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.sales.conftest import enter, opened, pipeline, reason, sara, stages
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.activities.models import Activity
from zolal.capture.models import Import
from zolal.core.jobs import run_all
from zolal.people.models import Person
from zolal.sales.models import Deal, Stage

__all__ = ["enter", "opened", "pipeline", "reason", "sara", "stages"]

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def handed(client: Client, text: str, record_type: str) -> Import:
    """A file that was read and waits for its columns."""
    file = SimpleUploadedFile("table.csv", text.encode())
    client.post(reverse("import-upload"), {"file": file, "record_type": record_type})
    run_all()
    return Import.objects.latest("pk")


def test_a_file_of_deals_is_mapped_looked_at_and_taken_in(browse: Browse, manager: User, stages: list[Stage]) -> None:
    client = browse(manager)
    assert "type=deal" in client.get(reverse("deals-list")).content.decode()
    assert 'value="deal" selected' in client.get(f"{reverse('imports')}?type=deal").content.decode()
    import_ = handed(client, "شماره,پروژه,مبلغ,مسئول\n7,چاپگر,1000,\n8,اسکنر,2000,هیچ‌کس\n", "deal")
    address = reverse("import", args=[import_.uid])
    mapping = client.get(address).content.decode()
    assert "unit:2" in mapping
    refused = client.post(reverse("import-mapping", args=[import_.uid]), {"policy": "overwrite"})
    assert refused.status_code == 422
    client.post(reverse("import-mapping", args=[import_.uid]), {"field:1": "title", "unit:2": "toman"})
    run_all()
    shown = client.get(address).content.decode()
    assert "هیچ‌کس" in shown
    assert "چاپگر" in client.get(f"{address}?tab=new").content.decode()
    mended = client.post(
        reverse("import-mend", args=[import_.uid, 2]), {"column": 3, "text": "", "tab": "error"}, headers=HTMX
    )
    assert mended.status_code == 200
    client.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    assert sorted(Deal.objects.values_list("value", flat=True)) == [10_000, 20_000]
    assert client.get(address).status_code == 200
    again = handed(client, "شماره,پروژه,مبلغ,مسئول\n7,چاپگر,3000,\n8,اسکنر,2000,هیچ‌کس\n", "deal")
    client.post(reverse("import-mapping", args=[again.uid]), {})
    run_all()
    update = client.get(f"{reverse('import', args=[again.uid])}?tab=update").content.decode()
    assert "۱۰,۰۰۰" in update
    assert "۳۰,۰۰۰" in update


def test_what_is_known_may_be_another_one(
    browse: Browse, manager: User, sara: Person, opened: Callable[..., Deal]
) -> None:
    opened("چاپگر", person=sara, by=manager)
    client = browse(manager)
    import_ = handed(client, f"عنوان,مشتری\nچاپگر,{sara.name}\n", "deal")
    client.post(reverse("import-mapping", args=[import_.uid]), {})
    run_all()
    known = client.get(f"{reverse('import', args=[import_.uid])}?tab=duplicate").content.decode()
    assert "چاپگر" in known
    choose = reverse("import-choose", args=[import_.uid, 1])
    client.post(choose, {"answer": "new", "tab": "duplicate"}, headers=HTMX)
    client.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    assert Deal.objects.count() == 2


def test_a_call_log_comes_in_and_strangers_wait(browse: Browse, manager: User, sara: Person) -> None:
    client = browse(manager)
    lines = ["تاریخ,ساعت,مشتری,نتیجه", f"1403/05/12,14:30,{sara.name},پاسخ داد", "1403/05/12,15:00,غریبه,مشغول"]
    import_ = handed(client, "\n".join(lines), "activity")
    client.post(reverse("import-mapping", args=[import_.uid]), {})
    run_all()
    page = client.get(reverse("import", args=[import_.uid])).content.decode()
    assert "غریبه" in page
    client.post(reverse("import-choose", args=[import_.uid, 2]), {"answer": "include", "tab": "error"}, headers=HTMX)
    client.post(reverse("import-commit", args=[import_.uid]))
    run_all()
    assert Activity.objects.count() == 2
    client.post(reverse("import-undo", args=[import_.uid]))
    run_all()
    assert not Activity.objects.exists()
    assert client.get(reverse("import", args=[import_.uid])).status_code == 200


def test_who_may_not_take_deals_in_is_not_offered_it(browse: Browse, member: User) -> None:
    page = browse(member).get(reverse("imports"))
    assert page.status_code in {200, 403}
    assert 'value="deal"' not in page.content.decode()
