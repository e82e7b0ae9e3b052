"""A pair says whose its records are, whatever happens to them: the queue of who sees a part of them is right."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.quality.conftest import Enter
from tests.quality.couples import couples
from zolal.accounts.models import Deputy, SharedRecord, User
from zolal.core.ledger import act, undo, write
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.models import Merge, Pair
from zolal.quality.queries.pairs import visible_pairs
from zolal.quality.queries.queue import Queue
from zolal.quality.queries.queue_pairs import count_pairs, pairs_in
from zolal.quality.whose_pairs import COLUMNS, of_both, whose

pytestmark = pytest.mark.django_db


def give(by: User, *ids: int, to: User | None) -> None:
    """The owner of records becomes somebody else."""
    with transaction.atomic():
        facts = {"owner": to.pk if to else None, "team": to.team_id if to else None}
        write(act(kind="person.edit", by=by), "person", dict.fromkeys(ids, facts))


def all_true() -> bool:
    """Whether every pair says of its records what they say of themselves."""
    rows = list(Pair.objects.values_list("first_id", "second_id", *COLUMNS))
    known = whose("person", sorted({end for row in rows for end in row[:2]}))
    return all(row[2:] == of_both(known, row[0], row[1]) for row in rows)


def seen(user: User) -> list[int]:
    return list(visible_pairs(user, "person").order_by("id").values_list("id", flat=True))


@pytest.fixture
def pair(enter: Enter) -> Pair:
    return couples(enter, 1)[0]


@pytest.fixture(autouse=True)
def _each_their_own(administrator: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")


def test_who_sees_their_own_sees_a_pair_when_both_are_theirs(
    pair: Pair, administrator: User, member: User, stranger: User
) -> None:
    assert seen(member) == []
    give(administrator, pair.first_id, to=member)
    assert seen(member) == []
    give(administrator, pair.second_id, to=member)
    assert (seen(member), seen(stranger)) == ([pair.pk], [])
    give(administrator, pair.first_id, pair.second_id, to=stranger)
    assert (seen(member), seen(stranger)) == ([], [pair.pk])
    assert all_true()


def test_a_team_a_shared_record_and_a_deputy_reach_as_far_as_records_do(
    pair: Pair, administrator: User, member: User, stranger: User, manager: User
) -> None:
    give(administrator, pair.first_id, to=member)
    give(administrator, pair.second_id, to=stranger)
    SharedRecord.objects.create(record_type="person", record_id=pair.second_id, user=member, level="read", by=stranger)
    assert seen(User.objects.get(pk=member.pk)) == [pair.pk]
    Setting.objects.create(name="visibility.manager", value="team")
    assert seen(manager) == []
    give(administrator, pair.second_id, to=manager)
    assert seen(manager) == [pair.pk]


def test_an_undo_gives_the_pair_back_with_its_record(pair: Pair, administrator: User, member: User) -> None:
    with transaction.atomic():
        gone = act(kind="person.edit", by=administrator)
        both = {pair.first_id: {"owner": member.pk}, pair.second_id: {"owner": member.pk}}
        write(gone, "person", both)
    assert seen(member) == [pair.pk]
    undo(action=gone, by=administrator)
    assert seen(member) == []
    assert all_true()


def test_pairs_that_go_along_with_a_merge_say_whose_they_are_now(
    enter: Enter, administrator: User, member: User, stranger: User
) -> None:
    (pair,) = couples(enter, 1)
    other = enter(given_name="مریم", family_name="صادقی", mobile="09121112233")
    give(administrator, pair.first_id, to=member)
    give(administrator, pair.second_id, other, to=stranger)
    with transaction.atomic():
        merge_records(record_type="person", keep_id=other, absorb_id=pair.second_id, by=administrator)
    assert all_true()
    undo_merge(merge=Merge.objects.get(), by=administrator)
    assert all_true()


def test_what_is_mine_is_counted_to_the_end_where_i_see_mine_alone(
    enter: Enter, administrator: User, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zolal.quality.queries.queue_pairs.FEW", 2)
    couples(enter, 3)
    give(administrator, *Person.objects.values_list("pk", flat=True), to=member)
    queue = Queue("person", of=member.pk)
    assert count_pairs(queue=queue, user=member) == (3, True)
    assert len(pairs_in(queue=queue, user=member).pairs) == 3
    give(administrator, *Person.objects.values_list("pk", flat=True)[:2], to=None)
    assert count_pairs(queue=queue, user=member) == (2, True)


def test_whom_somebody_stands_in_for_is_theirs_as_long(
    pair: Pair, administrator: User, member: User, stranger: User
) -> None:
    give(administrator, pair.first_id, to=member)
    give(administrator, pair.second_id, to=stranger)
    Deputy.objects.create(user=stranger, deputy=member, begins_on="2020-01-01", ends_on="2199-01-01")
    assert seen(User.objects.get(pk=member.pk)) == [pair.pk]
