"""Accept, type, keep, archive: what is decided about issues changes records as any other entry does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.quality.actions.test_handling import entered, targets
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.capture.actions.decisions import decide, mend
from zolal.capture.actions.entries import enter
from zolal.core.models import Action
from zolal.people.models import ContactPoint, Person
from zolal.quality.actions.handling import Target, Wish
from zolal.quality.models import Issue

pytestmark = pytest.mark.django_db

Entered = Callable[..., int]


def typed(by: User, **fields: str) -> int:
    """A person as somebody typed it in."""
    given = {"given_name": "سارا", "family_name": "محمدی", **fields}
    found = enter(record_type="person", fields=given, by=by, despite=True)
    assert found.record is not None
    return found.record.pk


def issues_of(record_id: int, group: str = "invalid") -> list[Target]:
    rows = Issue.objects.filter(record_id=record_id, group=group, severity__in=["error", "warning"]).order_by("id")
    return [Target(*row) for row in rows.values_list(*Target._fields)]


def emails(record_id: int) -> list[str]:
    points = ContactPoint.objects.filter(person=record_id, kind="email").order_by("position")
    return list(points.values_list("value", flat=True))


def test_a_proposal_is_taken_beside_what_is_right_already(member: User) -> None:
    sara = typed(member, email="old@example.com | sara@gmial.com")
    action, done = decide(record_type="person", targets=issues_of(sara), wish=Wish("accept"), by=member)
    assert done == 1
    assert emails(sara) == ["old@example.com", "sara@gmail.com"]
    assert issues_of(sara) == []
    assert getattr(action.source, "method", "") == "hand"
    undo_action(action=action, by=member)
    assert emails(sara) == ["old@example.com", "sara@gmial.com"]
    assert len(issues_of(sara)) == 1


def test_several_mends_of_one_record_are_one_change(member: User) -> None:
    sara = typed(member, email="sara@gmial.com | karimi@yaho.com")
    action, done = decide(record_type="person", targets=issues_of(sara), wish=Wish("accept"), by=member)
    assert done == 2
    assert sorted(emails(sara)) == ["karimi@yahoo.com", "sara@gmail.com"]
    assert action.changes.count() == 1


def test_other_wrong_texts_of_the_field_stay(member: User) -> None:
    sara = typed(member, email="sara@gmial.com | nonsense")
    first = [target for target in issues_of(sara) if target.raw == "sara@gmial.com"]
    decide(record_type="person", targets=first, wish=Wish("accept"), by=member)
    assert [target.raw for target in issues_of(sara)] == ["nonsense"]


def test_names_that_were_swapped_change_places(member: User) -> None:
    sara = typed(member, given_name="محمدی", family_name="سارا")
    decide(record_type="person", targets=issues_of(sara), wish=Wish("accept"), by=member)
    assert (Person.objects.get().given_name, Person.objects.get().family_name) == ("سارا", "محمدی")
    assert issues_of(sara) == []


def test_what_is_old_still_holds_from_today_on(member: User) -> None:
    sara = entered(member)
    decide(record_type="person", targets=targets(sara, "old"), wish=Wish("accept"), by=member)
    assert Person.objects.get().last_activity_on == timezone.localdate()
    assert targets(sara, "old") == []


def test_where_nothing_is_proposed_nothing_is_accepted(member: User) -> None:
    sara = entered(member)
    with pytest.raises(ValidationError):
        decide(record_type="person", targets=targets(sara, "invalid"), wish=Wish("accept"), by=member)
    assert not Action.objects.filter(kind="issue.accepted").exists()


def test_what_is_missing_is_typed_in(member: User) -> None:
    sara = entered(member)
    [missing] = targets(sara, "incomplete")
    mend(record_type="person", target=missing, text="Sara@Example.com", by=member)
    assert emails(sara) == ["sara@example.com"]
    assert targets(sara, "incomplete") == []


@pytest.mark.parametrize("text", ["", "   ", "still wrong"])
def test_a_text_that_is_wrong_too_is_refused_with_the_reason(text: str, member: User) -> None:
    sara = entered(member)
    [wrong] = targets(sara, "invalid")
    with pytest.raises(ValidationError) as refused:
        mend(record_type="person", target=wrong, text=text, by=member)
    assert refused.value.message_dict["text"]
    assert targets(sara, "invalid") == [wrong]


def test_a_name_that_is_missing_is_typed_as_a_whole(member: User) -> None:
    nobody = entered(member, given_name=None, **{"more:code": "1"})
    name = next(target for target in targets(nobody, "incomplete") if target.fact == "name")
    mend(record_type="person", target=name, text="سارا محمدی", by=member)
    assert Person.objects.get().name == "سارا محمدی"


def test_the_old_are_archived(member: User, manager: User) -> None:
    first, second = entered(member), entered(member, family_name="محمدی")
    both = [*targets(first, "old"), *targets(second, "old")]
    with pytest.raises(NotAllowed):
        decide(record_type="person", targets=both, wish=Wish("archive"), by=member)
    action, _done = decide(record_type="person", targets=both, wish=Wish("archive"), by=manager)
    assert not Issue.objects.exists()
    undo_action(action=action, by=manager)
    assert Person.objects.filter(state="active").count() == 2
