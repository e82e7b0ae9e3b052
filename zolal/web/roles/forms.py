"""The matrix of a role, as it is shown and as it comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from zolal.accounts.actions.roles import Wanted
from zolal.accounts.objects import REACHES as KNOWN
from zolal.accounts.objects import WHATS, Object, objects
from zolal.accounts.queries.roles import KnownRole
from zolal.web.roles.rows import free_verbs
from zolal.web.users.roles import ACCESSES, SCOPES, WORDS
from zolal.web.users.roles import WHATS as WHAT_WORDS

REACHES = [(reach, SCOPES[reach]) for reach in reversed(KNOWN)]
_FIXED_SIGHT = {"strategist", "administrator"}


def matrix(role: KnownRole) -> dict[str, Any]:
    """What the page of a role shows of its rights."""
    return {
        "sees": role.rights.sees,
        "sees_fixed": role.key in _FIXED_SIGHT,
        "whats": [WHAT_WORDS[what] for what in WHATS],
        "objects": [
            (one.label, [_cell(role, one.name, what) if what in one.verbs else None for what in WHATS])
            for one in objects().values()
        ],
        "field_tables": [(one.label, list(_fields(role, one))) for one in objects().values() if one.fields()],
        "verbs": [(verb, WORDS.get(verb, verb), role.rights.may(verb)) for verb in free_verbs()],
    }


def _cell(role: KnownRole, name: str, what: str) -> dict[str, Any]:
    offered = [REACHES[0], REACHES[-1]] if what == "create" else REACHES
    return {
        "name": f"reach:{name}:{what}",
        "label": WHAT_WORDS[what],
        "value": role.rights.reach(name, what),
        "offered": [(reach, SCOPES["all"] if reach == "all" else label) for reach, label in offered],
    }


def _fields(role: KnownRole, one: Object) -> Iterator[dict[str, Any]]:
    told = role.rights.fields.get(one.name, {})
    for name, field in one.fields().items():
        yield {
            "name": f"field:{one.name}:{name}",
            "label": field.label,
            "value": told.get(name, "normal"),
            "offered": [(access, ACCESSES[access]) for access in field.accesses],
        }


def read(posted: QueryDict) -> Wanted:
    """What somebody has chosen; of what the form did not show nothing is said."""
    reaches: dict[str, dict[str, str]] = defaultdict(dict)
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    for key, value in posted.items():
        kind, _sep, rest = key.partition(":")
        name, _sep, what = rest.partition(":")  # the name of an own field may hold a colon too
        if kind == "reach":
            reaches[name][what] = value
        elif kind == "field":
            fields[name][what] = value
    verbs = {verb: f"verb:{verb}" in posted for verb in free_verbs()} if "verbs" in posted else {}
    return Wanted(
        name=posted.get("name"),
        description=posted.get("description"),
        sees=posted.get("sees"),
        verbs=verbs,
        reaches=reaches,
        fields=fields,
    )
