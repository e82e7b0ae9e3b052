"""Which records the reader of an endpoint sees: nobody hears through a program what they may not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zolal.accounts.models import User
from zolal.accounts.permissions import may, rights_of
from zolal.accounts.visibility import scope_of, visible
from zolal.core import bulk
from zolal.core.ledger import record_type as kind_of


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
    if {"owner", "team"} <= names or getattr(model, "seen_by_all", False):
        rows = visible(rows, reader)
    elif scope_of(reader, record_type) != "all":
        return {}
    return dict(rows.values_list("pk", "uid"))


def saw(reader: User, record_type: str, gone: Mapping[str, Any]) -> bool:
    """Whether the reader saw a record that was removed."""
    if not may_hear(reader):
        return False
    scope = scope_of(reader, record_type)
    if scope == "all" or (scope != "none" and getattr(kind_of(record_type).model, "seen_by_all", False)):
        return True
    is_of_team = scope == "team" and reader.team_id is not None and gone.get("team") == reader.team_id
    return scope != "none" and (is_of_team or gone.get("owner") == reader.pk)


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
    told = rights_of(reader).fields.get(record_type, {})
    hidden = frozenset(name for name, access in told.items() if access == "hidden")
    return hidden, hidden | {name for name, access in told.items() if access == "masked"}
