"""What a member decides about issues holds until it is taken back, whatever happens to the record meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import Role, User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue, run_all
from zolal.core.ledger import act, create, write
from zolal.core.models import Action, Setting
from zolal.people.models import Person
from zolal.quality.actions.handling import Target, Wish, handle
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.actions.undo_handling import undo_handling
from zolal.quality.models import Issue, Merge

pytestmark = pytest.mark.django_db

WRONG = "0912000"
FAULT = {"fault:mobile": [{"code": "mobile_length", "raw": WRONG, "proposal": ""}]}
OLD_DAY = date(2015, 3, 1)

Customer = Callable[..., int]


def entered(by: User, **facts: object) -> int:
    """A person with a wrong mobile, no e-mail, of whom nothing was heard for long."""
    about = {"given_name": "سارا", "last_activity_on": OLD_DAY.isoformat(), "owner": by.pk, "team": by.team_id}
    with transaction.atomic():
        return create(act(kind="person.create", by=by), "person", [{**about, **FAULT, **facts}])[0]


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def targets(record_id: int, group: str = "") -> list[Target]:
    rows = Issue.objects.filter(record_id=record_id, until=None).order_by("fact", "code")
    rows = rows.filter(group=group) if group else rows
    return [Target(*row) for row in rows.values_list(*Target._fields)]


def queue() -> list[tuple[object, ...]]:
    """The whole queue, and the quality of everybody in it."""
    return [*issues(), *Person.objects.order_by("pk").values_list("pk", "score__quality", "score__scores")]


def issues() -> list[tuple[object, ...]]:
    rows = Issue.objects.order_by("record_id", "fact", "code")
    return list(rows.values_list("record_id", "fact", "code", "raw", "holder", "until"))


def decide(record_id: int, verdict: str, by: User, group: str = "invalid", **more: object) -> Action:
    wish = Wish(verdict, **more)  # type: ignore[arg-type]
    return handle(record_type="person", targets=targets(record_id, group), wish=wish, by=by)


def test_what_is_right_as_it_is_is_no_issue_and_costs_nothing(member: User) -> None:
    sara = entered(member)
    before = Person.objects.get().quality
    decide(sara, "dismissed", member)
    assert not Issue.objects.filter(group="invalid").exists()
    assert Person.objects.get().quality > before


@pytest.mark.parametrize("group", ["old", "incomplete"])
def test_age_and_gaps_can_be_right_too(group: str, member: User) -> None:
    sara = entered(member)
    before = Person.objects.get().quality
    decide(sara, "dismissed", member, group)
    assert not Issue.objects.filter(group=group).exists()
    assert Person.objects.get().quality > before


def test_another_text_in_the_field_is_another_issue(member: User) -> None:
    sara = entered(member)
    decide(sara, "dismissed", member)
    other = {"fault:mobile": [{"code": "mobile_length", "raw": "0913", "proposal": ""}]}
    with transaction.atomic():
        write(act(kind="person.edit", by=member), "person", {sara: other})
    assert [target.raw for target in targets(sara, "invalid")] == ["0913"]


def test_a_decision_survives_what_is_written_elsewhere_in_the_record(member: User) -> None:
    sara = entered(member)
    decide(sara, "dismissed", member)
    with transaction.atomic():
        write(act(kind="person.edit", by=member), "person", {sara: {"city": "یزد"}})
    assert targets(sara, "invalid") == []


def test_what_is_put_off_is_still_wrong_and_comes_back_by_itself(member: User) -> None:
    sara = entered(member)
    quality = Person.objects.get().quality
    decide(sara, "snoozed", member, until=tomorrow())
    assert Issue.objects.get(group="invalid").until == tomorrow()
    assert Person.objects.get().quality == quality
    Issue.objects.update(until=timezone.localdate())  # the night passes
    enqueue("quality.wake")
    run_all()
    assert Issue.objects.get(group="invalid").until is None


def test_what_is_handed_over_is_a_colleagues_until_it_is_taken_back(member: User, stranger: User) -> None:
    sara = entered(member)
    action = decide(sara, "handed", member, to=stranger)
    assert Issue.objects.get(group="invalid").holder == stranger
    assert Issue.objects.get(group="old").holder == member
    undo_action(action=action, by=member)
    assert Issue.objects.get(group="invalid").holder == member


def test_nothing_is_handed_to_somebody_who_does_not_see_it(member: User, stranger: User) -> None:
    sara = entered(member)
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(ValidationError):
        decide(sara, "handed", member, to=stranger)


def test_nothing_is_handed_to_somebody_who_may_not_decide(member: User, reader: User) -> None:
    with pytest.raises(ValidationError):
        decide(entered(member), "handed", member, to=reader)


@pytest.mark.parametrize("days", [-1, 0, 5_000])
def test_a_day_is_one_to_come(days: int, member: User) -> None:
    with pytest.raises(ValidationError):
        decide(entered(member), "snoozed", member, until=timezone.localdate() + timedelta(days=days))


def test_what_is_not_there_any_more_cannot_be_decided(member: User) -> None:
    gone = Target(entered(member), "mobile", "mobile_length", "other")
    with pytest.raises(Issue.DoesNotExist):
        handle(record_type="person", targets=[gone], wish=Wish("dismissed"), by=member)


def test_readers_look_on(member: User, reader: User) -> None:
    sara = entered(member)
    with pytest.raises(NotAllowed):
        decide(sara, "dismissed", reader)


def test_nobody_decides_about_customers_they_do_not_see(member: User, stranger: User) -> None:
    sara = entered(member)
    Setting.objects.create(name="visibility.member", value="own")
    with pytest.raises(Issue.DoesNotExist):
        decide(sara, "dismissed", stranger)


def test_nobody_takes_back_what_others_decided_about_customers_they_do_not_see(member: User, manager: User) -> None:
    elsewhere = User.objects.create_user(email="m@example.com", name="m", role=Role.MANAGER)
    action = decide(entered(member), "dismissed", member)
    Setting.objects.create(name="visibility.manager", value="team")
    with pytest.raises(NotAllowed):
        undo_handling(action, elsewhere)
    assert undo_action(action=action, by=manager).restored == 1


def test_a_dismissal_is_taken_back_without_its_action_too(member: User) -> None:
    sara = entered(member)
    wrong = targets(sara, "invalid")
    decide(sara, "dismissed", member)
    handle(record_type="person", targets=wrong, wish=Wish("reopened"), by=member)
    assert targets(sara, "invalid") == wrong


def test_an_undoing_can_be_undone(member: User) -> None:
    action = decide(entered(member), "dismissed", member)
    undone = undo_action(action=action, by=member)
    assert Issue.objects.filter(group="invalid").exists()
    undo_action(action=undone.action, by=member)
    assert not Issue.objects.filter(group="invalid").exists()


def test_decisions_go_along_with_a_merge_and_come_back(member: User) -> None:
    kept = entered(member, family_name="محمدی")
    sara = entered(member)
    decide(sara, "dismissed", member)
    before = issues()
    merge = merge_records(record_type="person", keep_id=kept, absorb_id=sara, by=member)
    assert not Issue.objects.filter(group="invalid").exists()
    undo_merge(merge=merge, by=member)
    assert issues() == before


def test_what_was_decided_while_merged_follows_the_text_it_is_about(member: User) -> None:
    kept = entered(member, **{"fault:mobile": None})
    sara = entered(member)
    merge = merge_records(record_type="person", keep_id=kept, absorb_id=sara, by=member)
    decide(kept, "dismissed", member)
    undo_merge(merge=Merge.objects.get(pk=merge.pk), by=member)
    assert not Issue.objects.filter(group="invalid").exists()


def test_an_issue_that_is_still_there_keeps_its_place(member: User) -> None:
    sara = entered(member)
    before = dict(Issue.objects.values_list("fact", "id"))
    with transaction.atomic():
        write(act(kind="person.edit", by=member), "person", {sara: {"city": "یزد", "owner": None}})
    assert dict(Issue.objects.values_list("fact", "id")) == before
    assert not Issue.objects.exclude(holder=None).exists()


class DecisionsTest(TestCase):
    """Laws of any sequence of decisions."""

    @settings(max_examples=15)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([0, 1]),
                st.sampled_from(["dismissed", "snoozed", "handed"]),
                st.sampled_from(["invalid", "old", "incomplete"]),
            ),
            max_size=6,
        ),
        st.randoms(use_true_random=False),
    )
    def test_all_of_it_undone_in_any_order_is_the_queue_as_before(self, steps: list, dice: object) -> None:
        by = User.objects.create_user(email="a@example.com", name="a", role=Role.MEMBER)
        to = User.objects.create_user(email="b@example.com", name="b", role=Role.MEMBER)
        people = [entered(by), entered(by, family_name="محمدی")]
        before, actions = queue(), []
        for which, verdict, group in steps:
            if not targets(people[which], group):
                continue
            more = {"snoozed": {"until": tomorrow()}, "handed": {"to": to}}.get(verdict, {})
            actions.append(decide(people[which], verdict, by, group, **more))
        dice.shuffle(actions)  # type: ignore[attr-defined]
        for action in actions:
            undo_action(action=action, by=by)
        assert queue() == before
