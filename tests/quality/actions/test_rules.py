"""An administrator makes rules that make sense; whatever way one changes, issues follow."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.quality.conftest import Enter, enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import run_all
from zolal.core.ledger import undo
from zolal.core.models import Action, Job
from zolal.quality.actions.rules import change_rule, create_rule, end_rule, resume_rule
from zolal.quality.demands import rules_of
from zolal.quality.models import Issue, Rule
from zolal.quality.queries.rules import rule_by_uid
from zolal.quality.standard_rules import MISSING, OLD

pytestmark = pytest.mark.django_db

__all__ = ["enter"]

QOM = {"field": "city", "allowed": ["قم"]}


def made(by: User, kind: str = "values", parameters: dict[str, Any] | None = None, **more: Any) -> Rule:  # noqa: ANN401
    return create_rule(record_type="person", kind=kind, parameters=parameters or QOM, by=by, **more)


def caught(rule: Rule) -> set[int]:
    run_all()
    return set(Issue.objects.filter(code=rule.code).values_list("record_id", flat=True))


def test_a_new_rule_is_called_by_its_sentence_and_finds_the_records_there_are(
    enter: Enter, administrator: User
) -> None:
    yazd, qom = enter(family_name="محمدی", city="یزد"), enter(family_name="رضایی", city="قم")
    with translation.override("en"):
        rule = made(administrator)
    assert rule.name == "“City” is one of: قم."
    assert caught(rule) == {yazd}
    issue = Issue.objects.get(code=rule.code)
    assert (issue.fact, issue.raw, issue.group, issue.severity, issue.fault) == (
        "city", "یزد", "invalid", "warning", "value",
    )  # fmt: skip
    assert qom not in caught(rule)


def test_a_rule_that_ends_finds_nothing_any_more_until_it_holds_again(enter: Enter, administrator: User) -> None:
    yazd = enter(family_name="محمدی", city="یزد")
    rule = made(administrator)
    assert caught(end_rule(rule=rule, by=administrator)) == set()
    assert caught(resume_rule(rule=rule, by=administrator)) == {yazd}


def test_undoing_a_change_of_a_rule_gives_its_issues_back(enter: Enter, administrator: User) -> None:
    yazd = enter(family_name="محمدی", city="یزد")
    rule = made(administrator)
    change_rule(rule=rule, by=administrator, parameters={"field": "city", "allowed": ["قم", "یزد"]})
    assert caught(rule) == set()
    undo(action=Action.objects.get(kind="rule.change"), by=administrator)
    assert caught(rule) == {yazd}
    undo(action=Action.objects.get(kind="rule.create"), by=administrator)
    assert caught(rule) == set()
    assert not Rule.objects.exists()


def test_another_severity_is_that_of_the_issues_there_are(enter: Enter, administrator: User) -> None:
    enter(family_name="محمدی", city="یزد")
    rule = made(administrator)
    caught(rule)
    change_rule(rule=rule, by=administrator, severity="block")
    caught(rule)
    assert Issue.objects.get(code=rule.code).severity == "error"
    assert Job.objects.filter(task="quality.follow_rule").last().result == {"changed": 1}


@pytest.mark.parametrize(
    ("kind", "parameters", "field"),
    [
        ("values", {"field": "city", "allowed": []}, "parameters.allowed"),
        ("pattern", {"field": "city", "pattern": "("}, "parameters.pattern"),
        ("range", {"field": "birth_date", "min": "today", "max": "today-1"}, "parameters.max"),
        ("values", {"field": "planet", "allowed": ["مریخ"]}, "parameters.field"),
        ("values", {"field": "city", "allowed": ["یزد"]}, "parameters"),  # contradicts the one there is
        ("horoscope", {}, "kind"),
    ],
)
def test_a_rule_without_sense_is_refused_and_says_why(
    administrator: User, kind: str, parameters: dict[str, Any], field: str
) -> None:
    made(administrator)
    with pytest.raises(ValidationError) as refused:
        made(administrator, kind, parameters)
    assert list(refused.value.message_dict) == [field]
    assert Rule.objects.count() == 1


def test_a_contradiction_names_the_other_rule_in_the_user_s_language(administrator: User) -> None:
    made(administrator, name="فقط قم")
    with translation.override("fa"), pytest.raises(ValidationError) as refused:
        made(administrator, parameters={"field": "city", "allowed": ["یزد"]})
    (sentence,) = refused.value.messages
    assert "«فقط قم»" in sentence
    assert "شهر" in sentence


def test_a_rule_that_ended_contradicts_nothing_but_cannot_come_back_beside_its_opposite(administrator: User) -> None:
    rule = end_rule(rule=made(administrator), by=administrator)
    made(administrator, parameters={"field": "city", "allowed": ["یزد"]})
    with pytest.raises(ValidationError):
        resume_rule(rule=rule, by=administrator)


def test_only_an_administrator_makes_rules(strategist: User, administrator: User) -> None:
    with pytest.raises(NotAllowed):
        made(strategist)
    rule = made(administrator)
    for act in (end_rule, resume_rule, change_rule):
        with pytest.raises(NotAllowed):
            act(rule=rule, by=strategist)


def test_the_rules_that_come_with_zolal_are_no_rows_until_they_are_changed(enter: Enter, administrator: User) -> None:
    assert [rule.standard for rule in rules_of("person")] == [MISSING, OLD]
    assert not Rule.objects.exists()
    old = enter(family_name="محمدی", mobile="09121234567", email="a@b.ir", last_activity_on="2020-01-01")
    silence = rule_by_uid(rules_of("person")[1].uid)
    parameters = {**silence.parameters, "days": 36_000}
    change_rule(rule=silence, by=administrator, parameters=parameters)
    assert caught(silence) == set()
    undo(action=Action.objects.get(kind="rule.change"), by=administrator)
    assert not Rule.objects.exists()
    assert caught(silence) == {old}


def test_what_every_entry_needs_is_judged_anew_with_the_scores(enter: Enter, administrator: User) -> None:
    ali = enter(family_name="محمدی", mobile="09121234567")
    needed = rules_of("person")[0]
    change_rule(rule=needed, by=administrator, parameters={"function": "entry", "fields": ["name", "birth_date"]})
    run_all()
    assert set(Issue.objects.filter(record_id=ali).values_list("fact", "code")) == {("birth_date", MISSING)}
