"""What records would be, had some merges not happened.

Nothing is patched: the history is played again from the beginning without them. What somebody edited on the merged
record is an edit of the record that kept the number, except for contact points: they have an identity of their own,
so an edit follows the point to where it lives, and one that was deleted returns to where its owner lives. The merges
that remain are evaluated anew on what their sides then are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from zolal.core.models import Change
from zolal.quality.merging.held import Held, HeldFacts, is_point
from zolal.quality.merging.story import Edit, Repoint, Story, Union
from zolal.quality.merging.unite import unite


def replay(story: Story, *, without: Collection[int] = ()) -> dict[int, HeldFacts]:
    """The facts of the records at the end of the story, without the merges of these ids."""
    return played(story, without=without).records


def played(story: Story, *, without: Collection[int] = ()) -> Stage:
    """The end of the story, without the merges of these ids."""
    stage = Stage()
    for step in story.steps:
        match step:
            case Edit(change):
                stage.edit(change)
            case Union(merge) if merge.pk not in without:
                keep, absorb = stage.record(merge.keep_id), stage.record(merge.absorb_id)
                unite(keep, absorb, keep_id=merge.keep_id, choices=merge.choices, action_id=merge.action_id)
                stage.rehome(merge.keep_id, merge.absorb_id)
            case Repoint(merge, fact) if merge.pk not in without:
                stage.repoint(fact, merge.absorb_id, Held(merge.keep_id, merge.action_id))
            case _:
                pass
    return stage


class Stage:
    """Records while the history is played.

    `homes` is where each contact point lives, or would if it were there. `before` is {action: {(record, fact): what its
    edit replaced}}, so that the undo of an edit gives back what stood here, not what stood there; a contact point is
    the same whatever record it stands under, which is 0 then.
    """

    def __init__(self) -> None:
        self.records: dict[int, HeldFacts] = {}
        self.homes: dict[str, int] = {}
        self.before: dict[int, dict[tuple[int, str], Held | None]] = {}

    def record(self, record_id: int) -> HeldFacts:
        return self.records.setdefault(record_id, {})

    def repoint(self, fact: str, old: int, held: Held) -> None:
        for facts in self.records.values():
            if fact in facts and facts[fact].value == old:
                facts[fact] = held

    def rehome(self, keep_id: int, absorb_id: int) -> None:
        """Contact points belong to the record that took them over, but for doubled ones, which stay."""
        absorb = self.record(absorb_id)
        for fact in self.record(keep_id):
            if is_point(fact):
                self.homes[fact] = keep_id
        self.homes |= {fact: keep_id for fact, home in self.homes.items() if home == absorb_id and fact not in absorb}

    def replaced(self, action_id: int, record_id: int, fact: str) -> Held | None:
        """What the edit of this action replaced. Raises `KeyError` where it did not touch the fact."""
        return self.before[action_id][_place(record_id, fact)]

    def edit(self, change: Change) -> None:
        """An edit, or the undo of one."""
        record_id = change.record_id
        kept = self.before.setdefault(change.action_id, {})
        for fact, held in self._wanted_by(change).items():
            kept.setdefault(_place(record_id, fact), self._put(record_id, fact, held))

    def _wanted_by(self, change: Change) -> Mapping[str, Held | None]:
        if change.after is None:
            return dict.fromkeys(self.record(change.record_id))
        replaced = self.before.get(change.action.undoes_id or 0, {})
        if change.before is None and any(record_id == change.record_id for record_id, _ in replaced):
            whole = {(self._home(record_id, fact), fact): held for (record_id, fact), held in replaced.items()}
            return {fact: held for (record_id, fact), held in whole.items() if record_id == change.record_id}
        return {fact: self._wanted(change, fact, replaced) for fact in change.after}

    def _wanted(self, change: Change, fact: str, replaced: Mapping[tuple[int, str], Held | None]) -> Held | None:
        place = _place(change.record_id, fact)
        if place in replaced:
            return replaced[place]
        after = (change.after or {})[fact]
        if after is None:
            return None
        named = change.origins_after or {}
        origin = named.get(fact, named.get("", change.action_id))
        now = self._now(change.record_id, fact)
        before = (change.before or {}).get(fact)
        if is_point(fact) and now is not None and before is not None:
            return Held(_patched(now.value, before, after), origin)
        return Held(after, origin)

    def _now(self, record_id: int, fact: str) -> Held | None:
        return self.record(self._home(record_id, fact)).get(fact)

    def _home(self, record_id: int, fact: str) -> int:
        return self.homes.get(fact, record_id) if is_point(fact) else record_id

    def _put(self, record_id: int, fact: str, held: Held | None) -> Held | None:
        """Set a fact where it lives; what it was."""
        home = self._home(record_id, fact)
        facts = self.record(home)
        was = facts.pop(fact, None)
        if held is not None:
            facts[fact] = held
            if is_point(fact):
                self.homes[fact] = home
        return was


def _patched(now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Only what the edit changed: the place in the order may be another one here."""
    return {**now, **{part: value for part, value in after.items() if before.get(part) != value}}


def _place(record_id: int, fact: str) -> tuple[int, str]:
    return (0 if is_point(fact) else record_id, fact)
