"""Which records the reader of an endpoint sees: nobody hears through a program what they may not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zolal.accounts.beside import shared_ids, stood_in_for
from zolal.accounts.models import User
from zolal.accounts.permissions import may
from zolal.accounts.visibility import scope_of, visible
from zolal.activities.models import Activity
from zolal.activities.queries.activities import visible_activities
from zolal.core import bulk
from zolal.core.ledger import record_type as kind_of
from zolal.people.queries.permitted import hidden, withheld


def may_hear(reader: User) -> bool:
    """Whether somebody may see records at all, now."""
    return may(reader, "records.read")


def seen_of(reader: User, record_type: str, ids: Sequence[int]) -> dict[int, Any]:
    """{id: uid} of those records that are there and that the reader sees."""
    if not ids or not may_hear(reader):
        return {}
    model = kind_of(record_type).model
    names = {field.name for field in model._meta.concrete_fields}
    rows = model._base_manager.filter(bulk.among("pk", ids))
    if model is Activity:
        # Those of customers one sees, and those one attends, too.
        rows = visible_activities(reader).filter(bulk.among("pk", ids))
    elif {"owner", "team"} <= names or getattr(model, "seen_by_all", False):
        rows = visible(rows, reader)
    elif scope_of(reader, record_type) != "all":
        return {}
    return dict(rows.values_list("pk", "uid"))


def saw(reader: User, record_type: str, gone: Mapping[str, Any], record_id: int) -> bool:
    """Whether the reader saw a record that was removed: by their role, as a deputy, because it was shared with them,
    or, an activity, with its customer."""
    if not may_hear(reader):
        return False
    if any(_saw_by_role(one, record_type, gone) for one in (reader, *stood_in_for(reader))):
        return True
    if scope_of(reader, record_type) == "none":
        return False
    if record_id in shared_ids(reader, record_type, "see"):
        return True
    customers = {name: gone.get(name) for name in ("person", "company")} if record_type == "activity" else {}
    return any(pk and seen_of(reader, name, [pk]) for name, pk in customers.items())


def _saw_by_role(user: User, record_type: str, gone: Mapping[str, Any]) -> bool:
    scope = scope_of(user, record_type)
    if scope == "all" or (scope != "none" and getattr(kind_of(record_type).model, "seen_by_all", False)):
        return True
    is_of_team = scope == "team" and user.team_id is not None and gone.get("team") == user.team_id
    return scope != "none" and (is_of_team or gone.get("owner") == user.pk)


def sees_row(reader: User, ends: Mapping[str, int | None]) -> bool:
    """Whether the reader hears of a row beside the records: of a relation, who sees both of its ends."""
    if not may_hear(reader):
        return False
    wanted = {
        "person": {ends.get("person"), ends.get("other")},
        "company": {ends.get("company"), ends.get("other_company")},
    }
    return all(
        len(seen_of(reader, record_type, sorted(some))) == len(some)
        for record_type, ids in wanted.items()
        if (some := {one for one in ids if one})
    )


def kept_from(reader: User, record_type: str) -> tuple[frozenset[str], frozenset[str]]:
    """Fields of which the reader sees nothing, and those of which they see the value only in part, or not at all."""
    return hidden(reader, record_type), withheld(reader, record_type)
