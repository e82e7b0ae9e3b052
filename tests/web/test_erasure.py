"""Somebody who asks to be forgotten is, and only after a second thought of the administrator."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Change
from zolal.people.models import Person

pytestmark = pytest.mark.django_db


def test_nobody_is_erased_without_the_tick(browse: Browse, administrator: User, sara: Person) -> None:
    answer = browse(administrator).post(reverse("person-erase", args=[sara.uid]), {})

    assert answer.status_code == 422
    assert Person.objects.filter(pk=sara.pk).exists()


def test_what_is_erased_stands_nowhere_any_more(browse: Browse, administrator: User, sara: Person) -> None:
    client = browse(administrator)
    address = reverse("person-erase", args=[sara.uid])
    assert "سارا" in client.get(address).content.decode()

    client.post(address, {"understood": "1"})

    assert not Person.objects.filter(pk=sara.pk).exists()
    assert "محمدی" not in str(list(Change.objects.values_list("before", "after", "raw")))


def test_a_manager_does_not_erase(browse: Browse, manager: User, sara: Person) -> None:
    assert browse(manager).post(reverse("person-erase", args=[sara.uid]), {"understood": "1"}).status_code == 403
    assert Person.objects.filter(pk=sara.pk).exists()
