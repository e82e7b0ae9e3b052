"""Whoever checked a value says so; it counts until the value changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction

from tests.quality.conftest import Enter
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import act, undo, write
from zolal.core.models import Action, Setting
from zolal.people.models import Person
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.ratings import rate, withdraw
from zolal.quality.actions.undo_merge import undo_merge
from zolal.quality.assess import assess
from zolal.quality.models import Issue
from zolal.quality.queries.ratings import ratings_of

pytestmark = pytest.mark.django_db

ALI = {"given_name": "علی", "family_name": "محمدی", "mobile": "09122002580", "email": "a@example.com", "city": "تهران"}


def rated(record_id: int, by: User, **said: str) -> Action:
    known = {"field": "city", "value": "تهران", "verdict": "wrong", "method": "phone", **said}
    return rate(record_type="person", record_id=record_id, by=by, **known)


def reported(record_id: int) -> list[tuple[str, str]]:
    wrong = Issue.objects.filter(record_id=record_id, code="reported_wrong", group="invalid", severity="error")
    return sorted(wrong.values_list("fact", "raw"))


def standing(record_id: int) -> dict[str, tuple[str, str]]:
    found = ratings_of(Person.objects.get(pk=record_id))
    return {one.field: (one.value, one.verdict) for one in found.values()}


def changed(by: User, record_id: int, **facts: Any) -> Action:  # noqa: ANN401 - values of facts
    with transaction.atomic():
        action = act(kind="person.edit", by=by)
        write(action, "person", {record_id: facts})
    return action


def quality(record_id: int) -> int:
    return Person.objects.get(pk=record_id).quality or 0


def test_a_value_found_wrong_is_an_issue_at_once_and_costs_points(enter: Enter, member: User) -> None:
    ali = enter(**ALI)
    before = quality(ali)
    rated(ali, member)
    assert reported(ali) == [("city", "تهران")]
    assert quality(ali) < before
    assert standing(ali) == {"city": ("تهران", "wrong")}


def test_the_rating_ends_when_the_value_changes_and_is_back_when_that_is_undone(enter: Enter, member: User) -> None:
    ali = enter(**ALI)
    rated(ali, member)
    edit = changed(member, ali, city="یزد")
    assert (reported(ali), standing(ali)) == ([], {})
    undo(action=edit, by=member)
    assert reported(ali) == [("city", "تهران")]


def test_who_confirms_a_value_takes_the_word_of_the_one_who_doubted_it(enter: Enter, member: User) -> None:
    ali = enter(**ALI)
    rated(ali, member)
    rated(ali, member, verdict="confirmed", method="visit")
    assert reported(ali) == []
    assert standing(ali) == {"city": ("تهران", "confirmed")}


def test_a_rating_is_undone_like_every_other_change_and_can_be_taken_back(enter: Enter, member: User) -> None:
    ali = enter(**ALI)
    before = quality(ali)
    action = rated(ali, member)
    undo(action=action, by=member)
    assert (reported(ali), quality(ali)) == ([], before)
    rated(ali, member)
    assert withdraw(record_type="person", record_id=ali, field="city", value="تهران", by=member)
    assert reported(ali) == []
    assert withdraw(record_type="person", record_id=ali, field="city", value="تهران", by=member) is None


def test_one_of_several_numbers_is_wrong_not_the_others(enter: Enter, member: User) -> None:
    ali = enter(**ALI, phone="02188776655")
    rated(ali, member, field="mobile", value="09122002580")
    assert reported(ali) == [("mobile", "09122002580")]
    assert set(standing(ali)) == {"mobile"}


def test_ratings_go_along_with_a_merge_and_come_back_with_its_undo(enter: Enter, administrator: User) -> None:
    ali, again = enter(**ALI), enter(**{**ALI, "email": "b@example.com"})
    rated(again, administrator, field="email", value="b@example.com")
    rated(ali, administrator, verdict="confirmed", field="mobile", value="09122002580")
    done = merge_records(record_type="person", keep_id=ali, absorb_id=again, by=administrator)
    assert reported(ali) == [("email", "b@example.com")]
    assert standing(ali) == {"email": ("b@example.com", "wrong"), "mobile": ("09122002580", "confirmed")}
    undo_merge(merge=done, by=administrator)
    assert (reported(ali), reported(again)) == ([], [("email", "b@example.com")])
    assert standing(ali) == {"mobile": ("09122002580", "confirmed")}


def test_where_somebody_works_can_be_wrong_whatever_the_company_is_called(enter: Enter, administrator: User) -> None:
    shop = enter("company", name="آفتاب")
    ali = enter(**ALI, company=shop)
    rated(ali, administrator, field="company", value=str(shop))
    assert reported(ali) == [("company", "آفتاب")]
    with transaction.atomic():
        write(act(kind="company.edit", by=administrator), "company", {shop: {"name": "مهتاب"}})
    assess("person", [ali])
    assert reported(ali) == [("company", "مهتاب")]


def test_what_makes_no_sense_is_refused_with_the_reason(enter: Enter, member: User) -> None:
    ali = enter(**ALI)
    for wrong in (
        {"value": "یزد"},
        {"field": "owner"},
        {"field": "nonsense"},
        {"verdict": "perhaps"},
        {"method": ""},
        {"note": "x" * 501},
    ):
        with pytest.raises(ValidationError) as refused:
            rated(ali, member, **wrong)
        assert set(refused.value.message_dict) == set(wrong)
    assert standing(ali) == {}


def test_only_who_may_edit_and_sees_the_record_may_rate(enter: Enter, reader: User, stranger: User) -> None:
    ali = enter(**ALI)
    with pytest.raises(NotAllowed):
        rated(ali, reader)
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(ObjectDoesNotExist):
        rated(ali, stranger)
