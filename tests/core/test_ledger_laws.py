"""Laws of the ledger on random sequences of what people do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dump import dump
from tests.rounds import rounds
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.models import Person, Tag
from zolal.people.points import numbered
from zolal.people.search import search_condition

pytestmark = pytest.mark.django_db(transaction=False)

Steps = list[tuple[str, Any]]

VALUES = st.sampled_from([None, "یزد", "قم", "شیراز"])
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "given_name": VALUES,
        "city": VALUES,
        "birth_date": st.sampled_from([None, "1990-01-01", "1980-12-31"]),
        "state": st.sampled_from([None, "active", "archived"]),
        "fault:mobile": st.sampled_from([None, [{"code": "length", "raw": "0912", "proposal": ""}]]),
        "more:کد": VALUES,
        "tag:1": st.sampled_from([None, True]),
        "tag:2": st.sampled_from([None, True]),
        "points": st.lists(
            st.fixed_dictionaries({"kind": st.just("email"), "value": VALUES.filter(bool), "key": st.just("")}),
            max_size=2,
        ),
    },
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), st.lists(FACTS, min_size=1, max_size=3)),
        st.tuples(st.just("write"), st.dictionaries(st.integers(0, 5), FACTS, min_size=1, max_size=3)),
        st.tuples(st.just("remove"), st.sets(st.integers(0, 5), min_size=1, max_size=2)),
        st.tuples(st.just("undo"), st.integers(0, 11)),
    ),
    min_size=1,
    max_size=12,
)


class Play:
    """A sequence of actions on the persons there are, with what was after each."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.moments: list[tuple[Any, dict[int, Facts]]] = []
        for pk in (1, 2):
            Tag.objects.get_or_create(pk=pk, defaults={"name": f"tag {pk}"})

    def do(self, step: tuple[str, Any]) -> Action | None:
        kind, what = step
        with transaction.atomic():
            if kind == "undo":
                actions = list(Action.objects.filter(undone_at=None).order_by("-pk"))
                action = ledger.undo(action=actions[what], by=None).action if what < len(actions) else None
            else:
                action = ledger.act(kind=kind, by=None)
                getattr(self, kind)(action, what)
        if action:
            self.moments.append((action.at, self.all()))
        return action

    def create(self, action: Action, rows: list[Facts]) -> None:
        self.ids += ledger.create(action, "person", numbered(rows))

    def write(self, action: Action, changes: dict[int, Facts]) -> None:
        wanted = {self.ids[place]: facts for place, facts in changes.items() if place < len(self.ids)}
        ready = dict(zip(wanted, numbered(list(wanted.values())), strict=True))
        now = ledger.record_type("person").facts(ready)
        for record_id, facts in ready.items():
            # New points replace the old ones half of the time.
            if "points" in wanted[record_id] and record_id % 2:
                facts.update({fact: None for fact in now.get(record_id, {}) if fact.startswith("point:")})
        ledger.write(action, "person", ready)

    def remove(self, action: Action, places: set[int]) -> None:
        ledger.remove(action, "person", [self.ids[place] for place in places if place < len(self.ids)])

    def all(self) -> dict[int, Facts]:
        return ledger.record_type("person").facts(self.ids)


def played(steps: Steps, check: Callable[[Play, Steps], None]) -> None:
    """Play in a transaction that is rolled back, so that examples do not see each other."""
    with transaction.atomic():
        play = Play()
        check(play, steps)
        transaction.set_rollback(True)


@given(STEPS)
@settings(max_examples=rounds(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_record_is_rebuilt_as_it_was_at_every_moment(db: None, steps: Steps) -> None:
    def check(play: Play, steps: Steps) -> None:
        for step in steps:
            play.do(step)
        for at, facts in play.moments:
            for record_id in play.ids:
                assert ledger.facts_at("person", record_id, at) == facts.get(record_id)

    played(steps, check)


@given(STEPS)
@settings(max_examples=rounds(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_undo_of_the_last_action_restores_everything_to_the_byte(db: None, steps: Steps) -> None:
    def check(play: Play, steps: Steps) -> None:
        for step in steps:
            before = dump()
            action = play.do(step)
            if action is None:
                continue
            after = dump()
            undone = ledger.undo(action=action, by=None)
            assert (dump(), undone.kept) == (before, [])
            again = ledger.undo(action=undone.action, by=None)
            assert (dump(), again.kept) == (after, [])

    played(steps, check)


@given(STEPS)
@settings(max_examples=rounds(20), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_undone_backwards_nothing_is_left(db: None, steps: Steps) -> None:
    def check(play: Play, steps: Steps) -> None:
        empty = dump()
        actions = [action for step in steps if step[0] != "undo" and (action := play.do(step))]
        for action in reversed(actions):
            assert ledger.undo(action=action, by=None).kept == []
        assert dump() == empty
        assert not Person.objects.exists()

    played(steps, check)


@given(STEPS)
@settings(max_examples=rounds(15), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_search_index_holds_what_the_records_say(db: None, steps: Steps) -> None:
    def check(play: Play, steps: Steps) -> None:
        for step in steps:
            play.do(step)
        for word in ("یزد", "شیراز"):
            saying = {pk for pk, text in Person.objects.values_list("pk", "search") if word in text}
            assert {*through_the_index(word)} == saying
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO people_person_search(people_person_search, rank) VALUES('integrity-check', 1)"
                )

    played(steps, check)


def through_the_index(word: str) -> list[int]:
    """Whom the index finds; a planner would read a few rows one by one."""
    found = Person.objects.filter(search_condition("person", word)).order_by("pk").values_list("pk", flat=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
    assert "people_person_search" in found.explain()
    return list(found)
