"""Users, teams and categories by what people call them."""

from __future__ import annotations

from collections.abc import Mapping

from zolal.accounts.models import Team, User
from zolal.engine.persian.letters import key
from zolal.people.fields import Shape
from zolal.people.models import Category

NAMED = frozenset({Shape.USER, Shape.TEAM, Shape.CATEGORY})
Named = Mapping[str, int]
"""Ids by the compared name."""


def named(shape: Shape) -> Named:
    """The ids of those that may be named in a field of this shape."""
    match shape:
        case Shape.USER:
            users = User.objects.filter(is_active=True).values_list("pk", "uid", "email", "name")
            by_name = {key(name): pk for pk, _, _, name in users}
            return by_name | {key(text): pk for pk, uid, email, _ in users for text in (str(uid), email)}
        case Shape.TEAM:
            return {key(name): pk for pk, name in Team.objects.values_list("pk", "name")}
        case Shape.CATEGORY:
            return {key(name): pk for pk, name in Category.objects.values_list("pk", "name")}
    return {}
