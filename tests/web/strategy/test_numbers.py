"""The page of all numbers, and a manager's week."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.strategy.conftest import did
from tests.web.conftest import Browse
from zolal.accounts.models import Team, User
from zolal.core.jobs import enqueue, run_all

pytestmark = pytest.mark.django_db

__all__ = ["did"]


@pytest.fixture
def counted(member: User, did: Callable[..., Any]) -> None:
    did(member, timezone.localdate(), 7)
    enqueue("strategy.count")
    run_all()


@pytest.mark.usefixtures("counted")
def test_every_period_and_everybody_s_share_has_an_address(browse: Browse, manager: User, member: User) -> None:
    client, numbers = browse(manager), reverse("numbers")
    for asked in (
        "",
        "?period=year",
        "?period=quarter:1405-07",
        "?period=free:2026-01-01:2026-12-01",
        "?period=nonsense",
    ):
        assert client.get(f"{numbers}{asked}").status_code == 200, asked
    assert "۷" in client.get(f"{numbers}?person={member.uid}").content.decode()
    for wrong in ("?person=x", "?team=99999"):
        assert client.get(f"{numbers}{wrong}").status_code == 404
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("numbers-export")).getvalue())).active
    assert sheet is not None
    assert 7 in {row[3] for row in sheet.iter_rows(values_only=True)}
    assert client.get(reverse("team-week")).status_code == 200
    assert client.get(f"{reverse('team-week')}?week=2026-01-01").status_code == 200
    assert client.get(reverse("team-week-export")).status_code == 200
    assert "۷" in client.get(reverse("home")).content.decode()


@pytest.mark.usefixtures("counted")
def test_the_words_of_a_drawing_stand_in_the_reader_s_own_commas(browse: Browse, manager: User) -> None:
    pages = {}
    for language in ("fa", "en"):
        manager.language = language
        manager.save()
        pages[language] = browse(manager).get(reverse("numbers")).content.decode()
    assert ("،" in pages["fa"], "،" in pages["en"]) == (True, False)


def test_who_has_nothing_yet_is_told_so(browse: Browse, reader: User) -> None:
    assert browse(reader).get(reverse("numbers")).status_code == 200
    assert browse(reader).get(reverse("team-week")).status_code == 200


@pytest.mark.usefixtures("counted")
def test_pages_ask_the_database_as_often_for_many_people_as_for_few(
    browse: Browse, manager: User, did: Callable[..., Any], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client, pages = browse(manager), [reverse("numbers"), reverse("team-week")]
    with django_assert_max_num_queries(70) as few:
        for page in pages:
            client.get(page)
    for number in range(4):
        team = Team.objects.create(name=f"t{number}")
        did(User.objects.create(email=f"{number}@example.com", name=f"n{number}", team=team), timezone.localdate(), 2)
    enqueue("strategy.count")
    run_all()
    with django_assert_max_num_queries(len(few)):
        for page in pages:
            client.get(page)
