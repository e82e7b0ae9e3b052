"""The register of fields: what each is for, how full it is, and whether anybody needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from zolal.accounts.models import User
from zolal.accounts.permissions import demand
from zolal.people.fields import Field, fields_of
from zolal.people.uses import Use, uses_of
from zolal.quality.queries.dashboard import fields_filled
from zolal.stewardship.models import CollectionPolicy


@dataclass(frozen=True, slots=True)
class Entry:
    """A field with all that uses it. `share` is how full it is, None where nobody counts that."""

    field: Field
    share: float | None
    uses: Sequence[Use]
    policies: Sequence[CollectionPolicy]

    @property
    def reports(self) -> list[Use]:
        return [use for use in self.uses if use.kind == "report"]

    @property
    def is_unused(self) -> bool:
        """Whether nothing at all needs it."""
        return not self.uses

    @property
    def lacks_report(self) -> bool:
        """Whether no report needs it: ask what it is collected for."""
        return not self.reports


def register(*, user: User, record_type: str) -> list[Entry]:
    """All fields in the order they are shown. Raises `NotAllowed`."""
    demand(user, "quality.read")
    uses = uses_of(user=user, record_type=record_type)
    filled = fields_filled(user=user, record_type=record_type)
    policies: dict[str, list[CollectionPolicy]] = defaultdict(list)
    for policy in CollectionPolicy.objects.filter(record_type=record_type):
        policies[policy.field].append(policy)
    return [
        Entry(field, filled.get(name), uses.get(name, []), policies[name])
        for name, field in fields_of(record_type).items()
    ]


def policies_for(*, user: User, record_type: str = "") -> Sequence[CollectionPolicy]:
    """The whole register of policies. Raises `NotAllowed`."""
    demand(user, "quality.read")
    found = CollectionPolicy.objects.all()
    return list(found.filter(record_type=record_type) if record_type else found)


def policy_by_uid(uid: UUID, *, user: User) -> CollectionPolicy:
    """Raises `NotAllowed`, `CollectionPolicy.DoesNotExist`."""
    demand(user, "quality.read")
    return CollectionPolicy.objects.get(uid=uid)
