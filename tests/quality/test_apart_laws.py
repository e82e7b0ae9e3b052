"""Whoever is said to be two is not asked about again, whatever is merged, parted, edited and taken back in between."""

from __future__ import annotations

import random

import pytest

from tests.quality.conftest import Enter
from tests.rounds import rounds
from zolal.accounts.actions.undoing import undo_action
from zolal.accounts.models import User
from zolal.core.models import Action
from zolal.people.actions.bulk import archive_records, edit_records, restore_records
from zolal.people.models import Person
from zolal.quality.actions.merges import CannotMerge, merge_records, undo_merge
from zolal.quality.actions.pairs import decide
from zolal.quality.apart import SAID
from zolal.quality.models import Merge, Pair

pytestmark = pytest.mark.django_db

VALID = ("0499370899", "0790419904", "")
SEEMING = {"given_name": "گشتاسب", "family_name": "بونباریان", "city": "تهران", "mobile": "09122000001"}


class Life:
    """A few records that all seem to be one person, and what happens to them in random order."""

    def __init__(self, seed: int, enter: Enter, by: User) -> None:
        self.dice, self.by = random.Random(seed), by
        for _ in range(self.dice.randint(3, 5)):
            enter(**SEEMING, national_id=self.dice.choice(VALID), note=self.dice.choice(["", "fuller"]))
        self.told: list[object] = []
        self.actions: list[Action] = []

    def step(self) -> None:
        deeds = [self.edit, self.identify, self.leave, self.merge, self.part, self.decide, self.reopen, self.take_back]
        self.dice.choice(deeds)()

    def edit(self) -> None:
        self._write(note=str(self.dice.random()))

    def identify(self) -> None:
        self._write(national_id=self.dice.choice(VALID) or None)

    def leave(self) -> None:
        deed = self.dice.choice([archive_records, restore_records])
        if ids := self._ids("active", "archived"):
            self._did(deed.__name__, deed(record_type="person", ids=[self.dice.choice(ids)], by=self.by))

    def merge(self) -> None:
        if len(ids := self._ids("active")) > 1:
            keep, absorb = self.dice.sample(ids, 2)
            despite = self.dice.random() < 0.2
            try:
                merge_records(record_type="person", keep_id=keep, absorb_id=absorb, by=self.by, despite=despite)
                self.told.append(("merge", keep, absorb, despite))
            except CannotMerge:
                pass

    def part(self) -> None:
        if standing := list(Merge.objects.filter(undone_by=None).order_by("pk")):
            merge = undo_merge(merge=self.dice.choice(standing), by=self.by)
            self.told.append(("part", merge.keep_id, merge.absorb_id))

    def decide(self) -> None:
        if pairs := list(Pair.objects.filter(decision="open").order_by("pk")):
            pair = self.dice.choice(pairs)
            self._did(f"decide {pair}", decide(pair=pair, decision=self.dice.choice(SAID), by=self.by))

    def reopen(self) -> None:
        if pairs := list(Pair.objects.filter(decision__in=SAID).order_by("pk")):
            pair = self.dice.choice(pairs)
            self._did(f"reopen {pair}", decide(pair=pair, decision="open", by=self.by))

    def take_back(self) -> None:
        if self.actions:
            action = self.actions.pop(self.dice.randrange(len(self.actions)))
            self._did(f"take back {action.kind}", undo_action(action=action, by=self.by).action)

    def holds(self) -> None:
        """Only active ones are asked about, and none that are two; none that are two are said to be the same."""
        records = {one.pk: one for one in Person.objects.all()}

        def is_now(pk: int) -> int:
            return is_now(records[pk].absorbed_into_id) if records[pk].absorbed_into_id else pk

        pairs = list(Pair.objects.order_by("pk"))
        now = [(pair, {is_now(pair.first_id), is_now(pair.second_id)}) for pair in pairs]
        two = [ends for pair, ends in now if pair.decision in SAID]
        for pair, ends in now:
            if pair.is_open:
                numbers = {records[one].national_id for one in ends} - {""}
                assert {records[one].state for one in (pair.first_id, pair.second_id)} == {"active"}, self.told
                assert ends not in two, self.told
                assert len(numbers) < 2, self.told
            elif pair.decision == "same":
                assert len(ends) == 1, self.told

    def _ids(self, *states: str) -> list[int]:
        return list(Person.objects.filter(state__in=states).order_by("pk").values_list("pk", flat=True))

    def _write(self, **facts: str | None) -> None:
        if ids := self._ids("active"):
            who = self.dice.choice(ids)
            self._did(f"{facts} {who}", edit_records(record_type="person", ids=[who], facts=facts, by=self.by))

    def _did(self, what: str, action: Action) -> None:
        self.told.append(what)
        self.actions.append(action)


@pytest.mark.parametrize("seed", range(rounds(40)))
def test_nobody_is_asked_what_is_answered(seed: int, enter: Enter, administrator: User) -> None:
    life = Life(seed, enter, administrator)
    for _ in range(14):
        life.step()
        life.holds()
