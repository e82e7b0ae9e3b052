"""What is done to many records at once, each one action that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.visibility import demand_kind, demand_on
from zolal.core import ledger
from zolal.core.jobs import enqueue
from zolal.core.ledger import Facts
from zolal.core.models import Action, Job
from zolal.people.actions.chunks import act_on, visible_ids
from zolal.people.actions.erase import erase_record
from zolal.people.actions.removal import take_away
from zolal.people.doors import refused
from zolal.people.queries.permitted import demand_writable
from zolal.people.queries.wish import Wish

__all__ = [
    "archive_records",
    "change_matching",
    "delete_records",
    "edit_records",
    "erase_record",
    "restore_records",
    "work_of",
]

AT_ONCE = 2_000
"""So many records of a list are changed while somebody waits; `change_matching` is for more."""

VERBS: Mapping[str, str] = {
    "edit": "records.edit",
    "archive": "records.archive",
    "restore": "records.archive",
    "delete": "records.delete",
}
WHATS: Mapping[str, str] = {"edit": "change", "archive": "change", "restore": "change", "delete": "delete"}
"""Within which reach a record must be for a deed."""

_STATES = {"archive": "archived", "restore": "active"}

Work = Callable[[Action, Sequence[int]], object]


def edit_records(*, record_type: str, ids: Sequence[int], facts: Facts, by: User) -> Action:
    """Give all the visible ones of these records the same facts: owner, team, category, "tag:<id>", city …

    Also what dragging a contact onto a company, tag, category or owner does. Several records need the permission for
    bulk edits. More than 2,000 records are written in several transactions. Raises `NotAllowed`, `UnknownFact`;
    `ValidationError` where a rule does not let one of them be so, and then none is changed.
    """
    demand(by, "records.edit" if len(ids) == 1 else "records.bulk")
    demand_writable(by, record_type, facts)
    return _do("edit", record_type, ids, facts, by)


def archive_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Out of the lists, not out of the database. Raises `NotAllowed`."""
    _demand(by, "archive", several=len(ids) > 1)
    return _do("archive", record_type, ids, {}, by)


def restore_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Out of the archive again. Raises `NotAllowed`."""
    _demand(by, "restore", several=len(ids) > 1)
    return _do("restore", record_type, ids, {}, by)


def delete_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Take records away; the ledger can bring them back (`erase_record` is what forgets). Raises `NotAllowed`.

    What was merged into them goes with them; people of a company stay, without it.
    """
    demand(by, "records.delete")
    return _do("delete", record_type, ids, {}, by)


def change_matching(*, deed: str, wish: Wish, by: User, facts: Facts | None = None) -> Job:
    """Edit, archive, restore or delete everything that matches a list, in the background, as one action.

    `deed` is a name of `VERBS`, `facts` what an edit gives. Raises `NotAllowed`, `UnknownFact`.
    """
    _demand(by, deed, several=True)
    demand_kind(by, WHATS[deed], wish.record_type)
    demand_writable(by, wish.record_type, facts or {})
    work_of(deed, wish.record_type, facts or {})
    return enqueue(
        "people.bulk", owner=by, record_type=wish.record_type, deed=deed, query=wish.query(), facts=facts or {}
    )


def work_of(deed: str, record_type: str, facts: Facts) -> Work:
    """What a deed does to some records under an action. Raises `UnknownFact`."""
    if deed == "delete":
        return lambda action, ids: take_away(action, record_type, ids)
    given = {"state": _STATES[deed]} if deed in _STATES else facts
    ledger.record_type(record_type).canonical(given)
    return lambda action, ids: ledger.write(action, record_type, dict.fromkeys(ids, given))


def about(deed: str, record_type: str, facts: Facts) -> dict[str, object]:
    """What the ledger's sentence about a deed needs."""
    told: dict[str, object] = {"record_type": record_type}
    return told if deed == "delete" else {**told, "facts": {"state": _STATES[deed]} if deed in _STATES else facts}


def _demand(by: User, deed: str, *, several: bool) -> None:
    demand(by, VERBS[deed])
    if several:
        demand(by, "records.bulk")


def _do(deed: str, record_type: str, ids: Sequence[int], facts: Facts, by: User) -> Action:
    work = work_of(deed, record_type, facts)
    found = visible_ids(record_type=record_type, ids=ids, by=by)
    demand_on(by, WHATS[deed], record_type, found)
    if kept_out := refused(record_type, found, facts) if deed == "edit" else {}:
        sentence = _("A rule does not allow this for %(count)s of the records: %(why)s")
        raise ValidationError(sentence % {"count": len(kept_out), "why": next(iter(kept_out.values()))})
    return act_on(f"{record_type}.{deed}", found, work, by=by, about=about(deed, record_type, facts))
