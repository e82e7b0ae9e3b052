"""What records would be, had some merges not happened.

Nothing is patched: the history is played again from the beginning without them. What somebody edited on the merged
record is an edit of the record that kept the number, except for contact points: they have an identity of their own,
so an edit follows the point to where it lives. The merges that remain are evaluated anew on what their sides then are.
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
    stage = _Stage()
    for step in story.steps:
        match step:
            case Edit(change):
                stage.edit(change)
            case Union(merge) if merge.pk not in without:
                keep, absorb = stage.record(merge.keep_id), stage.record(merge.absorb_id)
                unite(keep, absorb, keep_id=merge.keep_id, choices=merge.choices, action_id=merge.action_id)
                stage.homes |= {fact: merge.keep_id for fact in keep if is_point(fact)}
            case Repoint(merge, fact) if merge.pk not in without:
                stage.repoint(fact, merge.absorb_id, Held(merge.keep_id, merge.action_id))
            case _:
                pass
    return stage.records


class _Stage:
    """Records while the history is played.

    `homes` is where each contact point lives, or lived last. `before` is {action: {record: what its edit replaced}},
    so that the undo of an edit gives back what stood here, not what stood there.
    """

    def __init__(self) -> None:
        self.records: dict[int, HeldFacts] = {}
        self.homes: dict[str, int] = {}
        self.before: dict[int, dict[int, dict[str, Held | None]]] = {}

    def record(self, record_id: int) -> HeldFacts:
        return self.records.setdefault(record_id, {})

    def repoint(self, fact: str, old: int, held: Held) -> None:
        for facts in self.records.values():
            if fact in facts and facts[fact].value == old:
                facts[fact] = held

    def edit(self, change: Change) -> None:
        """An edit, or the undo of one."""
        record_id = change.record_id
        replaced = self.before.get(change.action.undoes_id or 0, {}).get(record_id)
        if change.after is None:
            wanted: Mapping[str, Held | None] = dict.fromkeys(self.record(record_id))
        elif change.before is None and replaced is not None:
            wanted = replaced
        else:
            wanted = {fact: self._wanted(change, fact, replaced) for fact in change.after}
        kept = self.before.setdefault(change.action_id, {}).setdefault(record_id, {})
        for fact, held in wanted.items():
            kept.setdefault(fact, self._put(record_id, fact, held))

    def _wanted(self, change: Change, fact: str, replaced: Mapping[str, Held | None] | None) -> Held | None:
        if replaced is not None and fact in replaced:
            return replaced[fact]
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
