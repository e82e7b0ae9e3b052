"""A category says in the company's own words when somebody is one, and nobody becomes one without what it needs."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from zolal.accounts.models import User
from zolal.capture.actions.entries import edit, enter
from zolal.core import ledger
from zolal.core.jobs import run_all
from zolal.people.actions.bulk import edit_records
from zolal.people.actions.categories import change_category, create_category, take_usual_categories
from zolal.people.models import Category, Person
from zolal.quality.models import Issue


def test_nobody_is_moved_into_a_category_without_what_it_needs(administrator: User) -> None:
    lead = create_category(name="سرنخ", needs=["email", "own:touch_point"], by=administrator)
    record = enter(record_type="person", fields={"given_name": "سارا"}, by=administrator).record
    assert record is not None

    with pytest.raises(ValidationError, match="سرنخ"):
        edit_records(record_type="person", ids=[record.pk], facts={"category": lead.pk}, by=administrator)
    refused = edit(
        record_type="person", record_id=record.pk, version=record.version, fields={"category": "سرنخ"}, by=administrator
    )
    assert refused.blocking
    assert {one.field for one in refused.troubles if one.refused} == {"email", "own:touch_point"}

    whole = {"email": "sara@example.com", "own:touch_point": "نمایشگاه", "category": "سرنخ"}
    taken = edit(record_type="person", record_id=record.pk, version=record.version, fields=whole, by=administrator)
    assert not taken.blocking
    assert Person.objects.get(pk=record.pk).category == lead


def test_who_is_in_it_already_becomes_an_issue_when_it_asks_for_more(administrator: User) -> None:
    lead = create_category(name="سرنخ", by=administrator)
    record = enter(record_type="person", fields={"given_name": "سارا", "category": "سرنخ"}, by=administrator).record
    change_category(category=lead, needs=["email"], by=administrator)
    run_all()
    assert Issue.objects.filter(record_id=record.pk, fact="email", code__startswith="rule:").exists()  # type: ignore[union-attr]
    change_category(category=lead, needs=[], by=administrator)
    run_all()
    assert not Issue.objects.filter(record_id=record.pk, code__startswith="rule:").exists()  # type: ignore[union-attr]


def test_the_usual_five_come_with_their_definitions_and_can_be_taken_back(administrator: User) -> None:
    with translation.override("fa"):
        action = take_usual_categories(by=administrator)
    assert [one.name for one in Category.objects.all()] == ["مخاطب", "سرنخ", "مشتری بالقوه", "فرصت", "مشتری"]
    assert all(one.meaning for one in Category.objects.all())
    ledger.undo(action=action, by=administrator)
    assert not Category.objects.exists()


def test_a_field_that_does_not_exist_cannot_be_needed(administrator: User) -> None:
    with pytest.raises(ValidationError) as refused:
        create_category(name="سرنخ", needs=["own:absent"], by=administrator)
    assert "needs" in refused.value.message_dict
