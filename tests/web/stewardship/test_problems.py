"""The problem log in the browser."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.stewardship.actions.problems import report_problem
from zolal.stewardship.models import Problem

pytestmark = pytest.mark.django_db


def test_a_problem_is_reported_talked_over_and_ended(browse: Browse, member: User) -> None:
    client = browse(member)
    typed = {"kind": "rework", "title": "نشانی‌ها دوباره تایپ شد", "hours": "2.5", "about": "field:city"}
    assert client.post(reverse("problem-report"), typed).status_code == 302
    problem = Problem.objects.get()
    assert (problem.hours, problem.about_name) == (2.5, "city")
    client.post(reverse("problem-note", args=[problem.uid]), {"text": "در شیراز هم"})
    client.post(
        reverse("problem-change", args=[problem.uid]), {"state": "solved", "solution": "قالب تازه", "hours": "3"}
    )
    page = client.get(reverse("problem", args=[problem.uid])).content.decode()
    assert "در شیراز هم" in page
    assert "قالب تازه" in page
    assert problem.title not in client.get(reverse("problems")).content.decode()
    assert problem.title in client.get(reverse("problems"), {"state": "ended"}).content.decode()


def test_what_was_typed_stays_when_it_is_refused(browse: Browse, member: User) -> None:
    answer = browse(member).post(reverse("problem-report"), {"kind": "rework", "title": "", "text": "since spring"})
    assert answer.status_code == 422
    assert "since spring" in answer.content.decode()
    problem = report_problem(kind="side", title="x", by=member).problem
    answer = browse(member).post(reverse("problem-change", args=[problem.uid]), {"state": "solved", "hours": "7"})
    assert answer.status_code == 422
    assert 'value="7' in answer.content.decode()


def test_the_record_somebody_comes_from_is_offered(browse: Browse, member: User, sara: Person) -> None:
    client = browse(member)
    came = client.get(reverse("problem-report"), headers={"referer": f"http://testserver/people/{sara.uid}/"})
    assert f'value="person:{sara.uid}" selected' in came.content.decode()
    link = f"person:{sara.uid}"
    client.post(reverse("problem-report"), {"kind": "rework", "title": "x", "about": link})
    assert Problem.objects.get().record_id == sara.pk


def test_the_log_as_a_workbook(browse: Browse, member: User) -> None:
    report_problem(kind="side", title="=1+1", hours=2, by=member)
    answer = browse(member).get(reverse("problems-export"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][2:5] == ["=1+1", None, 2]
    assert sheet["C2"].data_type != "f"


def test_pages_ask_the_database_as_often_for_many_as_for_few(
    browse: Browse, member: User, sara: Person, django_assert_max_num_queries: object
) -> None:
    client = browse(member)
    for number in range(3):
        report_problem(kind="side", title=str(number), about="person", key=str(sara.uid), by=member)
    with django_assert_max_num_queries(20) as few:  # type: ignore[operator]
        client.get(reverse("problems"))
    for number in range(20):
        report_problem(kind="side", title=str(number), about="person", key=str(sara.uid), by=member)
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        client.get(reverse("problems"))
