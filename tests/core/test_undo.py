"""Every action can be taken back, and taking back too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from tests.dump import dump
from zolal.accounts.models import User
from zolal.core import ledger
from zolal.core.models import Action
from zolal.people.models import Company, Person, Relation

pytestmark = pytest.mark.django_db


def test_an_edit_is_taken_back_with_its_provenance(enter: Callable, change: Callable) -> None:
    record_id = enter(given_name="علی", city="یزد", points=[{"kind": "email", "value": "a@b.ir", "key": "a@b.ir"}])
    change(record_id, {"city": "قم"})
    before = dump()
    undone = ledger.undo(action=change(record_id, {"city": "شیراز", "given_name": None, "note": "…"}), by=None)
    assert dump() == before
    assert (undone.restored, undone.kept) == (1, [])


def test_what_was_changed_since_is_kept_and_named(enter: Callable, change: Callable, facts: Callable) -> None:
    record_id = enter(given_name="علی", city="یزد")
    action = change(record_id, {"city": "شیراز", "note": "قدیمی"})
    change(record_id, {"city": "قم"})
    undone = ledger.undo(action=action, by=None)
    (kept,) = undone.kept
    assert (kept.record_id, kept.facts, kept.whole) == (record_id, {"city": "قم"}, False)
    assert facts(record_id)["city"] == "قم"
    assert "note" not in facts(record_id)


def test_the_same_value_written_again_by_somebody_else_is_theirs(
    enter: Callable, change: Callable, facts: Callable
) -> None:
    record_id = enter(given_name="علی", city="یزد")
    action = change(record_id, {"city": "قم"})
    change(record_id, {"city": "شیراز"})
    change(record_id, {"city": "قم"})
    assert ledger.undo(action=action, by=None).kept
    assert facts(record_id)["city"] == "قم"


def test_created_records_leave_and_come_back_under_their_ids(enter: Callable, facts: Callable) -> None:
    record_id = enter(given_name="علی", **{"more:کد": "۱۲"})
    before = dump()
    action = Action.objects.get()
    undone = ledger.undo(action=action, by=None)
    assert facts(record_id) is None
    ledger.undo(action=undone.action, by=None)
    assert dump() == before
    assert ledger.undo(action=action, by=None).restored == 1, "what was done again can be undone again"


def test_a_created_record_somebody_worked_on_stays_whole(enter: Callable, change: Callable, facts: Callable) -> None:
    record_id = enter(given_name="علی")
    action = Action.objects.get()
    change(record_id, {"city": "یزد"})
    (kept,) = ledger.undo(action=action, by=None).kept
    assert (kept.record_id, kept.whole, kept.facts) == (record_id, True, {"city": "یزد"})
    assert facts(record_id)["given_name"] == "علی"


def test_a_created_company_where_somebody_works_now_stays(enter: Callable) -> None:
    company = enter("company", name="آریا")
    action = Action.objects.get()
    enter(given_name="علی", company=company)
    assert ledger.undo(action=action, by=None).kept[0].whole
    assert Company.objects.filter(pk=company).exists()


def test_an_action_is_undone_once(enter: Callable) -> None:
    enter(given_name="علی")
    action = Action.objects.get()
    ledger.undo(action=action, by=None)
    with pytest.raises(ledger.AlreadyUndone):
        ledger.undo(action=action, by=None)


def test_an_undo_says_who_and_what(enter: Callable, manager: User) -> None:
    enter(given_name="علی")
    action = Action.objects.get()
    undone = ledger.undo(action=action, by=manager)
    assert (undone.action.kind, undone.action.undoes, undone.action.actor) == ("undo", action, manager)


class TestRemovedRecords:
    def remove(self, *ids: int) -> Action:
        with transaction.atomic():
            action = ledger.act(kind="person.delete", by=None)
            ledger.remove(action, "person", ids)
        return action

    def test_they_return_with_all_they_had(self, enter: Callable, change: Callable) -> None:
        one = enter(given_name="علی", points=[{"kind": "email", "value": "a@b.ir", "key": "a@b.ir"}])
        other = enter(given_name="زهرا")
        change(one, {"city": "یزد"})
        Relation.objects.create(person_id=one, other_id=other, kind_id="household")
        before = dump()
        for ids in ([one], [other], [one, other]):
            action = self.remove(*ids)
            assert not Relation.objects.exists()
            ledger.undo(action=action, by=None)
            assert dump() == before

    def test_related_ones_return_in_any_order(self, enter: Callable) -> None:
        one, other = enter(given_name="علی"), enter(given_name="زهرا")
        Relation.objects.create(person_id=one, other_id=other, kind_id="household")
        before = dump()
        first, second = self.remove(one), self.remove(other)
        ledger.undo(action=first, by=None)
        ledger.undo(action=second, by=None)
        assert dump() == before

    def test_a_company_that_is_no_more_is_left_out_and_named(self, enter: Callable, facts: Callable) -> None:
        company = enter("company", name="آریا")
        one = enter(given_name="علی", company=company)
        action = self.remove(one)
        with transaction.atomic():
            ledger.remove(ledger.act(kind="company.delete", by=None), "company", [company])
        (kept,) = ledger.undo(action=action, by=None).kept
        assert (kept.record_id, kept.facts) == (one, {"company": None})
        assert "company" not in facts(one)


def test_a_long_undo_goes_in_chunks(member: User) -> None:
    with transaction.atomic():
        action = ledger.act(kind="import.commit", by=member)
        ledger.create(action, "person", [{"given_name": str(number)} for number in range(25)])
    undoing = ledger.begin_undo(action=action, by=member)
    after: int | None = 0
    counts = []
    while after is not None:
        with transaction.atomic():
            step = ledger.undo_chunk(undoing, after=after, size=10)
        after = step.after
        counts.append(step.restored)
    assert counts == [10, 10, 5]
    assert not Person.objects.exists()


def test_an_app_may_undo_its_own_way() -> None:
    asked = []
    ledger.register_undo("tests.special", lambda action, by: asked.append((action, by)))
    action = ledger.act(kind="tests.special", by=None)
    ledger.undo(action=action, by=None)
    assert asked == [(action, None)]
