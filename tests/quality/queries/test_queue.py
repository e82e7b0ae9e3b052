"""Everybody's queue holds what is theirs, and nothing they do not see."""

from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from tests.quality.actions.test_handling import entered, targets, tomorrow
from zolal.accounts.models import User
from zolal.core.ledger import act, create, write
from zolal.core.models import Setting
from zolal.people.models import Person
from zolal.quality.actions.handling import Wish, handle
from zolal.quality.queries.queue import NoQueue, Queue, counts, first_queue, queue_named, queue_page

pytestmark = pytest.mark.django_db


def names(user: User, whose: str = "mine", size: int = 50, **narrowed: str) -> list[tuple[str, str]]:
    """(record, field) of a whole queue, page by page."""
    queue = queue_named(user, "person", whose, **narrowed)
    found, after = [], "begin"
    while after:
        page = queue_page(queue=queue, user=user, found=counts(queue=queue, user=user), after=after, size=size)
        found += [(one.record.name, one.issue.fact) for one in page.troubles]
        after = page.next
    return found


def test_mine_is_what_i_own_and_what_was_handed_to_me(member: User, stranger: User) -> None:
    entered(member)
    maryam = entered(stranger, given_name="مریم")
    wish = Wish("handed", to=member)
    handle(record_type="person", targets=targets(maryam, "old"), wish=wish, by=stranger)
    assert names(member) == [
        ("سارا", "mobile"), ("سارا", "last_activity_on"), ("مریم", "last_activity_on"), ("سارا", "email"),
    ]  # fmt: skip
    assert names(stranger) == [("مریم", "mobile"), ("مریم", "email")]


def test_what_nobody_owns_waits_for_anybody_who_sees_it(manager: User) -> None:
    entered(manager, owner=None, team=None)
    assert len(names(manager, "nobody")) == 3
    assert names(manager) == []


def test_a_manager_looks_at_a_colleagues_and_a_teams_queue(manager: User, member: User, stranger: User) -> None:
    entered(member)
    entered(stranger, given_name="مریم")
    Setting.objects.create(name="visibility.manager", value="team")
    assert len(names(manager, str(member.uid))) == 3
    assert {name for name, _field in names(manager, f"team:{manager.team_id}")} == {"سارا"}
    assert names(manager, "all") == names(manager, f"team:{manager.team_id}")
    for elsewhere in (str(stranger.uid), f"team:{stranger.team_id}"):
        with pytest.raises(NoQueue):
            queue_named(manager, "person", elsewhere)


def test_who_sees_their_own_customers_has_their_own_queue_only(member: User, stranger: User) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    entered(stranger, team=member.team_id)
    for others in ("nobody", str(stranger.uid), f"team:{member.team_id}", "nonsense"):
        with pytest.raises(NoQueue):
            queue_named(member, "person", others)
    assert names(member) == names(member, "all") == []


def test_what_was_handed_to_somebody_is_hidden_when_they_do_not_see_it_any_more(member: User, stranger: User) -> None:
    sara = entered(member)
    handle(record_type="person", targets=targets(sara), wish=Wish("handed", to=stranger), by=member)
    Setting.objects.create(name="visibility.member", value="team")
    assert names(stranger) == []
    assert counts(queue=Queue("person", of=stranger.pk), user=stranger) == []


def test_who_owns_nothing_begins_with_what_is_nobodys(manager: User) -> None:
    assert first_queue(manager, "person")[0] == "mine"
    entered(manager, owner=None, team=None)
    assert first_queue(manager, "person")[0] == "nobody"
    entered(manager)
    assert first_queue(manager, "person")[0] == "mine"


def test_a_queue_follows_the_owner_of_the_record(member: User, stranger: User) -> None:
    sara = entered(member)
    with transaction.atomic():
        write(act(kind="person.edit", by=member), "person", {sara: {"owner": stranger.pk}})
    assert names(member) == []
    assert len(names(stranger)) == 3


def test_a_queue_is_narrowed_by_class_and_sort(member: User) -> None:
    entered(member)
    assert names(member, group="old") == [("سارا", "last_activity_on")]
    assert names(member, code="missing_essential", fact="email") == [("سارا", "email")]
    assert names(member, fact="nothing") == []


def test_what_is_put_off_is_looked_at_apart(member: User) -> None:
    sara = entered(member)
    wish = Wish("snoozed", until=tomorrow())
    handle(record_type="person", targets=targets(sara, "invalid"), wish=wish, by=member)
    assert ("سارا", "mobile") not in names(member)
    queue = Queue("person", of=member.pk, put_off=True)
    page = queue_page(queue=queue, user=member, found=counts(queue=queue, user=member))
    assert [one.issue.fact for one in page.troubles] == ["mobile"]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_pages_of_any_size_show_everything_once(size: int, member: User) -> None:
    for number in range(5):
        entered(member, given_name=f"شخص {number}")
    assert names(member, size=size) == names(member, size=50)
    assert len(set(names(member, size=size))) == 15


def test_a_long_queue_takes_as_few_questions_as_a_short_one(
    member: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with transaction.atomic():
        rows = [{"given_name": f"شخص {number}", "owner": member.pk} for number in range(60)]
        create(act(kind="person.create", by=member), "person", rows)
    queue = Queue("person", of=member.pk)
    with django_assert_max_num_queries(10):
        page = queue_page(queue=queue, user=member, found=counts(queue=queue, user=member))
    assert len(page.troubles) == 50
    assert Person.objects.count() == 60
