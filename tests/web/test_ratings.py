"""Trust in a value, on the record page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.people.models import Person
from zolal.quality.models import Issue

pytestmark = pytest.mark.django_db

SAID = {"fact": "city", "field": "city", "value": "یزد", "verdict": "wrong", "method": "phone", "note": "به شیراز رفته"}


def test_a_value_is_marked_where_it_stands_with_who_and_how(browse: Browse, member: User, sara: Person) -> None:
    client = browse(member)
    popover = client.get(reverse("person-origin", args=[sara.uid]), {"fact": "city"}).content.decode()
    assert 'name="verdict" value="wrong"' in popover
    answer = client.post(reverse("person-rate", args=[sara.uid]), SAID, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="field-city"' in answer.content.decode()
    assert member.name in answer.content.decode()
    assert Issue.objects.filter(record_id=sara.pk, code="reported_wrong").exists()
    page = client.get(reverse("person", args=[sara.uid])).content.decode()
    assert "به شیراز رفته" in page  # in what happened
    client.post(reverse("action-undo", args=[Action.objects.latest("pk").uid]))
    assert not Issue.objects.filter(record_id=sara.pk, code="reported_wrong").exists()


def test_a_contact_point_is_confirmed(browse: Browse, member: User, sara: Person) -> None:
    point = sara.contact_points.get(kind="mobile")
    said = {**SAID, "fact": f"point:{point.pk}", "field": "mobile", "value": point.value, "verdict": "confirmed"}
    answer = browse(member).post(reverse("person-rate", args=[sara.uid]), said)
    assert answer.status_code == 200
    popover = browse(member).get(reverse("person-origin", args=[sara.uid]), {"fact": f"point:{point.pk}"})
    assert "به شیراز رفته" in popover.content.decode()


def test_what_was_typed_stays_when_the_value_was_changed_meanwhile(browse: Browse, member: User, sara: Person) -> None:
    answer = browse(member).post(reverse("person-rate", args=[sara.uid]), {**SAID, "value": "تهران"})
    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#rating"
    assert "به شیراز رفته" in answer.content.decode()
    assert browse(member).post(reverse("person-rate", args=[sara.uid]), {"field": "shoe"}).status_code == 404


def test_a_reader_sees_what_was_found_but_is_not_asked(
    browse: Browse, member: User, reader: User, sara: Person
) -> None:
    browse(member).post(reverse("person-rate", args=[sara.uid]), SAID)
    popover = browse(reader).get(reverse("person-origin", args=[sara.uid]), {"fact": "city"}).content.decode()
    assert "به شیراز رفته" in popover
    assert 'name="verdict"' not in popover
    assert browse(reader).post(reverse("person-rate", args=[sara.uid]), SAID).status_code == 403
