"""What a reviewer says about two records is remembered, and can be taken back."""

from __future__ import annotations

import pytest
from django.db import transaction

from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.ledger import act, create, undo
from zolal.core.models import Action, Setting
from zolal.people.models import Relation
from zolal.quality.actions.pairs import decide, skip
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
