"""The register of fields, in the browser."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.essentials import needed
from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.stewardship.models import FieldProposal, Question, Report

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_unused_fields_are_counted_and_listed(browse: Browse, reader: User) -> None:
    page = browse(reader).get(reverse("fields"), {"only": "unused"}).content.decode()
    assert reverse("field", args=["person", "anniversary"]) in page
    assert reverse("field", args=["person", "mobile"]) not in page


def test_a_report_that_lacks_its_decision_is_refused_and_what_was_typed_stays(browse: Browse, strategist: User) -> None:
    typed = {"name": "فروش هر شهر", "decision": "", "rhythm": "monthly", "fields_": ["city"]}
    answer = browse(strategist).post(reverse("report-new"), typed)
    assert answer.status_code == 422
    assert "فروش هر شهر" in answer.content.decode()
    assert not Report.objects.exists()


def test_a_report_shows_on_the_page_of_its_field(browse: Browse, strategist: User) -> None:
    client = browse(strategist)
    typed = {"name": "فروش هر شهر", "decision": "کجا؟", "rhythm": "monthly", "fields_": ["city"]}
    client.post(reverse("report-new"), typed)
    assert "فروش هر شهر" in client.get(reverse("field", args=["person", "city"])).content.decode()


def test_a_rule_that_looks_at_a_field_leads_to_its_page(browse: Browse, reader: User) -> None:
    page = browse(reader).get(reverse("field", args=["person", "last_activity_on"])).content.decode()
    assert re.search(rf'href="{reverse("rules")}[0-9a-f-]{{36}}/"', page)


def test_a_proposal_is_discussed_and_decided(browse: Browse, member: User, strategist: User) -> None:
    typed = {"record_type": "person", "kind": "retire", "field": "title", "title": "بی عنوان", "reason": "لازم نیست"}
    browse(member).post(reverse("proposal-new"), typed)
    proposal = FieldProposal.objects.get()
    browse(member).post(reverse("proposal-comment", args=[proposal.uid]), {"stance": "for", "text": "بله"})
    decide = reverse("proposal-decide", args=[proposal.uid])
    assert browse(strategist).post(decide, {"state": "accepted", "reason": ""}).status_code == 422
    assert browse(strategist).post(decide, {"state": "accepted", "reason": "درست است"}).status_code == 302
    assert browse(member).post(decide, {"state": "open"}).status_code == 403


def test_the_answer_to_the_next_question_is_written_and_counted(browse: Browse, member: User, sara: Person) -> None:
    Setting.objects.create(name="questions.most", value=1)
    address = reverse("person-question", args=[sara.uid])
    client = browse(member)
    assert 'name="outcome"' in client.get(address, headers=HTMX).content.decode()
    typed = {"field": "job_title", "job_title": "مدیر فروش", "outcome": "answered"}
    answer = client.post(address, typed, headers=HTMX)
    sara.refresh_from_db()
    assert (answer.status_code, sara.job_title, Question.objects.get().outcome) == (200, "مدیر فروش", "answered")
    assert 'name="outcome"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [({"national_id": "1234567890"}, "answered"), ({"national_id": ""}, "answered"), ({}, "shrugged")],
)
def test_a_wrong_answer_is_refused_and_not_counted(
    browse: Browse, member: User, sara: Person, typed: dict[str, str], outcome: str
) -> None:
    needed("person", severity="block")
    address = reverse("person-question", args=[sara.uid])
    answer = browse(member).post(address, {"field": "shoe_size", **typed, "outcome": outcome}, headers=HTMX)
    assert answer.status_code == 422
    assert not Question.objects.exists()
