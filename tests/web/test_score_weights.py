"""The room in which an administrator says what the score weighs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.core.models import Job
from zolal.core.settings import setting
from zolal.people.models import Person

pytestmark = pytest.mark.django_db

SAID = {
    "completeness": "10",
    "validity": "80",
    "uniqueness": "10",
    "freshness": "0",
    "accuracy": "0",
    "goal": ["mobile"],
}


def test_what_would_change_is_seen_before_it_is_saved(browse: Browse, administrator: User, sara: Person) -> None:
    client = browse(administrator)
    part = client.get(reverse("score-weights"), SAID, headers={"HX-Request": "true"}).content.decode()
    assert 'id="preview"' in part
    assert "<html" not in part
    assert setting("score.weights")["validity"] == 35
    assert client.post(reverse("score-weights"), SAID).status_code == 302
    assert setting("score.weights")["validity"] == 80
    assert setting("score.goal.person") == ["mobile"]
    assert Job.objects.filter(task="quality.reassess").count() == 1


def test_what_was_typed_stays_with_the_reason(browse: Browse, administrator: User) -> None:
    answer = browse(administrator).post(reverse("score-weights"), {**SAID, "validity": "lots"})
    assert answer.status_code == 422
    assert 'value="lots"' in answer.content.decode()


def test_a_strategist_tries_but_does_not_save(browse: Browse, strategist: User, member: User) -> None:
    assert browse(strategist).get(reverse("score-weights"), {"type": "company"}).status_code == 200
    assert browse(strategist).post(reverse("score-weights"), SAID).status_code == 403
    assert browse(member).get(reverse("score-weights")).status_code == 403
