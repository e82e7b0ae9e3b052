"""What happens to what points at a record when the record is merged or taken away.

Every foreign key to a kind of record has a policy, told by the app that owns the key when it is ready; a test fails
on one without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import models

from zolal.core.models import Action, Record

Policy = Literal["fact", "move", "stay", "own"]
Repoint = Callable[[Action, Mapping[int, int | None]], None]
"""Called with an action and {id of the record pointed at: id of the one to point at, or none}."""
Carried = Callable[[Sequence[int]], None]
"""Called with the records that rows have come to or gone from."""
Leaving = Callable[[Action, Sequence[int]], None]
"""Called with an action under which these records are about to be taken away."""


class NoPolicy(LookupError):
    """A foreign key to a record for which nobody said what a merge does with it."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A foreign key to a record and its policy.

    "fact": the row is part of the record's own facts, or follows from them (contact points, taggings, scores). "move":
    a merge repoints the row, a removal keeps its image and takes it away. "stay": a merge repoints the row, a removal
    leaves it where it is: the record may come back under its id. "own": the key is a fact of another record, which
    `repoint` writes through the ledger. `carried` hears of the rows that a merge or its undo repoints. `leaving` frees
    the key of an "own" pointer before the record it points at is taken away; where it is not told, the key becomes
    null.
    """

    field: models.ForeignKey[models.Model, models.Model]
    policy: Policy
    repoint: Repoint | None = None
    carried: Carried | None = None
    leaving: Leaving | None = None

    @property
    def label(self) -> str:
        return label_of(self.field)


_policies: dict[str, tuple[Policy, Repoint | None, Carried | None, Leaving | None]] = {}


def moves(
    field: str,
    policy: Policy,
    *,
    by: Repoint | None = None,
    carried: Carried | None = None,
    leaving: Leaving | None = None,
) -> None:
    """Tell the policy of a key, named "app.Model.field"; `by` writes one whose policy is "own"."""
    _policies[field.lower()] = (policy, by, carried, leaving)


def free(action: Action, model: type[Record], ids: Sequence[int]) -> None:
    """Let go what points at records by an "own" key, before they are taken away. In a transaction."""
    for pointer in pointers(model):
        if pointer.policy == "own" and pointer.field.related_model is not pointer.field.model:
            if pointer.leaving:
                pointer.leaving(action, ids)
            elif pointer.repoint:
                pointer.repoint(action, dict.fromkeys(ids))


def label_of(field: models.ForeignKey[models.Model, models.Model]) -> str:
    """ "app.model.field", in lower case."""
    return f"{field.model._meta.label_lower}.{field.name}"


def pointers(model: type[Record]) -> list[Pointer]:
    """Every foreign key to a kind of record, by label. Raises `NoPolicy`."""
    found = []
    for relation in model._meta.related_objects:
        label = label_of(relation.field)
        if label not in _policies:
            raise NoPolicy(label)
        found.append(Pointer(relation.field, *_policies[label]))
    return sorted(found, key=lambda pointer: pointer.label)
