"""What is done to many records at once, each one action that can be undone."""

from __future__ import annotations

from collections.abc import Sequence

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.core import ledger
from zolal.core.ledger import Facts
from zolal.core.models import Action
from zolal.people.actions.chunks import act_on, visible_ids
from zolal.people.actions.erase import erase_record
from zolal.people.actions.removal import take_away

__all__ = ["archive_records", "delete_records", "edit_records", "erase_record", "restore_records"]


def edit_records(*, record_type: str, ids: Sequence[int], facts: Facts, by: User) -> Action:
    """Give all the visible ones of these records the same facts: owner, team, category, "tag:<id>", city …

    Also what dragging a contact onto a company, tag, category or owner does. Several records need the permission for
    bulk edits. More than 2,000 records are written in several transactions. Raises `NotAllowed`, `UnknownFact`.
    """
    demand(by, "records.edit" if len(ids) == 1 else "records.bulk")
    ledger.record_type(record_type).canonical(facts)
    return _write("edit", record_type, ids, facts, by)


def archive_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Out of the lists, not out of the database. Raises `NotAllowed`."""
    _demand(by, "records.archive", ids)
    return _write("archive", record_type, ids, {"state": "archived"}, by)


def restore_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Out of the archive again. Raises `NotAllowed`."""
    _demand(by, "records.archive", ids)
    return _write("restore", record_type, ids, {"state": "active"}, by)


def delete_records(*, record_type: str, ids: Sequence[int], by: User) -> Action:
    """Take records away; the ledger can bring them back (`erase_record` is what forgets). Raises `NotAllowed`.

    What was merged into them goes with them; people of a company stay, without it.
    """
    demand(by, "records.delete")
    found = visible_ids(record_type=record_type, ids=ids, by=by)
    return act_on(
        f"{record_type}.delete",
        found,
        lambda action, some: take_away(action, record_type, some),
        by=by,
        about={"record_type": record_type},
    )


def _demand(by: User, verb: str, ids: Sequence[int]) -> None:
    demand(by, verb)
    if len(ids) > 1:
        demand(by, "records.bulk")


def _write(verb: str, record_type: str, ids: Sequence[int], facts: Facts, by: User) -> Action:
    found = visible_ids(record_type=record_type, ids=ids, by=by)
    return act_on(
        f"{record_type}.{verb}",
        found,
        lambda action, some: _same(action, record_type, some, facts),
        by=by,
        about={"record_type": record_type, "facts": facts},
    )


def _same(action: Action, record_type: str, ids: Sequence[int], facts: Facts) -> None:
    ledger.write(action, record_type, dict.fromkeys(ids, facts))
