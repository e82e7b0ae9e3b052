"""The first page: what waits, what is new, what one can do."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_who_comes_in_sees_what_was_changed_last(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("home")).content.decode()
    assert reverse("person", args=[sara.uid]) in page
    assert "data-create" in page


def test_what_waits_is_counted_and_leads_to_its_queue(browse: Browse, member: User, sara: Person) -> None:
    page = browse(member).get(reverse("home-queue"), HTTP_HX_REQUEST="true").content.decode()
    assert f"{reverse('queue')}?type=person&amp;whose=mine&amp;group=duplicate" in page
    assert "group=incomplete" in page


def test_what_waits_is_no_page_of_its_own(browse: Browse, member: User) -> None:
    assert browse(member).get(reverse("home-queue"))["Location"] == reverse("home")


def test_a_reader_is_offered_nothing_that_is_not_allowed(browse: Browse, reader: User, sara: Person) -> None:
    client = browse(reader)
    assert "data-create" not in client.get(reverse("home")).content.decode()
    assert "group=duplicate" not in client.get(reverse("home-queue"), HTTP_HX_REQUEST="true").content.decode()


def test_an_empty_company_is_told_what_will_stand_here(browse: Browse, member: User) -> None:
    assert browse(member).get(reverse("home")).status_code == 200
    assert "notice" in browse(member).get(reverse("home-queue"), HTTP_HX_REQUEST="true").content.decode()


@pytest.mark.parametrize(
    ("screen", "place"),
    [("users", "settings"), ("behaviours", "settings"), ("activities", "activities"), ("pipelines", "deals")],
)
def test_the_side_says_where_somebody_is(browse: Browse, administrator: User, screen: str, place: str) -> None:
    page = browse(administrator).get(reverse(screen)).content.decode()
    here = re.findall(r'<a href="([^"]+)" data-go="[^"]*" aria-current="page"', page)
    assert here == [reverse(place)]
