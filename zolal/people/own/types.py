"""The kinds of records that can have fields of one's own; each app offers its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from zolal.accounts.models import User
from zolal.core.models import Record
from zolal.people.fields import GROUPS, FieldGroup, Shape, Text, fields_of, groups

COMPARABLE = frozenset({Shape.TEXT, Shape.NUMBER, Shape.MONEY, Shape.DATE, Shape.CHOICE})
"""Shapes of columns whose fact says what somebody would type, so that a condition can be told of it."""

NO_CUSTOMER = ("business", "ours")
"""Those of the groups that come with Zolal in which something can stand that is no customer."""


@dataclass(frozen=True, slots=True)
class OwnType:
    """`seen` are the records that a user sees; `groups` those of the groups that come with Zolal which make sense for
    it, none: all. Groups of one's own always do. `conditional` says that conditions may name any of its fields."""

    record_type: str
    label: Text
    seen: Callable[[User], QuerySet[Record]]
    groups: Collection[str] = ()
    conditional: bool = False


_offered: dict[str, OwnType] = {}


def offer_own(one: OwnType) -> None:
    """Let an administrator make fields for a kind of record; called when its app is ready."""
    _offered[one.record_type] = one


def own_types() -> Mapping[str, OwnType]:
    return _offered


def groups_for(record_type: str) -> dict[str, FieldGroup]:
    """The groups in which a field of a kind of record can stand."""
    only = _offered[record_type].groups if record_type in _offered else ()
    return {name: one for name, one in groups().items() if not only or name in only or name not in GROUPS}


def conditional_fields(record_type: str) -> dict[str, Text]:
    """What the condition of a field can be about, by name."""
    every = _offered[record_type].conditional if record_type in _offered else False
    return {
        name: field.label
        for name, field in fields_of(record_type).items()
        if every or field.own is not None or field.shape in COMPARABLE
    }
