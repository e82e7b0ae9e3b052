"""Writing records: every change leaves who, when, whence, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser as UserLike
from django.utils import timezone

from zolal.core.ids import allocate
from zolal.core.ledger import pointing, store
from zolal.core.ledger.facts import Ahead, Facts, RecordType, Written, record_type, tell
from zolal.core.ledger.heads import Head, heads
from zolal.core.ledger.origins import moved, origin, origins, reduced
from zolal.core.ledger.stale import Stale, demand_fresh
from zolal.core.ledger.tidy import present, tidy
from zolal.core.models import Action, Source
from zolal.core.uid import uuid7

Origins = Mapping[int, Mapping[str, int]]


def act(
    *, kind: str, by: UserLike | None, source: Source | None = None, about: Mapping[str, Any] | None = None
) -> Action:
    """A new action. To be called inside the transaction that does the work."""
    return Action.objects.create(kind=kind, actor=by, source=source, about=dict(about or {}), at=timezone.now())


def create(
    action: Action,
    record_type: str,
    rows: Sequence[Facts],
    *,
    raw: Sequence[Facts] | None = None,
    ahead: Sequence[Ahead] = (),
) -> list[int]:
    """Create records with these facts, many at once; their new ids, in order.

    "state" is active and "source" the action's where a row does not say. `ahead` is what was worked out of each row
    before, of all or of none.
    """
    kind = _kind(record_type)
    given = {"state": "active", "source": action.source_id}
    tidied = [present(tidy(kind, {**given, **row})) for row in rows]
    ids = allocate(kind.model, len(tidied))
    facts = dict(zip(ids, tidied, strict=True))
    provenance = {"": action.pk}
    column = {"version": 1, "provenance": provenance, "created_at": action.at, "updated_at": action.at}
    columns = {record_id: {"uid": uuid7(), **column} for record_id in ids}
    known = dict(zip(ids, ahead, strict=True)) if ahead else {}
    kind.insert(facts, columns, known)
    typed = raw or [None] * len(ids)
    drafts = [
        store.Draft(record_id, 1, None, after, raw=was or None)
        for (record_id, after), was in zip(facts.items(), typed, strict=True)
    ]
    store.keep_new(action, record_type, drafts)
    tell(Written(record_type, ids, action, facts, columns, facts, known))
    return ids


def write(
    action: Action,
    record_type: str,
    changes: Mapping[int, Facts],
    *,
    versions: Mapping[int, int] | None = None,
    raw: Mapping[int, Facts] | None = None,
    came: Origins | None = None,
) -> list[int]:
    """Set facts of records (null: make absent), many at once; the ids of those that did change.

    `versions` are the versions the writer saw; raises `Stale` where a fact to be written was changed since. (Changes
    of other facts do not matter: two people may edit two fields.) `came` names the origin of facts that come from
    another action than this: what a merge brings over, what an undo gives back.
    """
    kind = _kind(record_type)
    known = heads(kind, changes)
    now = kind.facts(known)
    drafts: dict[int, store.Draft] = {}
    for record_id, head in known.items():
        draft = _draft(kind, record_id, head, now[record_id], changes[record_id])
        if came and record_id in came:
            _come(draft, head, now[record_id], came[record_id])
            draft.origins_after = {fact: was for fact, was in draft.origins_after.items() if was != action.pk} or None
        if draft.after:
            drafts[record_id] = draft
    demand_fresh(record_type, versions or {}, known, drafts, now)
    if not drafts:
        return []
    for record_id, draft in drafts.items():
        draft.raw = {fact: was for fact, was in (raw or {}).get(record_id, {}).items() if fact in draft.after} or None
    _apply(action, kind, known, now, drafts)
    return list(drafts)


def remove(action: Action, record_type: str, ids: Sequence[int]) -> None:
    """Take records away; the ledger keeps all their facts, so that undo brings them back under the same ids.

    They return in the opposite order: a record that leads to another one is named before it.

    Rows that point at them by a key with the policy "move" are kept with them; keys that are facts of other records
    ("own") are the caller's to write before.
    """
    kind = _kind(record_type)
    there = heads(kind, ids)
    known = {record_id: there[record_id] for record_id in ids if record_id in there}
    if not known:
        return
    facts = kind.facts(known)
    rows = pointing.take(kind.model, list(known))
    drafts = [
        store.Draft(
            record_id,
            head.version,
            facts[record_id],
            None,
            origins=head.provenance,
            kept={"uid": str(head.uid), "created_at": head.created_at.isoformat(), "rows": rows.get(record_id, [])},
        )
        for record_id, head in known.items()
    ]
    store.keep(action, record_type, drafts)
    kind.delete(list(known))
    tell(Written(record_type, list(known), action))


def bring_back(action: Action, record_type: str, rows: Mapping[int, tuple[Facts, Mapping[str, Any]]]) -> None:
    """Records that were removed, under their old ids: {id: (facts, {version, provenance, uid, created_at})}."""
    kind = _kind(record_type)
    facts = {record_id: after for record_id, (after, _) in rows.items()}
    at = timezone.now()
    columns = {
        record_id: {
            **column,
            "version": column["version"] + 1,
            "updated_at": at,
            "provenance": reduced(column["provenance"], facts[record_id], column["provenance"].get("", 0)),
        }
        for record_id, (_, column) in rows.items()
    }
    kind.insert(facts, columns, {})
    drafts = [
        store.Draft(record_id, column["version"], None, facts[record_id], origins_after=column["provenance"])
        for record_id, column in columns.items()
    ]
    store.keep(action, record_type, drafts)
    tell(Written(record_type, list(facts), action, facts, columns, facts))


def _kind(name: str) -> RecordType:
    return record_type(name)


def _draft(kind: RecordType, record_id: int, head: Head, now: Facts, wanted: Facts) -> store.Draft:
    """Only what really changes."""
    after = {fact: value for fact, value in tidy(kind, wanted).items() if now.get(fact) != value}
    before = {fact: now.get(fact) for fact in after}
    return store.Draft(record_id, head.version + 1, before, after, origins(head.provenance, before))


def _come(draft: store.Draft, head: Head, now: Facts, came: Mapping[str, int]) -> None:
    """Note where facts come from, also of those whose value stays and whose origin does not."""
    for fact, was in came.items():
        if fact not in draft.after and fact in now and origin(head.provenance, fact) != was:
            draft.before[fact] = draft.after[fact] = now[fact]
            draft.origins[fact] = origin(head.provenance, fact)
    draft.origins_after = {fact: was for fact, was in came.items() if draft.after.get(fact) is not None}


def _apply(
    action: Action,
    kind: RecordType,
    known: Mapping[int, Head],
    now: Mapping[int, Facts],
    drafts: Mapping[int, store.Draft],
) -> None:
    at = timezone.now()
    changes, columns, facts = {}, {}, {}
    for record_id, draft in drafts.items():
        came = {**dict.fromkeys(draft.after, action.pk), **(draft.origins_after or {})}
        provenance = moved(known[record_id].provenance, draft.after, came)
        created = known[record_id].created_at
        columns[record_id] = {
            "version": draft.version, "provenance": provenance, "created_at": created, "updated_at": at,
        }  # fmt: skip
        changes[record_id] = draft.after
        facts[record_id] = present({**now[record_id], **draft.after})
    kind.update(changes, columns, facts)
    store.keep(action, kind.name, list(drafts.values()))
    tell(Written(kind.name, list(drafts), action, facts, columns, changes))


__all__ = ["Origins", "Stale", "act", "bring_back", "create", "remove", "write"]
