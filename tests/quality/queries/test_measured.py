"""Who sees very many records, but not all, is shown figures that were measured at night; only of what they see now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.quality.conftest import Enter
from zolal.accounts.models import Team, User
from zolal.core.jobs import enqueue, run_now
from zolal.core.models import Job, Setting
from zolal.people.models import Person
from zolal.quality.models import Issue, Measurement
from zolal.quality.queries import measured
from zolal.quality.queries.costs import cost
from zolal.quality.queries.dashboard import dashboard, fields_filled
from zolal.quality.queries.silence import silence

pytestmark = pytest.mark.django_db


def test_a_narrowed_user_has_measured_figures_and_a_trend_of_their_own(
    enter: Enter, member: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "COUNTED_LIVE", 1)
    Setting.objects.create(name="visibility.member", value="team")
    mine = [enter(given_name="علی"), enter(given_name="سارا", mobile="09122002580")]
    enter(given_name="مینا")
    Person.objects.filter(pk__in=mine).update(team=member.team)
    job = run_now(enqueue("quality.measure"))
    assert job.state == Job.State.DONE, job.error
    board = dashboard(user=member, record_type="person")
    assert (board.live, board.figures["records"]) == (False, 2)
    assert len(board.trend) == len(board.goal_trend) == 1
    assert dashboard(user=administrator, record_type="person").figures["records"] == 3
    member.team = Team.objects.create(name="other")
    member.save()
    assert dashboard(user=member, record_type="person").figures["records"] == 0
    assert Measurement.objects.filter(user=member).exists()


def test_scores_are_told_by_scope_field_source_owner_and_who_brought_them(enter: Enter, administrator: User) -> None:
    ali = enter(given_name="علی", mobile="09122002580", email="a@example.com", city="یزد", owner=administrator.pk)
    enter(given_name="سارا", **{"fault:city": [{"code": "city_unknown", "raw": "؟", "proposal": ""}]})
    found = dashboard(user=administrator, record_type="person").figures
    scores = [Person.objects.get(pk=pk) for pk in Person.objects.values_list("pk", flat=True)]
    assert found["goal"] == round(sum(one.scores["goal"] for one in scores) / 2, 1)
    assert found["owners"][0]["goal"] == Person.objects.get(pk=ali).scores["goal"]
    assert found["importers"][0]["brought"] == 2
    assert found["importers"][0]["quality"] == round(sum(one.quality or 0 for one in scores) / 2, 1)
    fields = {one["field"]: one["score"] for one in found["fields"]}
    assert fields["given_name"] == 100
    assert fields["city"] < 50
    # Nobody knows how old these are, and nobody has checked a value: so neither is a part.
    assert [one["part"] for one in found["parts"]] == ["completeness", "validity", "uniqueness"]


def test_who_is_silent_among_very_many_was_counted_at_night(
    enter: Enter, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "COUNTED_LIVE", 1)
    for name in ("علی", "سارا", "مینا"):
        Issue.objects.create(record_type="person", record_id=enter(given_name=name), group="inactive", code="inactive")
    run_now(enqueue("quality.measure"))
    Issue.objects.filter(code="inactive").first().delete()
    found = silence(user=administrator)
    assert found.figures["silent"] == 3
    assert found.figures == Measurement.objects.get(record_type="person").figures["silence"]
    monkeypatch.setattr(measured, "COUNTED_LIVE", 100)
    assert silence(user=administrator).figures["silent"] == 2


def test_costs_and_filled_fields_of_very_many_are_those_of_the_night(
    enter: Enter, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(given_name="علی", **{"fault:mobile": [{"code": "mobile_length", "raw": "0912", "proposal": ""}]})
    enter(given_name="سارا", mobile="09122002580")
    live = cost(user=administrator, record_type="person")
    filled = fields_filled(user=administrator, record_type="person")
    assert (live.live, filled["mobile"], filled["given_name"]) == (True, 0.5, 1.0)
    run_now(enqueue("quality.measure"))
    monkeypatch.setattr(measured, "COUNTED_LIVE", 1)
    enter(given_name="مینا")
    assert cost(user=administrator, record_type="person") == replace(live, live=False)
    assert fields_filled(user=administrator, record_type="person") == filled
