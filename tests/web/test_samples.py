"""The room of accuracy samples."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.quality.models import Sample

pytestmark = pytest.mark.django_db


def drawn(browse: Browse, manager: User, *users: User) -> Sample:
    said = {"scope": "all", "size": "5", "users": [str(user.uid) for user in users]}
    assert browse(manager).post(reverse("samples"), said).status_code == 302
    return Sample.objects.get()


def test_a_sample_is_drawn_checked_on_the_screen_and_told(
    browse: Browse, manager: User, member: User, sara: Person
) -> None:
    sample = drawn(browse, manager, member)
    page = browse(member).get(reverse("sample", args=[sample.uid])).content.decode()
    assert "سارا محمدی" in page
    assert "۰۹۱۲۱۲۳۴۵۶۷" in page or "09121234567" in page
    said = {f"outcome-{pk}": "right" for pk in sample.values.values_list("pk", flat=True)}
    city = sample.values.get(field="city").pk
    said |= {f"outcome-{city}": "wrong", f"right-{city}": "شیراز", "number": "1", "method": "phone"}
    assert browse(member).post(reverse("sample-check", args=[sample.uid]), said).status_code == 302
    sara.refresh_from_db()
    assert sara.city == "شیراز"
    assert "۸۰٫۰" in browse(manager).get(reverse("sample", args=[sample.uid])).content.decode()
    assert "سارا محمدی" not in browse(member).get(reverse("sample-sheet", args=[sample.uid])).content.decode()


def test_the_sheet_has_the_values_and_what_was_typed_stays(browse: Browse, manager: User, sara: Person) -> None:
    sample = drawn(browse, manager)
    assert "sara@example.com" in browse(manager).get(reverse("sample-sheet", args=[sample.uid])).content.decode()
    mobile = sample.values.get(field="mobile").pk
    said = {f"outcome-{mobile}": "wrong", f"right-{mobile}": "not a number", "number": "1", "method": "phone"}
    answer = browse(manager).post(reverse("sample-check", args=[sample.uid]), said)
    assert answer.status_code == 422
    assert 'value="not a number"' in answer.content.decode()


def test_bad_input_and_who_may_not(browse: Browse, manager: User, member: User, reader: User, sara: Person) -> None:
    assert browse(manager).post(reverse("samples"), {"size": "many", "scope": "all"}).status_code == 422
    assert browse(member).post(reverse("samples"), {"size": "1", "scope": "all"}).status_code == 403
    assert browse(reader).get(reverse("samples"), {"type": "company"}).status_code == 200
    sample = drawn(browse, manager)
    assert browse(member).post(reverse("sample-check", args=[sample.uid]), {"number": "x"}).status_code in {302, 422}
    assert browse(reader).post(reverse("sample-check", args=[sample.uid]), {}).status_code == 403
