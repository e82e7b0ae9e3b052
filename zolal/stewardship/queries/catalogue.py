"""The data catalogue: what there is, where from, in which form, how full by its worth, and who can see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.accounts.queries.roles import every_role
from zolal.accounts.rights import Rights
from zolal.accounts.visibility import scope_of
from zolal.core.settings import setting
from zolal.people.fields import Field, fields_of
from zolal.people.uses import uses_of
from zolal.quality.queries.dashboard import fields_filled
from zolal.stewardship.models import DataPlace, FieldProfile

WORTH_OF_USE: Mapping[str, int] = {"essential": 5, "report": 4, "matching": 3, "score": 2}
"""What a field is worth to the business, 0 to 5, where nobody has said it: by what needs it most."""
LEAST_WORTH = 1


@dataclass(frozen=True, slots=True)
class CataloguedField:
    """A field with its worth (0 to 5) and how full it is; `figures` as last counted over all records.

    `figures` is None before the first counting, and for users who do not see all records.
    """

    field: Field
    worth: int
    share: float | None
    figures: Mapping[str, Any] | None

    def error_rate(self, way: str) -> float | None:
        """Wrong cells of those that came this way ("hand", "automatic"); None where none did."""
        if self.figures is None:
            return None
        told = self.figures["ways"][way]
        written = told["filled"] + told["wrong"]
        return told["wrong"] / written if written else None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`coverage` is how full the fields are, each weighing what it is worth; `at` when they were counted."""

    fields: Sequence[CataloguedField]
    coverage: float
    at: datetime | None
    ways_out: Mapping[str, Sequence[str]]
    seen_by: Sequence[tuple[str, str, str]]


def catalogue(*, user: User, record_type: str) -> Catalogue:
    """Of one record type. Raises `NotAllowed`."""
    demand(user, "quality.read")
    everything, roles = scope_of(user, record_type) == "all", every_role()
    counted = {one.field: one for one in FieldProfile.objects.filter(record_type=record_type)} if everything else {}
    filled, worths = fields_filled(user=user, record_type=record_type), worth_of(user, record_type)
    found = [
        CataloguedField(
            field,
            worths[name],
            counted[name].figures["fill"] if name in counted else filled.get(name),
            counted[name].figures if name in counted else None,
        )
        for name, field in fields_of(record_type).items()
    ]
    weighed = [(one.worth, one.share) for one in found if one.share is not None]
    whole = sum(worth for worth, _share in weighed)
    return Catalogue(
        found,
        sum(worth * share for worth, share in weighed) / whole if whole else 0.0,
        max((one.at for one in counted.values()), default=None),
        {role.key: _ways_out(role.rights, record_type) for role in roles},
        [
            (str(role.label), role.key, role.rights.reach(record_type))
            for role in roles
            if role.rights.may("records.read")
        ],
    )


def worth_of(user: User, record_type: str) -> dict[str, int]:
    """What each field is worth: as an administrator said, else by what needs it most."""
    said: Mapping[str, int] = setting(f"worth.{record_type}")
    uses = uses_of(user=user, record_type=record_type)
    by_use = {
        name: max((WORTH_OF_USE.get(use.kind, LEAST_WORTH) for use in uses.get(name, ())), default=LEAST_WORTH)
        for name in fields_of(record_type)
    }
    return {name: said.get(name, worth) for name, worth in by_use.items()}


def places(*, user: User) -> list[DataPlace]:
    """Places beside Zolal. Raises `NotAllowed`."""
    demand(user, "quality.read")
    return list(DataPlace.objects.all())


def place_by_uid(uid: UUID, *, user: User) -> DataPlace:
    """Raises `NotAllowed`, `DataPlace.DoesNotExist`."""
    demand(user, "quality.read")
    return DataPlace.objects.get(uid=uid)


def _ways_out(rights: Rights, record_type: str) -> Sequence[str]:
    exports = rights.may("records.export") and rights.reach(record_type, "export") != "none"
    return ("list", "export", "api") if exports else ("list", "api")
