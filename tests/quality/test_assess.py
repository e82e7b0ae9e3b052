from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.essentials import needed
from tests.quality.conftest import Enter, facts_of
from zolal.accounts.models import User
from zolal.core.ledger import act, create, remove, undo, write
from zolal.core.models import Action
from zolal.people.models import Person, PersonScore
from zolal.people.points import numbered
from zolal.quality.keys import keys_of
from zolal.quality.known_answers import known_answers
from zolal.quality.matching import match
from zolal.quality.models import Issue, Pair

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "city": "تهران"}
AGAIN = {"given_name": "Ali", "family_name": "Mohammadi", "mobile": "09122002580", "email": "ali@example.com"}


def changed(by: User, record_id: int, **facts: Any) -> Action:  # noqa: ANN401 - values of facts
    with transaction.atomic():
        action = act(kind="person.edit", by=by)
        write(action, "person", {record_id: facts})
    return action


def codes(record_id: int) -> set[tuple[str, str]]:
    return set(Issue.objects.filter(record_id=record_id).values_list("fact", "code"))


def open_pairs() -> set[tuple[int, int]]:
    return set(Pair.objects.filter(decision="open").values_list("first_id", "second_id"))


def test_what_was_wrong_with_an_entry_is_an_issue_with_the_typed_text(enter: Enter, administrator: User) -> None:
    ali = enter(**ALI, **{"fault:national_id": [{"code": "national_id_invalid", "raw": "123", "proposal": ""}]})
    issue = Issue.objects.get(record_id=ali, group="invalid")
    assert (issue.code, issue.raw, issue.severity, issue.fault) == ("national_id_invalid", "123", "error", "value")
    assert issue.importer == administrator


def test_a_missing_essential_field_makes_a_record_incomplete_until_it_is_filled(
    enter: Enter, administrator: User
) -> None:
    ali = enter(**ALI)
    assert codes(ali) == {("email", "missing_essential")}
    (point,) = [fact for fact in numbered([facts_of({"email": "ali@example.com"})])[0].items() if "point" in fact[0]]
    changed(administrator, ali, **{point[0]: point[1]})
    assert codes(ali) == set()


def test_the_administrator_says_which_fields_are_essential(enter: Enter) -> None:
    needed("person", "name", "birth_date")
    assert codes(enter(**ALI)) == {("birth_date", "missing_essential")}


def test_who_was_not_heard_of_for_two_years_is_old(enter: Enter) -> None:
    long_ago = (timezone.localdate() - timedelta(days=800)).isoformat()
    assert ("last_activity_on", "old") in codes(enter(**ALI, last_purchase_on=long_ago))
    assert ("last_activity_on", "old") not in codes(enter(**ALI))


def test_a_record_has_a_quality_and_says_what_would_raise_it_most(enter: Enter) -> None:
    person = Person.objects.get(id=enter(**ALI))
    assert 0 < (person.quality or 0) < 100
    assert person.scores["parts"]["validity"] == 1
    assert person.scores["parts"]["freshness"] is None
    assert (person.scores["reasons"][0]["code"], person.scores["reasons"][0]["field"]) == ("missing", "email")


def test_a_likely_duplicate_awaits_a_decision_and_costs_the_later_record_its_uniqueness(enter: Enter) -> None:
    ali, again = enter(**ALI), enter(**AGAIN)
    pair = Pair.objects.get()
    assert (pair.first_id, pair.second_id) == (ali, again)
    assert pair.probability > 0.95
    assert pair.evidence[0][:2] == ["mobile", "equal"]
    assert pair.effect == 3
    scores = dict(PersonScore.objects.values_list("pk", "scores"))
    assert (scores[ali]["parts"]["uniqueness"], scores[again]["parts"]["uniqueness"]) == (1, 0)
    assert {"code": "duplicate", "field": "", "gain": 11.1} in scores[again]["reasons"]


def test_what_somebody_decided_is_never_asked_again(enter: Enter, administrator: User) -> None:
    ali, again = enter(**ALI), enter(**AGAIN)
    Pair.objects.update(decision="not_same")
    changed(administrator, again, city="تهران")
    assert Pair.objects.get().decision == "not_same"
    row = keys_of("person", AGAIN)
    assert [candidate.record_id for candidate in match("person", [row], exclude=[again])[0].sure] == []
    assert ali != again


def test_an_archived_record_has_no_issues_and_no_open_pairs_and_gets_them_back(
    enter: Enter, administrator: User
) -> None:
    ali, again = enter(**ALI), enter(**AGAIN)
    changed(administrator, ali, state="archived")
    assert codes(ali) == set()
    assert open_pairs() == set()
    assert Person.objects.get(id=again).scores["parts"]["uniqueness"] == 1
    changed(administrator, ali, state="active")
    assert codes(ali) == {("email", "missing_essential")}
    assert open_pairs() == {(ali, again)}


def test_a_removed_record_leaves_nothing_behind_and_undo_brings_all_back(enter: Enter, administrator: User) -> None:
    ali, again = enter(**ALI), enter(**AGAIN)
    with transaction.atomic():
        action = act(kind="person.delete", by=administrator)
        remove(action, "person", [again])
    assert codes(again) == set()
    assert open_pairs() == set()
    with transaction.atomic():
        undo(action=action, by=administrator)
    assert open_pairs() == {(ali, again)}
    assert Person.objects.get(id=again).scores["parts"]["uniqueness"] == 0


def test_an_open_pair_keeps_its_identity_when_a_record_is_edited(enter: Enter, administrator: User) -> None:
    enter(**ALI)
    again = enter(**AGAIN)
    before = Pair.objects.get()
    changed(administrator, again, city="تهران")
    after = Pair.objects.get()
    assert after.uid == before.uid
    assert after.probability > before.probability or after.evidence != before.evidence


def test_answers_that_are_known_already_become_the_same_pairs_without_asking_again(
    enter: Enter, administrator: User
) -> None:
    ali = enter(**ALI)
    rows = [AGAIN, {"given_name": "زهرا", "family_name": "نوروزی"}, {**AGAIN, "email": "other@example.com"}]
    answers = match("person", [keys_of("person", row) for row in rows])
    with transaction.atomic():
        action = act(kind="import.commit", by=administrator)
        with known_answers("person", answers, created=[0, 2]):
            ids = create(action, "person", numbered([facts_of(rows[0]), facts_of(rows[2])]))
    told = open_pairs()
    assert told == {(ali, ids[0]), (ali, ids[1]), (ids[0], ids[1])}
    probabilities = set(Pair.objects.values_list("first_id", "second_id", "probability"))
    changed(administrator, ids[0], state="archived")
    changed(administrator, ids[0], state="active")
    assert set(Pair.objects.values_list("first_id", "second_id", "probability")) == probabilities
