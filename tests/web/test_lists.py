"""What a list shows, and what is done to all of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.actions import undoing
from zolal.accounts.models import User
from zolal.core.jobs import run_all
from zolal.core.ledger import act, create
from zolal.core.models import Action, Job
from zolal.people.models import Category, Person
from zolal.people.points import numbered
from zolal.web.people import bulk

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(administrator: User) -> list[Person]:
    with transaction.atomic():
        action = act(kind="person.create", by=administrator)
        create(action, "person", [{"given_name": f"نفر {number}", "city": "یزد"} for number in range(4)])
    run_all()
    return list(Person.objects.order_by("pk"))


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    monkeypatch.setattr(undoing, "AT_ONCE", 3)


def test_a_whole_list_is_changed_in_the_background_and_taken_back(
    browse: Browse, manager: User, crowd: list[Person], few_are_many: None
) -> None:
    client, category = browse(manager), Category.objects.create(name="مشتری")
    given = {"do": "edit:category", "value:category": category.pk, "all": "1", "query": "city=یزد"}
    page = client.post(reverse("person-bulk"), given, follow=True).content.decode()
    job = Job.objects.latest("pk")
    address = reverse("job-state", args=[job.uid])
    assert f'data-job="{address}"' in page
    assert client.get(address).json()["ended"] is False
    run_all()
    told = client.get(address).json()
    assert (told["ended"], told["tone"]) == (True, "good")
    assert Person.objects.filter(category=category).count() == 4
    client.post(told["undo"])
    run_all()
    assert Person.objects.filter(category=category).count() == 0
    undone = client.get(reverse("job-state", args=[Job.objects.latest("pk").uid])).json()
    assert undone["href"] == reverse("action", args=[Action.objects.get(kind="undo").uid])


def test_the_header_of_the_city_sorts_by_it(browse: Browse, member: User, crowd: list[Person]) -> None:
    page = browse(member).get(reverse("people"), {"sort": "city", "columns": "name,city"}).content.decode()
    header = page.split('<th scope="col" data-cell="city"')[1].split("</th>")[0]
    assert 'aria-sort="ascending"' in header
    assert "sort=-city" in header


def test_what_is_picked_is_changed_at_once(
    browse: Browse, manager: User, crowd: list[Person], few_are_many: None
) -> None:
    browse(manager).post(reverse("person-bulk"), {"do": "archive", "uid": [str(one.uid) for one in crowd]})
    assert not Person.objects.exclude(state="archived").exists()


def test_nobody_looks_at_somebody_elses_job(
    browse: Browse, manager: User, member: User, crowd: list[Person], few_are_many: None
) -> None:
    browse(manager).post(reverse("person-bulk"), {"do": "archive", "all": "1", "query": ""})
    address = reverse("job-state", args=[Job.objects.latest("pk").uid])
    assert browse(member).get(address).status_code == 404


def test_a_job_that_was_stopped_says_how_far_it_came(
    browse: Browse, manager: User, crowd: list[Person], few_are_many: None
) -> None:
    client = browse(manager)
    client.post(reverse("person-bulk"), {"do": "archive", "all": "1", "query": ""})
    job = Job.objects.latest("pk")
    client.post(reverse("job-cancel", args=[job.uid]))
    assert client.get(reverse("job-state", args=[job.uid])).json()["tone"] == "bad"


def test_how_full_a_dossier_is_can_be_a_column(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("people"), {"columns": "name,completeness"}).content.decode()
    assert 'data-cell="completeness"' in page
    assert f'value="{sara.completeness}"' in page
    assert f'value="{sara.completeness}"' in browse(member).get(reverse("person", args=[sara.uid])).content.decode()


def test_a_contact_point_with_a_fault_is_marked_in_the_list(browse: Browse, member: User, administrator: User) -> None:
    points = [
        {"kind": "email", "value": "sara@gamil.com", "key": "sara@gamil.com"},
        {"kind": "mobile", "value": "0912"},
    ]
    fault = {"code": "email_domain_typo", "raw": "sara@gamil.com", "proposal": "sara@gmail.com"}
    with transaction.atomic():
        action = act(kind="person.create", by=administrator)
        create(action, "person", numbered([{"given_name": "سارا", "points": points, "fault:email": [fault]}]))
    page = browse(member).get(reverse("people")).content.decode()
    assert page.count('data-state="doubtful"') == 1
    assert page.count('data-state="invalid"') == 1
