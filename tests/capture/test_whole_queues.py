"""A whole queue is decided in the background: one action, nothing twice whatever kills it, and taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from tests.capture.test_decisions import typed
from tests.core.jobs.conftest import Start, kill, kill_until_done, start_worker, wait_until
from tests.quality.actions.test_handling import FAULT, entered, targets, tomorrow
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import Role, RoleRights, User
from zolal.capture.actions.decide_many import decide_matching
from zolal.capture.jobs import decide as jobs
from zolal.core.jobs import cancel, run_all
from zolal.core.ledger import act, create
from zolal.core.models import Action, Job
from zolal.people.models import ContactPoint, Person
from zolal.quality.actions.handling import Wish, handle
from zolal.quality.models import Handling, Issue

__all__ = ["start_worker"]

pytestmark = pytest.mark.django_db

MANY = 2_600
LEFT = Wish("dismissed")


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is hundreds in life is two here."""
    monkeypatch.setattr(jobs, "CHUNK", 2)


def after(monkeypatch: pytest.MonkeyPatch, happens: Callable[[Job], object]) -> None:
    """Something happens once, between the first step of the job and the second."""
    done: list[Job] = []

    def step() -> transaction.Atomic:
        if not done and (job := Job.objects.filter(task="capture.decide", done__gt=0).first()):
            done.append(job)
            happens(job)
        return transaction.atomic()

    monkeypatch.setattr(jobs, "transaction", SimpleNamespace(atomic=step))


def whole_queue(by: User, wish: Wish, whose: str = "mine", **narrowed: str) -> Job:
    decide_matching(record_type="person", whose=whose, narrowed=narrowed, wish=wish, by=by)
    return run_all()[-1]


def test_a_whole_queue_is_decided_in_the_background_and_taken_back(member: User) -> None:
    for number in range(12):
        typed(member, email=f"sara{number}@gmial.com")
    job = whole_queue(member, Wish("accept"), group="invalid")
    assert (job.state, job.result["count"], job.result["left"]) == ("done", 12, 0)
    assert ContactPoint.objects.filter(value__endswith="@gmail.com").count() == 12
    undo_action(action=Action.objects.get(uid=job.result["action"]), by=member)
    assert not ContactPoint.objects.filter(value__endswith="@gmail.com").exists()


def test_a_whole_queue_is_put_off_and_taken_back(member: User) -> None:
    for _ in range(3):
        entered(member)
    job = whole_queue(member, Wish("snoozed", until=tomorrow()))
    assert job.result["count"] == 9
    assert not Issue.objects.filter(until=None).exists()
    undo_action(action=Action.objects.get(uid=job.result["action"]), by=member)
    assert Issue.objects.filter(until=None).count() == 9


def test_only_what_somebody_owns_is_decided_with_their_queue(member: User, stranger: User) -> None:
    entered(member)
    entered(stranger)
    whole_queue(member, Wish("dismissed"))
    assert set(Issue.objects.values_list("holder", flat=True)) == {stranger.pk}


def test_a_queue_that_is_not_ones_own_to_look_at_fails_with_a_sentence(member: User) -> None:
    job = whole_queue(member, Wish("dismissed"), whose="team:0")
    assert (job.state, bool(job.error)) == ("failed", True)


def test_what_is_handed_over_further_on_in_the_queue_is_handed_over_once(
    small_steps: None, manager: User, member: User, stranger: User
) -> None:
    to = max(member, stranger, key=lambda one: one.pk)
    for owner in (member, stranger, member, stranger):
        entered(owner)
    job = whole_queue(manager, Wish("handed", to=to), whose="all", group="invalid")
    assert (job.result["count"], job.result["left"]) == (2, 0)
    assert Handling.objects.count() == 2
    assert set(Issue.objects.filter(group="invalid").values_list("holder", flat=True)) == {to.pk}


def test_all_that_was_put_off_is_taken_up_again_whatever_the_days(
    small_steps: None, manager: User, member: User, stranger: User
) -> None:
    for days in range(9, 2, -1):
        someone = entered(member if days % 2 else stranger)
        wish = Wish("snoozed", until=timezone.localdate() + timedelta(days=days))
        handle(record_type="person", targets=targets(someone, "invalid"), wish=wish, by=manager)
    job = whole_queue(manager, Wish("reopened"), whose="all", put_off=True)
    assert job.result["count"] == 7
    assert not Issue.objects.exclude(until=None).exists()


def test_of_a_whole_queue_only_what_one_may_change_is_changed(manager: User, member: User) -> None:
    theirs, mine = entered(member), entered(manager)
    RoleRights.objects.create(key="manager", base="manager", reaches={"person": {"change": "own", "delete": "own"}})
    for verdict in ("accept", "archive"):
        job = whole_queue(manager, Wish(verdict), whose="all", group="old")
        assert (job.result["count"], job.result["left"]) == (1, 1), verdict
        undo_action(action=Action.objects.get(uid=job.result["action"]), by=manager)
    assert sorted(Issue.objects.filter(group="old").values_list("record_id", flat=True)) == [theirs, mine]


def test_of_a_whole_queue_no_field_is_mended_that_ones_role_may_not_write(manager: User) -> None:
    for number in range(3):
        typed(manager, email=f"sara{number}@gmial.com")
    RoleRights.objects.create(key="manager", base="manager", fields={"person": {"email": "read"}})
    job = whole_queue(manager, Wish("accept"), whose="all", group="invalid")
    assert (job.result["count"], job.result["left"]) == (0, 3)
    assert not ContactPoint.objects.filter(value__endswith="@gmail.com").exists()


def test_who_takes_it_back_while_it_goes_on_ends_it(
    small_steps: None, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        entered(member)
    after(monkeypatch, lambda _job: undo_action(action=Action.objects.get(kind="issue.dismissed"), by=member))
    job = whole_queue(member, LEFT, group="old")
    assert (job.state, bool(job.error)) == ("failed", True)
    assert Issue.objects.filter(group="old").count() == 5


def test_a_decision_that_was_cancelled_tells_how_many_it_was_about(
    small_steps: None, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        entered(member)
    after(monkeypatch, lambda job: cancel(job=job))
    job = whole_queue(member, LEFT, group="old")
    action = Action.objects.get(kind="issue.dismissed")
    assert (job.state, action.about["count"], Handling.objects.count()) == ("cancelled", 2, 2)
    undo_action(action=action, by=member)
    assert Issue.objects.filter(group="old").count() == 3


@pytest.mark.django_db(transaction=True)
def test_whatever_kills_it_every_issue_is_decided_once_and_taken_back_once(start_worker: Start) -> None:
    by = User.objects.create_user(email="a@example.com", name="a", role=Role.ADMINISTRATOR)
    with transaction.atomic():
        rows = [{"given_name": f"n{number}", "owner": by.pk, **FAULT} for number in range(MANY)]
        create(act(kind="person.create", by=by), "person", rows)
    run_all()
    before, dice = _judged(), Random(5)
    job = decide_matching(record_type="person", whose="all", narrowed={"group": "invalid"}, wish=LEFT, by=by)
    killed = start_worker()
    wait_until(lambda: bool(Job.objects.get(pk=job.pk).done))
    kill(killed)
    worker = start_worker()
    kill_until_done(job, worker.pid, dice)
    assert (job.result["count"], job.result["left"]) == (MANY, 0)
    assert not Issue.objects.filter(group="invalid").exists()
    assert Handling.objects.count() == MANY
    assert not Handling.objects.values("record_id").annotate(many=Count("pk")).filter(many__gt=1).exists()
    undone = undo_action(action=Action.objects.get(uid=job.result["action"]), by=by)
    kill_until_done(undone.job, worker.pid, dice)
    assert undone.job.result["restored"] == MANY
    assert _judged() == before


def _judged() -> list[object]:
    """What is wrong with whom, and how good everybody is."""
    issues = Issue.objects.order_by("record_id", "fact", "code").values_list("record_id", "fact", "code", "raw")
    return [*issues, *Person.objects.order_by("pk").values_list("pk", "score__quality")]
