"""Catalogue, places, defaults and fit, in the browser."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.capture.actions.entries import enter
from zolal.core.models import Job, Setting
from zolal.people.actions.custom_fields import create_custom_field
from zolal.people.models import Person
from zolal.stewardship.models import DataPlace, FieldDefault, FieldProfile, FitIndicator
from zolal.stewardship.profiles import profiles

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(sara: Person) -> None:
    assert sara.pk
    for field, figures in profiles("person"):
        FieldProfile.objects.create(record_type="person", field=field, figures=figures, at=timezone.now())


@pytest.mark.usefixtures("counted")
def test_a_field_shows_its_shapes(browse: Browse, reader: User) -> None:
    client = browse(reader)
    assert client.get(reverse("catalogue")).status_code == 200
    page = client.get(reverse("catalogue-field", args=["person", "mobile"])).content.decode()
    assert "99999999999" in page
    assert "<bdi>۱۱</bdi>" in page  # how long they are, without a decimal that says nothing
    assert client.get(reverse("catalogue-field", args=["person", "shoe_size"])).status_code == 404


def test_the_most_frequent_values_are_read_as_everywhere(browse: Browse, administrator: User) -> None:
    for mobile in ("09121112233", "09354445566"):
        enter(
            record_type="person",
            fields={"given_name": "علی", "mobile": mobile, "birth_date": "1360/01/01", "gender": "female"},
            by=administrator,
        )
    for field, figures in profiles("person"):
        FieldProfile.objects.create(record_type="person", field=field, figures=figures, at=timezone.now())
    client = browse(administrator)
    day, gender = (
        client.get(reverse("catalogue-field", args=["person", field])).content.decode()
        for field in ("birth_date", "gender")
    )
    assert "۱۳۶۰/۰۱/۰۱" in day
    assert "زن" in gender
    assert "female" not in gender


@pytest.mark.parametrize(("language", "words"), [("fa", ("بله", "کتاب", "هنر")), ("en", ("yes", "Books", "Art"))])
def test_values_of_ones_own_fields_are_in_the_words_of_the_reader(
    browse: Browse, administrator: User, language: str, words: tuple[str, ...]
) -> None:
    choices = [{"value": "books", "fa": "کتاب", "en": "Books"}, {"value": "art", "fa": "هنر", "en": "Art"}]
    for kind, key, more in (
        ("yes or no", "member", {}),
        ("choices", "likes", {"choices": choices}),
        ("date", "since", {}),
    ):
        create_custom_field(record_type="person", kind=kind, label_fa=key, key=key, by=administrator, **more)
    own = {"own:member": "yes", "own:likes": "books | art", "own:since": "1400/01/01"}
    for mobile in ("09121112233", "09354445566"):
        enter(record_type="person", fields={"given_name": "علی", "mobile": mobile} | own, by=administrator)
    for field, figures in profiles("person"):
        FieldProfile.objects.create(record_type="person", field=field, figures=figures, at=timezone.now())
    administrator.language = language
    administrator.save()
    client = browse(administrator)

    def told(name: str) -> str:
        page = client.get(reverse("catalogue-field", args=["person", name])).content.decode()
        return " ".join(re.findall(r"<tr><td><bdi>([^<]*)</bdi></td>", page))

    yes, *likes = words
    assert told("own:member") == yes
    assert all(word in told("own:likes") for word in likes)
    assert "|" not in told("own:likes")
    assert told("own:since") == {"fa": "۱۴۰۰/۰۱/۰۱", "en": "2021-03-21"}[language]


def test_the_figures_of_a_date_are_days_and_their_spread_is_a_number(browse: Browse, administrator: User) -> None:
    for mobile, day in (("09121112233", "1360/01/01"), ("09354445566", "1370/01/01")):
        enter(record_type="person", fields={"given_name": "علی", "mobile": mobile, "birth_date": day}, by=administrator)
    for field, figures in profiles("person"):
        FieldProfile.objects.create(record_type="person", field=field, figures=figures, at=timezone.now())
    page = browse(administrator).get(reverse("catalogue-field", args=["person", "birth_date"])).content.decode()
    assert "۱۳۶۰/۰۱/۰۱" in page
    assert "۲٬۵۸۲" in page  # ten years, as STDEV of two


def test_the_catalogue_leaves_as_a_workbook(browse: Browse, reader: User, sara: Person) -> None:
    answer = browse(reader).get(reverse("catalogue-export"))
    assert b"".join(answer).startswith(b"PK")


def test_counting_anew_is_a_job(browse: Browse, strategist: User) -> None:
    browse(strategist).post(reverse("catalogue-count"))
    assert Job.objects.filter(task="stewardship.profile").exists()


def test_what_a_field_is_worth_is_kept(browse: Browse, administrator: User) -> None:
    browse(administrator).post(reverse("catalogue-worth"), {"city": "4", "mobile": "5"})
    assert Setting.objects.get(name="worth.person").value == {"city": 4, "mobile": 5}
    browse(administrator).post(reverse("catalogue-worth"), {"city": "9"})
    assert Setting.objects.get(name="worth.person").value == {"city": 4, "mobile": 5}


def test_places_are_written_down_and_changed(browse: Browse, strategist: User) -> None:
    client = browse(strategist)
    assert client.post(reverse("place-new"), {"name": "هلو", "kind": "accounting"}).status_code == 422
    client.post(reverse("place-new"), {"name": "هلو", "kind": "accounting", "holds": "فاکتورها"})
    place = DataPlace.objects.get()
    page = client.get(reverse("places")).content.decode()
    assert (reverse("place", args=[place.uid]) in page, f'href="{reverse("people")}"' in page) == (True, True)
    said = {"name": "هلو", "kind": "accounting", "holds": "فاکتورها", "is_reachable": "on"}
    client.post(reverse("place", args=[place.uid]), said)
    place.refresh_from_db()
    assert place.is_reachable
    client.post(reverse("place-drop", args=[place.uid]))
    assert not DataPlace.objects.exists()


def test_a_form_offers_the_default_and_says_so(browse: Browse, strategist: User, member: User) -> None:
    said = {"record_type": "person", "field": "gender", "value": "male", "share": 0.9, "known": 100}
    FieldDefault.objects.create(**said, by=strategist, since=timezone.now())
    page = browse(member).get(reverse("person-new")).content.decode()
    assert '<option value="male" selected>' in page
    refused = browse(member).post(reverse("person-new"), {"given_name": "سارا", "gender": ""}).content.decode()
    assert '<option value="male" selected>' not in refused


def test_an_indicator_is_named_by_a_field_and_a_value(browse: Browse, strategist: User) -> None:
    client = browse(strategist)
    typed = {"name": "شهر ما", "points": "10", "field": "city", "operator": "is", "value": "یزد"}
    assert client.post(reverse("fit"), {**typed, "value": ""}).status_code == 422
    assert client.post(reverse("fit"), {**typed, "field": ""}).status_code == 422
    client.post(reverse("fit"), typed)
    indicator = FitIndicator.objects.get()
    assert "شهر ما" in client.get(reverse("fit")).content.decode()
    client.post(reverse("fit-drop", args=[indicator.uid]))
    assert not FitIndicator.objects.exists()
