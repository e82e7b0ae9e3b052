"""Changes taken back, fact by fact: three-way between what was before, what the action left and what is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from zolal.core.ledger import pointing
from zolal.core.ledger.facts import Facts, RecordType, record_type
from zolal.core.ledger.heads import Head, heads
from zolal.core.ledger.homes import Home, homes
from zolal.core.ledger.kept import Kept
from zolal.core.ledger.origins import origin
from zolal.core.ledger.write import bring_back, remove, write
from zolal.core.models import Action, Change


def revert(undoing: Action, undone: Action, changes: Sequence[Change]) -> tuple[int, list[Kept]]:
    """Take changes back, given latest first; how many records were restored, and what was kept."""
    restored, kept = 0, []
    for kind, some in _rounds(changes):
        for step in (_return_removed, _take_created, _give_facts_back):
            count, left = step(undoing, undone, kind, some)
            restored += count
            kept += left
    return restored, kept


def _rounds(changes: Sequence[Change]) -> Iterator[tuple[RecordType, list[Change]]]:
    """Runs of one kind of record, in which each record stands once."""
    for name, run in groupby(changes, key=lambda change: change.record_type):
        some: dict[int, Change] = {}
        for change in run:
            if change.record_id in some:
                yield record_type(name), list(some.values())
                some = {}
            some[change.record_id] = change
        yield record_type(name), list(some.values())


Outcome = tuple[int, list[Kept]]


def _return_removed(undoing: Action, undone: Action, kind: RecordType, changes: Sequence[Change]) -> Outcome:  # noqa: ARG001
    removed = [change for change in changes if change.after is None]
    there = heads(kind, [change.record_id for change in removed])
    removed = [change for change in removed if change.record_id not in there]
    gone = kind.gone(change.before for change in removed)
    # What was merged into a record returns together with it.
    gone -= {("absorbed_into", change.record_id) for change in removed}
    back, kept = {}, []
    for change in removed:
        lost = {fact for fact, value in change.before.items() if gone and (fact, _plain(value)) in gone}
        facts = {fact: value for fact, value in change.before.items() if fact not in lost}
        if lost:
            kept.append(Kept(kind.name, change.record_id, dict.fromkeys(sorted(lost)), whole=False))
        back[change.record_id] = (
            facts,
            {
                "version": change.version,
                "provenance": change.origins,
                "uid": UUID(change.kept["uid"]),
                "created_at": datetime.fromisoformat(change.kept["created_at"]),
            },
        )
    if back:
        bring_back(undoing, kind.name, back)
        for change in removed:
            pointing.put_back(change.kept["rows"])
    return len(back), kept


def _take_created(undoing: Action, undone: Action, kind: RecordType, changes: Sequence[Change]) -> Outcome:
    created = {change.record_id: change.after for change in changes if change.before is None}
    if not created:
        return 0, []
    now = kind.facts(created)
    # Rows that came with the record go with it.
    came = {(label, pk) for label, pk, before, _after in undone.about.get("rows", []) if before is None}
    kept: dict[int, Kept] = {}
    for record_id, facts in now.items():
        made = created[record_id]
        since = {fact: facts.get(fact) for fact in {**made, **facts} if facts.get(fact) != made.get(fact)}
        if since:
            kept[record_id] = Kept(kind.name, record_id, since, whole=True)
    leaving = [record_id for record_id in now if record_id not in kept]
    # Whoever stays keeps those it points at.
    while needed := pointing.pointed_at(kind.model, leaving, apart_from=came):
        kept |= {record_id: Kept(kind.name, record_id, {}, whole=True) for record_id in needed}
        leaving = [record_id for record_id in leaving if record_id not in needed]
    remove(undoing, kind.name, leaving)
    return len(leaving), list(kept.values())


def _give_facts_back(undoing: Action, undone: Action, kind: RecordType, changes: Sequence[Change]) -> Outcome:
    changed = {change.record_id: change for change in changes if change.before is not None and change.after is not None}
    if not changed:
        return 0, []
    known = heads(kind, changed)
    now = kind.facts(known)
    gone = kind.gone(change.before for change in changed.values())
    wanted: dict[int, Facts] = {}
    came: dict[int, dict[str, int]] = {}
    kept = [Kept(kind.name, record_id, {}, whole=False) for record_id in changed if record_id not in known]
    for record_id, head in known.items():
        change = changed[record_id]
        back, left = {}, {}
        for fact, value in change.before.items():
            if _untouched(change, undone, head, now[record_id], fact) and (fact, _plain(value)) not in gone:
                back[fact] = value
            elif now[record_id].get(fact) != value:
                left[fact] = now[record_id].get(fact)
        wanted[record_id], came[record_id] = back, {fact: change.origins.get(fact, 0) for fact in back}
        if left:
            kept.append(Kept(kind.name, record_id, left, whole=False))
    _lead_home(homes(kind.name, undone, _returning(wanted, changed)), wanted, came)
    return len(write(undoing, kind.name, wanted, came=came)), kept


def _returning(wanted: Mapping[int, Facts], changed: Mapping[int, Change]) -> dict[int, list[str]]:
    """What was deleted and comes back."""
    found = {}
    for record_id, back in wanted.items():
        after = changed[record_id].after
        if facts := [fact for fact, value in back.items() if value is not None and after[fact] is None]:
            found[record_id] = facts
    return found


def _lead_home(
    homes: Mapping[tuple[int, str], Home], wanted: dict[int, Facts], came: dict[int, dict[str, int]]
) -> None:
    for (record_id, fact), home in homes.items():
        del wanted[record_id][fact], came[record_id][fact]
        wanted.setdefault(home.record_id, {})[fact] = home.value
        came.setdefault(home.record_id, {})[fact] = home.origin


def _untouched(change: Change, undone: Action, head: Head, now: Facts, fact: str) -> bool:
    """Whether a fact is still what the action left, and left by it: the same value written again since is another."""
    value = change.after.get(fact)
    if now.get(fact) != value:
        return False
    return value is None or origin(head.provenance, fact) == (change.origins_after or {}).get(fact, undone.pk)


def _plain(value: object) -> object:
    """What can stand in a set: facts that point at something are numbers or true."""
    return value if isinstance(value, int | str | bool) or value is None else None
