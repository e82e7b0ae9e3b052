"""Matching learns from what people say of pairs, in the background, and asks what teaches it most."""

from __future__ import annotations

import pytest

from tests.quality.conftest import Enter
from tests.quality.couples import couples, likelihood
from zolal.accounts.models import User
from zolal.core.jobs import enqueue, run_all, run_now
from zolal.core.ledger import undo
from zolal.core.models import Action, Job
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.actions.pairs import decide
from zolal.quality.answers import answered, compared_now
from zolal.quality.keys import keys_of
from zolal.quality.matching import match
from zolal.quality.models import MatchModel, Merge, Pair
from zolal.quality.queries.pairs import next_pair, queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def few_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small worlds: a fifth of all answers measures, the rest teaches."""
    monkeypatch.setattr("zolal.quality.audit.ASKED_SURE", 3)


def learning() -> list[Job]:
    return list(Job.objects.filter(task="quality.learn"))


def test_after_25_answers_the_model_learns_in_the_background_and_scores_the_others_anew(
    enter: Enter, member: User
) -> None:
    pairs = couples(enter, 37)
    for pair in pairs[:24]:
        decide(pair=pair, decision="not_same", by=member)
    assert not learning()
    for pair in pairs[24:32]:
        decide(pair=pair, decision="not_same", by=member)
    (job,) = learning()
    before = likelihood(pairs[32:])
    assert before >= 0.6
    assert run_now(job).state == Job.State.DONE
    assert 20 <= MatchModel.objects.get().taught["answers"] < 32
    left = Pair.objects.filter(decision="open")
    assert not left.exists() or likelihood(list(left)) < before


def test_what_was_learnt_counts_for_a_single_question_as_for_the_pairs_on_file(enter: Enter, manager: User) -> None:
    pairs = couples(enter, 34)
    for pair in pairs[:32]:
        merge_records(record_type="person", keep_id=pair.first_id, absorb_id=pair.second_id, by=manager)
    before = likelihood(pairs[32:])
    run_all()
    assert MatchModel.objects.get().taught["answers"] >= 20
    after = Pair.objects.get(pk=pairs[33].pk)
    assert after.probability > before
    fields = {"given_name": "گشتاسب", "city": "شیراز", "mobile": "09357110033"}
    family = keys_family(after)
    (answer,) = match("person", [keys_of("person", {**fields, "family_name": family})], exclude=[after.second_id])
    found = {one.record_id: one.probability for one in (*answer.sure, *answer.ask)}
    assert found[after.first_id] == after.probability


def keys_family(pair: Pair) -> str:
    from zolal.people.models import Person

    return Person.objects.get(pk=pair.first_id).family_name


def test_a_search_of_everybody_keeps_what_people_have_taught(enter: Enter, member: User) -> None:
    pairs = couples(enter, 55)
    for pair in pairs[:50]:
        decide(pair=pair, decision="not_same", by=member)
    run_all()
    assert run_now(enqueue("quality.find_duplicates", record_type="person")).state == Job.State.DONE
    newest = MatchModel.objects.order_by("-id")[0]
    assert newest.records == 110
    assert newest.taught["answers"] >= 25
    assert newest.below is not None


def test_an_answer_that_is_taken_back_teaches_nothing(enter: Enter, member: User) -> None:
    first, second, third = couples(enter, 3)
    decide(pair=first, decision="not_same", by=member)
    decide(pair=second, decision="household", by=member)
    decide(pair=third, decision="not_same", by=member)
    decide(pair=first, decision="open", by=member)
    undo(action=Action.objects.filter(kind="pair.decide", about__pair=str(third.uid)).get(), by=member)
    known = answered("person")
    assert known.ids == [second.pk]
    assert known.same.tolist() == [False]


def test_a_merge_says_the_same_and_parting_it_the_opposite(enter: Enter, manager: User) -> None:
    (pair,) = couples(enter, 1)
    merge = merge_records(record_type="person", keep_id=pair.first_id, absorb_id=pair.second_id, by=manager)
    assert answered("person").same.tolist() == [True]
    undo_merge(merge=merge, by=manager)
    assert answered("person").same.tolist() == [False]
    assert answered("person").said[0] == compared_now("person", pair.first_id, pair.second_id)


def test_what_is_kept_of_an_answer_names_nobody(enter: Enter, member: User) -> None:
    (pair,) = couples(enter, 1)
    decide(pair=pair, decision="not_same", by=member)
    kept = Pair.objects.get(pk=pair.pk).compared
    assert set(kept) == {"given", "family", "mobile", "city", "written", "told by one"}
    assert all(isinstance(level, str) and level.isascii() for level, _chance in kept.values())


def test_merges_by_the_machine_are_no_answers(enter: Enter, administrator: User) -> None:
    (pair,) = couples(enter, 1)
    ends = {"keep_id": pair.first_id, "absorb_id": pair.second_id}
    merge_records(record_type="person", **ends, by=administrator, probability=0.99)
    assert len(answered("person")) == 0
    assert Merge.objects.get().probability == 0.99


def test_the_queue_that_teaches_most_begins_with_pairs_marked_for_it_and_then_goes_on_as_ever(
    enter: Enter, manager: User
) -> None:
    pairs = couples(enter, 4)
    Pair.objects.filter(pk=pairs[2].pk).update(teaches=0.4)
    Pair.objects.filter(pk=pairs[3].pk).update(teaches=0.9)
    told = [one.pair.pk for one in queue(user=manager, record_type="person", order="telling").pairs]
    usual = [one.pair.pk for one in queue(user=manager, record_type="person").pairs]
    assert told[:2] == [pairs[3].pk, pairs[2].pk]
    assert told[2:] == [pk for pk in usual if pk not in told[:2]]
    pages, after = [], ""
    for _ in range(4):
        page = queue(user=manager, record_type="person", order="telling", after=after, size=1)
        pages += [one.pair.pk for one in page.pairs]
        after = page.next
    assert pages == told
    following = next_pair(user=manager, after=Pair.objects.get(pk=told[1]), order="telling")
    assert following is not None
    assert following.pk == told[2]


def test_after_learning_the_queue_knows_what_to_ask(enter: Enter, member: User) -> None:
    pairs = couples(enter, 36)
    for at, pair in enumerate(pairs[:30]):
        decide(pair=pair, decision="household" if at % 2 else "not_same", by=member)
    Pair.objects.filter(pk__in=[pair.pk for pair in pairs[:24]]).update(decision="same")
    run_all()
    marked = Pair.objects.filter(teaches__gt=0)
    assert marked.exists()
    assert set(marked.values_list("decision", flat=True)) == {"open"}
