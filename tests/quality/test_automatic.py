"""Sure pairs are merged by themselves once that has proved right and an administrator wants it; each can be undone."""

from __future__ import annotations

import pytest

from tests.quality.conftest import Enter
from tests.quality.couples import couples
from zolal.accounts.models import User
from zolal.accounts.permissions import NotAllowed
from zolal.core.jobs import enqueue, run_all, run_now
from zolal.core.ledger import undo
from zolal.core.models import Action, Job, Setting
from zolal.people.models import Person
from zolal.quality.actions.automatic import NotProved, switch_off, switch_on
from zolal.quality.actions.merges import merge_records
from zolal.quality.actions.pairs import decide
from zolal.quality.audit import audit
from zolal.quality.models import Automatic, Merge, Pair
from zolal.quality.queries.matching import matching

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proved(enter: Enter, manager: User, monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """Ten sure pairs of which the four that were drawn are merged by people, and a lower demand on the interval."""
    monkeypatch.setattr("zolal.quality.audit.ASKED_SURE", 4)
    monkeypatch.setattr("zolal.quality.audit.SHARE_OF_SURE", 1.0)
    monkeypatch.setattr("zolal.quality.audit.FLOOR", 0.3)
    Setting.objects.create(name="match.ask", value=0.5)
    Setting.objects.create(name="match.same", value=0.6)
    pairs = couples(enter, 10)
    for place, pair in enumerate(pairs):
        Pair.objects.filter(pk=pair.pk).update(lot=place / 10)
    for pair in pairs[:4]:
        merge_records(record_type="person", keep_id=pair.first_id, absorb_id=pair.second_id, by=manager)
    return pairs[4:]


def merged() -> list[int]:
    return sorted(Merge.objects.filter(probability__isnull=False).values_list("absorb_id", flat=True))


def work() -> Job:
    job = run_now(enqueue("quality.merge_sure", record_type="person"))
    assert job.state == Job.State.DONE, job.error
    return job


def test_nothing_is_merged_while_nobody_switched_it_on(proved: list[Pair]) -> None:
    assert audit("person").is_good
    assert work().result == {"merged": 0}
    assert merged() == []


def test_it_cannot_be_switched_on_before_it_has_proved_right(enter: Enter, administrator: User) -> None:
    couples(enter, 3)
    with pytest.raises(NotProved):
        switch_on(record_type="person", by=administrator)
    assert not Automatic.objects.exists()
    assert matching(user=administrator, record_type="person").automatic is None


def test_only_an_administrator_switches_it(proved: list[Pair], strategist: User, manager: User) -> None:
    for user in (strategist, manager):
        with pytest.raises(NotAllowed):
            switch_on(record_type="person", by=user)
        with pytest.raises(NotAllowed):
            switch_off(record_type="person", by=user)


def test_sure_pairs_become_one_with_their_probability_and_who_switched_it_on_in_the_ledger(
    proved: list[Pair], administrator: User
) -> None:
    switch_on(record_type="person", by=administrator)
    run_all()
    assert merged() == sorted(pair.second_id for pair in proved)
    assert Action.objects.get(kind="matching.automatic_on").actor == administrator
    merge = Merge.objects.filter(probability__isnull=False)[0]
    assert merge.action.actor == administrator
    assert merge.action.about["probability"] == merge.probability >= 0.6
    assert {one.merge.pk for one in matching(user=administrator, record_type="person").merges} == set(
        Merge.objects.filter(probability__isnull=False).values_list("pk", flat=True)
    )


def test_each_of_them_can_be_undone_and_is_not_done_again(proved: list[Pair], administrator: User) -> None:
    switch_on(record_type="person", by=administrator)
    run_all()
    merge = Merge.objects.filter(absorb_id=proved[0].second_id).get()
    undo(action=merge.action, by=administrator)
    assert Person.objects.get(pk=proved[0].second_id).state == "active"
    work()
    assert Person.objects.get(pk=proved[0].second_id).state == "active"


def test_pairs_drawn_to_measure_are_left_to_people(proved: list[Pair], administrator: User, monkeypatch) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    monkeypatch.setattr("zolal.quality.audit.ASKED_SURE", 6)
    monkeypatch.setattr("zolal.quality.audit.FLOOR", 0.2)
    switch_on(record_type="person", by=administrator)
    run_all()
    assert merged() == sorted(pair.second_id for pair in proved[2:])


def test_what_somebody_keeps_apart_and_what_has_two_valid_ids_stays_apart(
    proved: list[Pair], administrator: User, member: User
) -> None:
    switch_on(record_type="person", by=administrator)
    decide(pair=proved[0], decision="not_same", by=member)
    ids = {proved[1].first_id: "0499370899", proved[1].second_id: "0790419904"}
    for record_id, national_id in ids.items():
        Person.objects.filter(pk=record_id).update(national_id=national_id)
    work()
    assert merged() == sorted(pair.second_id for pair in proved[2:])


def test_switching_off_stops_it(proved: list[Pair], administrator: User) -> None:
    switch_on(record_type="person", by=administrator)
    switch_off(record_type="person", by=administrator)
    run_all()
    assert merged() == []
    assert Action.objects.get(kind="matching.automatic_off").actor == administrator


def test_it_switches_itself_off_when_a_drawn_pair_proves_wrong(
    proved: list[Pair], administrator: User, manager: User
) -> None:
    switch_on(record_type="person", by=administrator)
    wrong = Merge.objects.order_by("pk")[0]
    undo(action=wrong.action, by=manager)
    work()
    assert merged() == []
    assert not Automatic.objects.exists()
    off = Action.objects.get(kind="matching.automatic_off")
    assert (off.actor, off.about["because"]) == (None, "precision")


def test_it_switches_itself_off_when_people_keep_parting_what_it_merged(
    proved: list[Pair], administrator: User
) -> None:
    switch_on(record_type="person", by=administrator)
    run_all()
    for merge in Merge.objects.filter(absorb_id__in=[pair.second_id for pair in proved[:2]]):
        undo(action=merge.action, by=administrator)
    work()
    assert Action.objects.get(kind="matching.automatic_off").about["because"] in {"undone", "precision"}


def test_it_stops_when_who_switched_it_on_is_no_administrator_any_more(proved: list[Pair], administrator: User) -> None:
    switch_on(record_type="person", by=administrator)
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    work()
    assert merged() == []
    assert not Automatic.objects.exists()


def test_where_members_see_only_their_own_two_owners_records_are_left_to_people(
    proved: list[Pair], administrator: User, member: User
) -> None:
    Setting.objects.create(name="visibility.member", value="own")
    Person.objects.filter(pk=proved[0].first_id).update(owner=member)
    switch_on(record_type="person", by=administrator)
    run_all()
    assert merged() == sorted(pair.second_id for pair in proved[1:])
