"""A whole list is changed in the background: as one action, never twice, and taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from django.db import transaction

from tests.core.jobs.conftest import Start, kill_until_done, start_worker
from tests.dump import dump
from zolal.accounts import jobs as undoing_jobs
from zolal.accounts.actions import undoing
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import Role, User
from zolal.accounts.permissions import NotAllowed
from zolal.core import ledger
from zolal.core.jobs import cancel, run_all, run_now
from zolal.core.ledger import AlreadyUndone, Undone, UnknownFact
from zolal.core.models import Action, Job
from zolal.people import jobs
from zolal.people.actions.bulk import change_matching
from zolal.people.models import Person
from zolal.people.queries.lists import Wish

__all__ = ["start_worker"]

pytestmark = pytest.mark.django_db

MANY = 5_000


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is thousands in life is two here."""
    for module, name in ((jobs, "CHUNK"), (undoing_jobs, "CHUNK"), (undoing, "AT_ONCE")):
        monkeypatch.setattr(module, name, 2)


@pytest.fixture
def five(enter: Callable[..., Person]) -> list[Person]:
    return [enter(given_name=str(number), city="یزد") for number in range(5)]


def changed(by: User, deed: str = "edit", query: str = "city=یزد", **facts: object) -> Job:
    return run_now(change_matching(deed=deed, wish=Wish.read("person", query), facts=facts, by=by))


def test_all_that_match_are_changed_by_one_action(
    small_steps: None, five: list[Person], enter: Callable, manager: User
) -> None:
    enter(given_name="elsewhere", city="تهران")
    job = changed(manager, city="قم")
    assert (job.state, job.result["count"], job.done, job.total) == ("done", 5, 5, 5)
    assert Action.objects.get(uid=job.result["action"]).changes.count() == 5
    assert Person.objects.filter(city="قم").count() == 5


@pytest.mark.parametrize("deed", ["archive", "delete", "edit"])
def test_a_large_action_is_taken_back_in_the_background(
    small_steps: None, five: list[Person], manager: User, deed: str
) -> None:
    before = dump()
    job = changed(manager, deed, **({"city": "قم"} if deed == "edit" else {}))
    action = Action.objects.get(uid=job.result["action"])
    undone = undo_action(action=action, by=manager)
    assert undone.job is not None
    with pytest.raises(AlreadyUndone):
        undo_action(action=action, by=manager)
    assert run_now(undone.job).result == {"action": str(undone.action.uid), "restored": 5, "kept": 0}
    assert dump() == before


def test_what_somebody_touched_since_is_kept_and_named(small_steps: None, five: list[Person], manager: User) -> None:
    action = Action.objects.get(uid=changed(manager, city="قم").result["action"])
    with transaction.atomic():
        ledger.write(ledger.act(kind="person.edit", by=manager), "person", {five[0].pk: {"city": "شیراز"}})
    undone = undo_action(action=action, by=manager)
    told = run_now(undone.job).result
    assert (told["restored"], told["kept"]) == (4, 1)
    undone.action.refresh_from_db()
    assert ledger.kept_count(undone.action) == 1
    assert ledger.kept_by(undone.action) == [ledger.Kept("person", five[0].pk, {"city": "شیراز"}, whole=False)]


def test_an_undoing_that_was_stopped_is_gone_on_with(small_steps: None, five: list[Person], manager: User) -> None:
    before = dump()
    action = Action.objects.get(uid=changed(manager, city="قم").result["action"])
    stopped = undo_action(action=action, by=manager)
    cancel(job=stopped.job)
    action.refresh_from_db()
    assert action.undone_at is None
    again = undo_action(action=action, by=manager)
    assert again.action == stopped.action
    run_now(again.job)
    assert dump() == before


def test_an_undoing_can_be_undone_before_it_is_through(small_steps: None, five: list[Person], manager: User) -> None:
    job = changed(manager, city="قم")
    undone = undo_action(action=Action.objects.get(uid=job.result["action"]), by=manager)
    redone = undo_action(action=undone.action, by=manager)
    assert redone.job is None  # nothing had been taken back yet
    assert run_now(undone.job).state == "failed"
    assert Person.objects.filter(city="قم").count() == 5


def test_small_actions_are_undone_while_one_waits(five: list[Person], manager: User) -> None:
    action = Action.objects.get(uid=changed(manager, city="قم").result["action"])
    assert isinstance(undone := undo_action(action=action, by=manager), Undone)
    assert (undone.job, undone.restored) == (None, 5)


def test_a_list_that_cannot_be_changed_is_refused_at_once(member: User, manager: User) -> None:
    wish = Wish.read("person", "")
    with pytest.raises(NotAllowed):
        change_matching(deed="edit", wish=wish, facts={"city": "قم"}, by=member)
    with pytest.raises(UnknownFact):
        change_matching(deed="edit", wish=wish, facts={"shoe_size": 42}, by=manager)
    assert not Job.objects.exists()


def test_nobody_fits_and_nothing_happens(manager: User) -> None:
    assert changed(manager, city="قم").result == {"deed": "edit", "count": 0, "action": ""}


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_leaves_every_record_changed_once(start_worker: Start) -> None:
    by = User.objects.create_user(email="a@example.com", name="a", role=Role.ADMINISTRATOR)
    with transaction.atomic():
        rows = [{"given_name": f"n{number}", "city": "یزد"} for number in range(MANY)]
        ledger.create(ledger.act(kind="person.create", by=by), "person", rows)
    run_all()
    worker, dice = start_worker(), Random(3)
    job = change_matching(deed="edit", wish=Wish.read("person", "city=یزد"), facts={"city": "قم"}, by=by)
    kill_until_done(job, worker.pid, dice)
    action = Action.objects.get(uid=job.result["action"])
    assert (action.changes.count(), job.result["count"]) == (MANY, MANY)
    undone = undo_action(action=action, by=by)
    kill_until_done(undone.job, worker.pid, dice)
    assert undone.job.result["restored"] == MANY
    assert set(Person.objects.values_list("city", "version").distinct()) == {("یزد", 3)}


def test_who_takes_it_back_before_it_is_through_ends_it(
    small_steps: None, five: list[Person], manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = change_matching(deed="edit", wish=Wish.read("person", "city=یزد"), facts={"city": "قم"}, by=manager)
    monkeypatch.setattr(jobs, "_next", _after_undoing(jobs._next, manager))
    assert run_now(job).state == "failed"
    assert Person.objects.filter(city="یزد").count() == 5


def _after_undoing(following: Callable[..., object], by: User) -> Callable[..., object]:
    """Somebody takes the action back between two steps of its job."""

    def next_after(found: object, at: jobs.Reached) -> object:
        if at.action and not Action.objects.get(pk=at.action).undone_at:
            undo_action(action=Action.objects.get(pk=at.action), by=by)
        return following(found, at)

    return next_after
