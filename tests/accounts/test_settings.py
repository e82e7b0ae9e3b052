"""The administrator's choices: kept when they make sense, refused with a sentence when not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zolal.accounts.actions.settings import change_setting, change_settings
from zolal.accounts.models import User
from zolal.accounts.overtaken import Overtaken
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import act
from zolal.core.models import Action, Setting
from zolal.core.settings import DEFAULTS, begin, look_again, setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_a_request() -> Iterator[None]:
    begin()
    yield
    look_again()


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_default_may_be_chosen(administrator: User, name: str) -> None:
    change_setting(name=name, value=DEFAULTS[name], by=administrator)

    assert setting(name) == DEFAULTS[name]


def test_a_choice_is_kept_and_told_in_the_ledger(administrator: User) -> None:
    change_setting(name="match.ask", value=0.7, by=administrator)

    assert setting("match.ask") == 0.7
    action = Action.objects.get(kind="settings.change")
    assert action.about == {"name": "match.ask", "before": 0.6, "after": 0.7}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("colour", "red"),
        ("company_name", 5),
        ("entry.wrong", "ignore"),
        ("match.same", "0.9"),
        ("match.same", True),
        ("match.same", 0.5),
        ("match.ask", 0.99),
        ("match.ask", float("nan")),
        ("visibility.member", "none"),
        ("visibility.member", ["all"]),
    ],
)
def test_nonsense_is_refused_by_its_name(administrator: User, name: str, value: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValidationError) as refused:
        change_settings(values={"company_name": "آب", name: value}, by=administrator)

    assert set(refused.value.message_dict) == {name}
    assert setting("company_name") == ""


def test_who_chose_otherwise_meanwhile_is_named(administrator: User, manager: User) -> None:
    seen = {"company_name": "", "match.ask": setting("match.ask")}
    for name, value in (("company_name", "آب"), ("match.ask", 0.7)):
        Setting.objects.create(name=name, value=value)
        act(kind="settings.change", by=manager, about={"name": name, "after": value})
    with pytest.raises(Overtaken) as overtaken:
        change_settings(values={"company_name": "خاک", "match.ask": 0.6}, by=administrator, seen=seen)
    assert (set(overtaken.value.now), overtaken.value.who) == ({"company_name"}, manager.name)


def test_both_thresholds_can_move_at_once(administrator: User) -> None:
    change_settings(values={"match.same": 0.5, "match.ask": 0.4}, by=administrator)

    assert (setting("match.same"), setting("match.ask")) == (0.5, 0.4)


def test_only_administrators_choose(strategist: User) -> None:
    with pytest.raises(NotAllowed):
        change_setting(name="company_name", value="x", by=strategist)

    assert setting("company_name") == ""


@pytest.mark.usefixtures("in_a_request")
def test_a_page_reads_all_choices_at_once() -> None:
    Setting.objects.bulk_create([Setting(name="company_name", value="آب"), Setting(name="money.unit", value="rial")])

    with CaptureQueriesContext(connection) as queries:
        assert [setting(name) for name in ("company_name", "money.unit", "match.ask")] == ["آب", "rial", 0.6]
        assert setting("company_name") == "آب"

    assert len(queries) == 1


@pytest.mark.usefixtures("in_a_request")
def test_who_chooses_sees_the_choice_at_once_and_not_what_others_had_before(administrator: User) -> None:
    assert setting("match.ask") == 0.6
    Setting.objects.bulk_create([Setting(name="match.ask", value=0.65)])  # by somebody else, in another process

    with pytest.raises(Overtaken):
        change_settings(values={"match.ask": 0.7}, by=administrator, seen={"match.ask": 0.6})
    change_setting(name="match.ask", value=0.8, by=administrator)

    assert setting("match.ask") == 0.8


def test_a_job_that_runs_long_sees_what_is_chosen_meanwhile() -> None:
    assert setting("company_name") == ""
    Setting.objects.bulk_create([Setting(name="company_name", value="آب")])
    assert setting("company_name") == "آب"
