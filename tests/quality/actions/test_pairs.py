"""What a reviewer says about two records is remembered, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import act, create, undo
from zolal.core.models import Action, Setting
from zolal.people.actions.bulk import archive_records, delete_records, edit_records
from zolal.people.models import Relation
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.pairs import decide, skip
from zolal.quality.duplicates import add
from zolal.quality.models import Pair

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(manager: User) -> Pair:
    with transaction.atomic():
        rows = [{"given_name": "علی", "city": "یزد"}, {"given_name": "مریم", "city": "تهران"}]
        first, second = create(act(kind="person.create", by=manager), "person", rows)
    return Pair.objects.create(record_type="person", first_id=first, second_id=second, probability=0.7)


def test_not_the_same_is_remembered_with_who_said_so(pair: Pair, member: User) -> None:
    decide(pair=pair, decision="not_same", by=member)
    decided = Pair.objects.get()
    assert (decided.decision, decided.decided_by) == ("not_same", member)
    assert Action.objects.get(kind="pair.decide").about["decision"] == "not_same"


def test_a_household_relates_the_two_until_it_is_taken_back(pair: Pair, member: User) -> None:
    decide(pair=pair, decision="household", by=member)
    assert Relation.objects.filter(kind="household").count() == 1
    decide(pair=pair, decision="open", by=member)
    assert Relation.objects.count() == 0
    assert Pair.objects.get().decided_by is None


def test_a_decision_is_undone_from_the_ledger(pair: Pair, member: User) -> None:
    decide(pair=pair, decision="household", by=member)
    undo(action=Action.objects.get(kind="pair.decide"), by=member)
    assert Pair.objects.get().decision == "open"
    assert Relation.objects.count() == 0


def test_a_pair_is_put_off(pair: Pair, member: User) -> None:
    skip(pair=pair, by=member)
    assert Pair.objects.get().skipped_at is not None


def test_who_may_not_decide_or_does_not_see_both_leaves_no_trace(pair: Pair, reader: User, member: User) -> None:
    with pytest.raises(NotAllowed):
        decide(pair=pair, decision="not_same", by=reader)
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(Pair.DoesNotExist):
        skip(pair=pair, by=member)
    assert Pair.objects.get().decision == "open"


def test_the_same_is_said_by_merging(pair: Pair, member: User) -> None:
    with pytest.raises(ValueError, match="merge"):
        decide(pair=pair, decision="same", by=member)


@pytest.mark.parametrize("deed", [archive_records, delete_records])
def test_an_answer_that_is_taken_back_is_not_asked_for_again_where_one_has_gone(
    pair: Pair, manager: User, deed: Callable[..., Action]
) -> None:
    said = decide(pair=pair, decision="not_same", by=manager)
    deed(record_type="person", ids=[pair.second_id], by=manager)
    undo(action=said, by=manager)
    assert not Pair.objects.exists()


def test_nor_where_their_national_ids_differ(pair: Pair, manager: User) -> None:
    decide(pair=pair, decision="not_same", by=manager)
    for one, number in ((pair.first_id, "0499370899"), (pair.second_id, "0790419904")):
        edit_records(record_type="person", ids=[one], facts={"national_id": number}, by=manager)
    decide(pair=pair, decision="open", by=manager)
    assert not Pair.objects.exists()


def test_nor_where_somebody_has_said_it_of_who_was_merged_into_one_of_them(pair: Pair, manager: User) -> None:
    with transaction.atomic():
        (third,) = create(act(kind="person.create", by=manager), "person", [{"given_name": "مریم", "city": "تهران"}])
    other = Pair.objects.create(record_type="person", first_id=pair.first_id, second_id=third, probability=0.7)
    for one in (pair, other):
        decide(pair=one, decision="not_same", by=manager)
    merge_records(record_type="person", keep_id=pair.second_id, absorb_id=third, by=manager)
    decide(pair=pair, decision="open", by=manager)
    assert not Pair.objects.filter(pk=pair.pk).exists()


def test_what_was_found_before_their_ids_were_known_is_not_asked(pair: Pair, manager: User) -> None:
    ids = [pair.first_id, pair.second_id]
    Pair.objects.all().delete()
    for one, number in zip(ids, ("0499370899", "0790419904"), strict=True):
        edit_records(record_type="person", ids=[one], facts={"national_id": number}, by=manager)
    add("person", {(ids[0], ids[1]): (0.9, [])})
    assert not Pair.objects.exists()
