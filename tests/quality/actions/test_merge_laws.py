"""The laws of merging: what is merged can be parted, at any time, in any order, and nothing is lost."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import transaction

from tests.dump import dump
from tests.quality.actions.world import World
from tests.rounds import rounds
from zolal.accounts.models import User
from zolal.core.ledger import act, record_type, undo, write
from zolal.core.models import Action, Change
from zolal.people.models import Company, ContactPoint, Person, Relation
from zolal.people.points import numbered
from zolal.quality.actions.merges import merge_records, undo_merge
from zolal.quality.merging.held import held_now, is_point
from zolal.quality.merging.replay import replay
from zolal.quality.merging.story import story_of
from zolal.quality.models import Merge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_facts")]

MODELS = {"person": Person, "company": Company}


@pytest.mark.parametrize("seed", range(rounds(8)))
def test_merge_and_undo_leave_no_trace_in_fifty_random_cases(seed: int, manager: User) -> None:
    dice = random.Random(seed)
    world = World(dice, manager)
    before = dump()
    for _ in range(50):
        name = dice.choice(["person", "person", "company"])
        keep, absorb = dice.sample(world.people if name == "person" else world.companies, 2)
        with transaction.atomic():
            choices = {dice.choice(["city", "note", "given_name", "more:code"]): dice.choice(["keep", "absorb"])}
            merge = merge_records(
                record_type=name, keep_id=keep, absorb_id=absorb, by=manager, choices=choices, despite=True
            )
            undo_merge(merge=merge, by=manager)
            assert dump() == before
            transaction.set_rollback(True)


class Alone:
    """The same edits in a world in which nobody merges: what undoing all merges must lead back to."""

    def __init__(self, world: World) -> None:
        self.records: dict[tuple[str, int], dict[str, tuple[Any, int]]] = {}
        self.points: dict[str, tuple[str, int]] = {}
        self.replaced: dict[int, dict[tuple[str, int, str], tuple[Any, int] | None]] = {}
        for name, ids in (("person", world.people), ("company", world.companies)):
            for pk, facts in held_now(name, ids).items():
                self.records[name, pk] = {fact: tuple(held) for fact, held in facts.items()}
                self.points |= {fact: (name, pk) for fact in facts if is_point(fact)}

    def follow(self, action: Action) -> None:
        """Do what an edit did."""
        for change in Change.objects.filter(action=action):
            kept = self.replaced.setdefault(action.pk, {})
            for fact, value in change.after.items():
                home = self.points.setdefault(fact, (change.record_type, change.record_id)) if is_point(fact) else None
                name, pk = home or (change.record_type, change.record_id)
                facts = self.records[name, pk]
                was = facts.pop(fact, None)
                kept[name, pk, fact] = was
                if value is not None:
                    facts[fact] = (self._patched(was, change, fact, value), action.pk)

    def take_back(self, action: Action, undoing: Action) -> None:
        """Do what the undo of an edit did."""
        for change in Change.objects.filter(action=undoing):
            for fact in change.after:
                home = self.points[fact] if is_point(fact) else (change.record_type, change.record_id)
                was = self.replaced[action.pk][*home, fact]
                self.records[home].pop(fact, None)
                if was is not None:
                    self.records[home][fact] = was

    @staticmethod
    def _patched(was: tuple[Any, int] | None, change: Change, fact: str, value: Any) -> Any:  # noqa: ANN401
        if not is_point(fact) or was is None:
            return value
        before = change.before[fact] or {}
        return {**was[0], **{part: new for part, new in value.items() if before.get(part) != new}}


class Life:
    """Edits, merges and undoings in random order."""

    def __init__(self, seed: int, by: User) -> None:
        self.dice, self.by = random.Random(seed), by
        self.world = World(self.dice, by)
        self.alone = Alone(self.world)
        self.relations = {row["pk"]: row for row in _relations()}
        self.edits: list[Action] = []

    def step(self) -> None:
        self.dice.choices([self.edit, self.merge, self.part, self.take_back, self.relate], [6, 6, 3, 2, 1])[0]()

    def edit(self) -> None:
        name, pk = self._active()
        with transaction.atomic():
            action = act(kind=f"{name}.edit", by=self.by)
            if written := write(action, name, {pk: self._wish(name, pk)}):
                self.alone.follow(action)
                self.edits.append(action)
            assert written in ([], [pk])

    def merge(self) -> None:
        name = self.dice.choice(["person", "person", "company"])
        ids = list(MODELS[name].objects.exclude(state="absorbed").order_by("pk").values_list("pk", flat=True))
        if len(ids) > 1:
            keep, absorb = self.dice.sample(ids, 2)
            choices = {self.world.fact(name)[0]: self.dice.choice(["keep", "absorb"])}
            merge_records(record_type=name, keep_id=keep, absorb_id=absorb, by=self.by, choices=choices, despite=True)

    def part(self) -> None:
        standing = list(Merge.objects.filter(undone_by=None).order_by("pk"))
        if standing:
            undo_merge(merge=self.dice.choice(standing), by=self.by)

    def take_back(self) -> None:
        if self.edits:
            action = self.edits.pop(self.dice.randrange(len(self.edits)))
            undone = undo(action=action, by=self.by)
            self.alone.take_back(action, undone.action)

    def relate(self) -> None:
        self.world.relate()
        for row in _relations():
            self.relations.setdefault(row["pk"], row)

    def _active(self) -> tuple[str, int]:
        name = self.dice.choice(["person", "person", "company"])
        ids = MODELS[name].objects.exclude(state="absorbed").order_by("pk").values_list("pk", flat=True)
        return name, self.dice.choice(list(ids))

    def _wish(self, name: str, pk: int) -> dict[str, Any]:
        points = {fact: one for fact, one in record_type(name).facts([pk])[pk].items() if is_point(fact)}
        if points and self.dice.random() < 0.4:
            fact = self.dice.choice(sorted(points))
            return {fact: self.dice.choice([None, {**points[fact], "label": self.dice.choice(["home", "work"])}])}
        if self.dice.random() < 0.2:
            return numbered([{"points": [{"kind": "mobile", "value": f"0912{self.dice.randrange(10**7):07}"}]}])[0]
        fact, value = self.world.fact(name)
        return {fact: value}

    def holds(self) -> None:
        """The history, played again, is what the tables say."""
        for name, model in MODELS.items():
            ids = list(model.objects.values_list("pk", flat=True))
            now, told = held_now(name, ids), {}
            for pk in ids:
                if pk not in told:
                    told |= replay(story_of(name, [pk]))
            assert {pk: told[pk] for pk in ids} == now


def _relations() -> list[dict[str, Any]]:
    return list(Relation.objects.order_by("pk").values("pk", "person_id", "other_id", "kind"))


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_chains_of_merges_with_edits_between_part_in_any_order(seed: int, manager: User) -> None:
    life = Life(seed, manager)
    for _ in range(20):
        life.step()
    life.holds()
    while Merge.objects.filter(undone_by=None).exists():
        life.part()
    life.holds()
    for (name, pk), facts in life.alone.records.items():
        assert {fact: tuple(held) for fact, held in held_now(name, [pk])[pk].items()} == facts
    assert _relations() == list(life.relations.values())


@pytest.mark.parametrize("seed", range(60, 60 + rounds(12)))
def test_no_value_ever_entered_is_lost_by_merging(seed: int, manager: User) -> None:
    life = Life(seed, manager)
    points = set(ContactPoint.objects.values_list("pk", flat=True))
    for _ in range(6):
        life.merge()
    assert set(ContactPoint.objects.values_list("pk", flat=True)) == points
    for (name, pk), facts in life.alone.records.items():
        told = [change.after for change in Change.objects.filter(record_type=name, record_id=pk)]
        for fact, (value, _) in facts.items():
            assert any((after or {}).get(fact) == value for after in told)
