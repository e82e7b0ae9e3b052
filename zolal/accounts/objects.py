"""The kinds of records that a role's rights are told for, one by one; each app offers its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

WHATS = ("see", "create", "change", "delete", "export")
"""What is done with a record, in the order of the matrix."""

REACHES = ("none", "own", "team", "all")
"""How far it may be done, from the least on."""


@dataclass(frozen=True, slots=True)
class Object:
    """`verbs` names for each of `WHATS` that there is the verb that lets a role begin with it.

    Of `customers` it is that `scope_of` speaks without being told of what. `fields` gives its fields by name, each with
    a `label` and the `accesses` it can have to a role; none where a role's rights are not told for fields.
    """

    name: str
    label: str | Promise
    verbs: Mapping[str, str]
    customers: bool = False
    fields: Callable[[], Mapping[str, Any]] = dict


_offered: dict[str, Object] = {}


def offer(
    name: str,
    label: str | Promise,
    verbs: Mapping[str, str],
    *,
    customers: bool = False,
    fields: Callable[[], Mapping[str, Any]] = dict,
) -> None:
    """Let roles say how far they see, change … records of a kind; called when the app is ready.

    `name` is the record type, so that `visible` finds it. Several objects may share a verb: whoever may do it with one
    of them has the verb.
    """
    _offered[name] = Object(name, label, dict(verbs), customers, fields)


def objects() -> Mapping[str, Object]:
    return _offered


def narrower(one: str, other: str) -> str:
    """The one of two reaches that goes less far."""
    return min(one, other, key=REACHES.index)
