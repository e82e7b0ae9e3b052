"""The room of the rules, as an administrator and as a reader."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.web.conftest import Browse
from zolal.accounts.models import User
from zolal.people.models import Person
from zolal.quality.demands import rules_of
from zolal.quality.models import Rule

pytestmark = pytest.mark.django_db

ONLY_QOM = {"field": "city", "sort": "allowed", "values": "قم\nكرج", "severity": "block"}


def english(user: User) -> User:
    User.objects.filter(pk=user.pk).update(language="en", digits="latin")
    return user


def kind_address(kind: str, **more: str) -> str:
    return reverse("rule-new", args=[kind]) + "?type=person" + "".join(f"&{name}={text}" for name, text in more.items())


def test_the_rules_are_listed_with_those_that_come_with_zolal(administrator: User, browse: Browse) -> None:
    page = browse(english(administrator)).get(reverse("rules")).content.decode()
    assert "Needed at entry" in page
    assert "comes with Zolal" in page
    assert "What Zolal checks by itself" in page


def test_a_rule_is_made_changed_and_ended_in_the_browser(administrator: User, browse: Browse, sara: Person) -> None:
    browser = browse(english(administrator))
    assert browser.get(reverse("rule-kinds") + "?type=person").status_code == 200
    assert browser.get(kind_address("values")).status_code == 200
    made = browser.post(kind_address("values"), ONLY_QOM)
    rule = Rule.objects.get()
    assert made.url == reverse("rule", args=[rule.uid])
    assert (rule.parameters, rule.severity) == ({"field": "city", "allowed": ["قم", "كرج"]}, "block")
    browser.post(made.url, {**ONLY_QOM, "values": "یزد", "severity": "warn", "name": "فقط یزد"})
    rule.refresh_from_db()
    assert (rule.parameters["allowed"], rule.severity, rule.name, rule.version) == (["یزد"], "warn", "فقط یزد", 2)
    browser.post(reverse("rule-switch", args=[rule.uid]), {"active": "0"})
    rule.refresh_from_db()
    assert not rule.active
    assert "This rule has ended" in browser.get(made.url).content.decode()


@pytest.mark.parametrize(
    ("kind", "typed", "parameters"),
    [
        ("range", {"field": "birth_date", "min": "۱۳۰۰/۰۱/۰۱", "max": "امروز-۶۵۷۰"},
         {"field": "birth_date", "min": "1921-03-21", "max": "today-6570"}),
        ("length", {"field": "postal_code", "min": "۱۰", "max": "10"}, {"field": "postal_code", "min": 10, "max": 10}),
        ("freshness", {"fields": ["last_purchase_on"], "days": "۳۶۵", "or_changed": "on"},
         {"fields": ["last_purchase_on"], "days": 365, "or_changed": True}),
        ("essential", {"function": "sales", "fields": ["name", "owner"]},
         {"function": "sales", "fields": ["name", "owner"]}),
        ("pattern", {"field": "email", "pattern": ".*[.]ir"},
         {"field": "email", "pattern": ".*[.]ir", "forbidden": False}),
        ("relation", {"field": "last_purchase_on", "how": "after", "other": "birth_date"},
         {"field": "last_purchase_on", "how": "after", "other": "birth_date"}),
        ("condition", {"field": "province", "values": "قم", "other": "city", "allowed": ""},
         {"field": "province", "values": ["قم"], "other": "city", "allowed": []}),
    ],
)  # fmt: skip
def test_every_kind_can_be_typed_as_people_write_and_comes_back_into_the_form(
    administrator: User, browse: Browse, kind: str, typed: dict[str, Any], parameters: dict[str, Any]
) -> None:
    browser = browse(administrator)
    answer = browser.post(kind_address(kind), {**typed, "severity": "queue"})
    rule = Rule.objects.get()
    assert rule.parameters == parameters
    page = browser.get(answer.url).content.decode()
    again = browser.post(answer.url, {**typed, "severity": "queue", "name": rule.name})
    assert again.status_code == 302
    assert rule.name in page


@pytest.mark.parametrize("preset", ["sales", "marketing", "operations"])
def test_a_preset_fills_the_form(administrator: User, browse: Browse, preset: str) -> None:
    page = browse(administrator).get(kind_address("essential", preset=preset)).content.decode()
    assert page.count("checked") >= 4


def test_what_a_rule_would_catch_is_shown_while_it_is_typed(administrator: User, browse: Browse, sara: Person) -> None:
    browser = browse(english(administrator))
    where = reverse("rule-try") + "?type=person&kind=values"
    shown = browser.post(where, ONLY_QOM).content.decode()
    assert "1</strong>" in shown
    assert sara.name in shown
    assert "0</strong>" in browser.post(where, {**ONLY_QOM, "values": "یزد"}).content.decode()
    assert "Fill in the rule" in browser.post(where, {"severity": "block"}).content.decode()
    assert not Rule.objects.exists()


def test_a_rule_without_sense_is_refused_while_typing_and_on_saving_and_what_was_typed_stays(
    administrator: User, browse: Browse
) -> None:
    browser = browse(english(administrator))
    typed = {"field": "city", "min": "9", "max": "3", "severity": "queue"}
    said = "the longest is shorter than the shortest"
    where = reverse("rule-try") + "?type=person&kind=length"
    assert said in browser.post(where, typed).content.decode()
    answer = browser.post(kind_address("length"), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="9"' in answer.content.decode()


def test_the_history_says_what_would_have_been_caught_by_source(
    administrator: User, browse: Browse, sara: Person
) -> None:
    browser = browse(english(administrator))
    browser.post(kind_address("values"), ONLY_QOM)
    page = browser.get(reverse("rule-history", args=[Rule.objects.get().uid])).content.decode()
    assert "of 1 writes" in page
    assert "customers.xlsx" in page


def test_others_read_the_rules_and_change_none(member: User, browse: Browse) -> None:
    browser = browse(english(member))
    uid = rules_of("person")[0].uid
    page = browser.get(reverse("rule", args=[uid]))
    assert page.status_code == 200
    assert b"rule-form" not in page.content
    assert browser.post(reverse("rule", args=[uid]), {}).status_code == 403
    assert browser.get(reverse("rule-kinds")).status_code == 403
