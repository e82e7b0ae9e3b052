"""A pair that nobody but the search of everybody finds comes back with the record it left with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.quality.conftest import Enter
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import Team, User
from zolal.core.models import Action
from zolal.people.actions.bulk import archive_records, delete_records, edit_records, restore_records
from zolal.people.actions.erase import erase_record
from zolal.people.models import Person
from zolal.quality.models import LeftPair, Pair

pytestmark = pytest.mark.django_db

Couple = tuple[int, int]
Deed = Callable[..., Action]


@pytest.fixture
def couple(enter: Enter) -> Couple:
    """Two that no index would bring together."""
    one = enter(given_name="سارا", family_name="محمدی", city="یزد")
    return one, enter(given_name="رستم", family_name="کیانی", city="رشت")


def found(couple: Couple, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - of the pair's columns
    """What a search of everybody has said of the two, and somebody put off."""
    first, second = couple
    given = {"probability": 0.97, "evidence": [["city", "equal", 2.5]], "skipped_at": timezone.now(), "teaches": 0.4}
    Pair.objects.create(record_type="person", first_id=first, second_id=second, **(given | other))
    return stored()


def stored() -> dict[str, Any]:
    pair: dict[str, Any] = Pair.objects.values().get()
    return pair


@pytest.mark.parametrize("deed", [archive_records, delete_records])
@pytest.mark.parametrize("who", [slice(0, 1), slice(1, 2), slice(0, 2)])
def test_a_removal_that_is_undone_gives_the_pair_back_as_it_was(
    couple: Couple, administrator: User, deed: Deed, who: slice
) -> None:
    before = found(couple)
    action = deed(record_type="person", ids=couple[who], by=administrator)
    assert not Pair.objects.exists()
    undo_action(action=action, by=administrator)
    assert stored() == before
    assert not LeftPair.objects.exists()


def test_two_removals_are_undone_in_any_order(couple: Couple, administrator: User) -> None:
    before = found(couple)
    first = archive_records(record_type="person", ids=couple[:1], by=administrator)
    second = delete_records(record_type="person", ids=couple[1:], by=administrator)
    undo_action(action=first, by=administrator)
    assert not Pair.objects.exists()
    undo_action(action=second, by=administrator)
    assert stored() == before


def test_the_score_is_again_what_it_was(couple: Couple, administrator: User) -> None:
    found(couple, probability=1.0)
    edit_records(record_type="person", ids=couple, facts={"job_title": "مدیر"}, by=administrator)
    before = list(Person.objects.order_by("pk").values_list("score__quality", "score__scores"))
    undo_action(action=archive_records(record_type="person", ids=couple, by=administrator), by=administrator)
    assert list(Person.objects.order_by("pk").values_list("score__quality", "score__scores")) == before


def test_an_edit_that_is_undone_gives_it_back_too(couple: Couple, administrator: User) -> None:
    before = found(couple)
    action = edit_records(record_type="person", ids=couple[:1], facts={"family_name": "احمدی"}, by=administrator)
    assert not Pair.objects.exists()
    undo_action(action=action, by=administrator)
    assert stored() == before


def test_where_one_has_become_another_it_stays_away(couple: Couple, administrator: User) -> None:
    found(couple)
    action = archive_records(record_type="person", ids=couple[:1], by=administrator)
    edit_records(record_type="person", ids=couple[1:], facts={"family_name": "احمدی"}, by=administrator)
    undo_action(action=action, by=administrator)
    assert not Pair.objects.exists()


@pytest.mark.parametrize("decision", [Pair.Decision.NOT_SAME, Pair.Decision.HOUSEHOLD])
def test_what_somebody_answered_is_never_lost(couple: Couple, administrator: User, decision: str) -> None:
    before = found(couple, decision=decision, decided_by=administrator, decided_at=timezone.now())
    action = delete_records(record_type="person", ids=couple, by=administrator)
    assert stored() == before
    undo_action(action=action, by=administrator)
    assert stored() == before


def test_an_answer_given_meanwhile_holds(couple: Couple, administrator: User) -> None:
    found(couple)
    archive_records(record_type="person", ids=couple[:1], by=administrator)
    said = found(couple, decision=Pair.Decision.NOT_SAME, decided_by=administrator, decided_at=timezone.now())
    restore_records(record_type="person", ids=couple[:1], by=administrator)
    assert stored() == said


def test_it_comes_back_to_whom_the_records_are_of_now(couple: Couple, administrator: User, member: User) -> None:
    found(couple)
    action = archive_records(record_type="person", ids=couple[:1], by=administrator)
    team = Team.objects.create(name="گروه")
    edit_records(record_type="person", ids=couple[1:], facts={"owner": member.pk, "team": team.pk}, by=administrator)
    undo_action(action=action, by=administrator)
    pair = Pair.objects.get()
    assert (pair.first_owner, pair.second_owner, pair.second_team) == (None, member, team)


def test_of_who_is_erased_nothing_is_kept(couple: Couple, administrator: User) -> None:
    found(couple)
    archive_records(record_type="person", ids=couple[:1], by=administrator)
    assert LeftPair.objects.exists()
    erase_record(record_type="person", record_id=couple[0], by=administrator)
    assert not LeftPair.objects.exists()
