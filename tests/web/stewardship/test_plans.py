"""Plans, adoption and reviews in the browser."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter as typed
from zolal.people.actions.views import save_view
from zolal.people.models import Person
from zolal.people.queries.lists import Wish
from zolal.stewardship.models import Plan, Review, ReviewDecision
from zolal.web.templatetags.reading import typed_day

pytestmark = pytest.mark.django_db


def _plan(*people: User, **other: str) -> dict[str, object]:
    given = {"name": "دفتر", "source": "paper:person", "total": "۵۰۰", "quota": "20", "per": "day", "thursdays": "on"}
    return {**given, "people": [str(one.uid) for one in people], **other}


def test_a_plan_is_made_worked_on_and_ended(browse: Browse, strategist: User, member: User) -> None:
    lead = browse(strategist)
    assert lead.post(reverse("plan-new"), _plan(member)).status_code == 302
    plan = Plan.objects.get()
    assert (plan.total, plan.starts_on) == (500, timezone.localdate())
    page = browse(member).get(reverse("plan", args=[plan.uid])).content.decode()
    assert 'data-create="person"' in page
    assert browse(member).get(reverse("plan-change", args=[plan.uid])).status_code == 403
    lead.post(reverse("plan-change", args=[plan.uid]), {**_plan(member), "quota": "30"})
    lead.post(reverse("plan-change", args=[plan.uid]), {"ended": "yes"})
    plan.refresh_from_db()
    assert (plan.quota, plan.ended_on) == (30, timezone.localdate())
    sheet = openpyxl.load_workbook(io.BytesIO(lead.get(reverse("plan-export", args=[plan.uid])).getvalue())).active
    assert sheet is not None
    assert sheet["A2"].value == member.name


def test_a_saved_list_can_be_gone_through(browse: Browse, strategist: User, member: User, sara: Person) -> None:
    view = save_view(name="یزدی‌ها", wish=Wish.read("person", "city=یزد"), by=strategist)
    browse(strategist).post(reverse("plan-new"), _plan(member, source=f"list:{view.uid}", total=""))
    assert (Plan.objects.get().kind, Plan.objects.get().total) == ("list", 1)


def test_a_list_says_who_is_still_to_come_and_who_came_since(
    browse: Browse, strategist: User, member: User, sara: Person
) -> None:
    view = save_view(name="همه", wish=Wish.read("person", "mobile.filled=1"), by=strategist)
    lead = browse(strategist)
    lead.post(reverse("plan-new"), _plan(member, source=f"list:{view.uid}", total=""))
    plan = Plan.objects.get()
    to_come = reverse("plan-to-come", args=[plan.uid])
    assert to_come in browse(member).get(reverse("plan", args=[plan.uid])).content.decode()
    page = browse(member).get(to_come).content.decode()
    assert sara.name in page
    file = reverse("plan-to-come-export", args=[plan.uid])
    assert file in page
    sheet = openpyxl.load_workbook(io.BytesIO(browse(member).get(file).getvalue())).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [sara.name]
    taking = reverse("plan-take-in", args=[plan.uid])
    assert taking not in lead.get(reverse("plan", args=[plan.uid])).content.decode()
    typed(record_type="person", fields={"given_name": "لیلا", "mobile": "09123456789"}, by=strategist, despite=True)
    assert taking in lead.get(reverse("plan", args=[plan.uid])).content.decode()
    assert taking not in browse(member).get(reverse("plan", args=[plan.uid])).content.decode()
    assert browse(member).post(taking).status_code == 403
    lead.post(taking)
    assert Plan.objects.get().total == 2
    assert "لیلا" in browse(member).get(to_come).content.decode()
    assert "از آن زمان کسی" in lead.post(taking, follow=True).content.decode()


def test_what_was_entered_since_a_plan_was_made_stands_in_the_ledger(
    browse: Browse, strategist: User, member: User
) -> None:
    typed(record_type="person", fields={"given_name": "سارا"}, by=member, despite=True)
    lead = browse(strategist)
    lead.post(reverse("plan-new"), _plan(member))
    typed(record_type="person", fields={"given_name": "لیلا"}, by=member, despite=True)
    page = lead.get(reverse("plan", args=[Plan.objects.get().uid])).content.decode()
    (address,) = set(re.findall(r'href="([^"]*ledger/[^"]*person.create)"', page))
    assert lead.get(html.unescape(address)).content.decode().count("data-row") == 1


def test_what_was_typed_stays_when_a_plan_is_refused(browse: Browse, strategist: User, member: User) -> None:
    answer = browse(strategist).post(reverse("plan-new"), _plan(member, quota="5000", starts_on="tomorrow"))
    assert answer.status_code == 422
    assert 'value="5000"' in answer.content.decode()
    assert 'value="tomorrow"' in answer.content.decode()


def test_a_review_is_planned_held_and_decided(browse: Browse, strategist: User, member: User) -> None:
    lead, today = browse(strategist), timezone.localdate()
    typed = {"title": "روش‌ها", "planned_on": typed_day(today), "every": "3", "lead": str(strategist.uid)}
    assert lead.post(reverse("review-new"), typed).status_code == 302
    review = Review.objects.get()
    assert reverse("reviews") in lead.get(reverse("home")).content.decode()
    assert lead.post(reverse("review-findings", args=[review.uid]), {"held": "yes", "summary": "؟"}).status_code == 422
    lead.post(reverse("review-findings", args=[review.uid]), {"held": "yes", "finding-0": "فرم کاغذی"})
    due = typed_day(today + timedelta(days=7))
    given = {"text": "فرم تازه", "responsible": str(member.uid), "due_on": due}
    lead.post(reverse("review-decide", args=[review.uid]), given)
    decision = ReviewDecision.objects.get()
    browse(member).post(reverse("review-finish", args=[decision.uid]), {"done": "yes"})
    decision.refresh_from_db()
    assert decision.done_on == today
    for client in (lead, browse(member)):
        assert client.get(reverse("reviews")).status_code == 200
        assert "فرم کاغذی" in client.get(reverse("review", args=[review.uid])).content.decode()


def test_everybody_sees_how_much_they_work_with_it(browse: Browse, manager: User, reader: User, member: User) -> None:
    assert member.name in browse(manager).get(reverse("adoption")).content.decode()
    page = browse(reader).get(reverse("adoption")).content.decode()
    assert reader.name in page
    assert member.name not in page
    assert browse(reader).get(reverse("adoption-export")).status_code == 200


def test_pages_ask_the_database_as_often_for_many_as_for_few(
    browse: Browse, strategist: User, manager: User, member: User, django_assert_max_num_queries: object
) -> None:
    lead = browse(strategist)
    lead.post(reverse("plan-new"), _plan(strategist))
    plan = Plan.objects.get()
    pages = [reverse("plans"), reverse("plan", args=[plan.uid]), reverse("adoption"), reverse("reviews")]
    lead = browse(manager)
    with django_assert_max_num_queries(90) as few:  # type: ignore[operator]
        for page in pages:
            lead.get(page)
    allowed = len(few)
    browse(strategist).post(reverse("plan-new"), _plan(strategist, member))
    for number in range(8):
        plan.people.add(User.objects.create_user(email=f"{number}@example.com", name=f"n{number}"))
        Review.objects.create(title=f"r{number}", planned_on=timezone.localdate(), lead=member, by=member, questions=[])
    with django_assert_max_num_queries(allowed):  # type: ignore[operator]
        for page in pages:
            lead.get(page)
