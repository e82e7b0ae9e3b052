"""What somebody reaches besides what their role does: records shared with them, and those of whom they stand in for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from zolal.accounts.models import Deputy, SharedRecord, User
from zolal.accounts.rights import kept_with
from zolal.core.ledger import record_types

_FOR_READING = frozenset({"see"})
_FOR_CHANGING = frozenset({"see", "change"})


@dataclass(frozen=True, slots=True)
class Shared:
    """One record that was shared, and what may be done with it."""

    record_id: int
    whats: frozenset[str]


def stood_in_for(user: User) -> Sequence[User]:
    """Whom the user stands in for today."""

    def load() -> Sequence[User]:
        today = timezone.localdate()
        now = Deputy.objects.filter(deputy=user, begins_on__lte=today, ends_on__gte=today)
        return [one.user for one in now.select_related("user")]

    return kept_with(user, "stood in for", load) if user.pk else ()


def shared_ids(user: User, record_type: str, what: str) -> list[int]:
    """The records of a type that were shared with the user or their team, for seeing or changing.

    What was merged into another one since leads there.
    """
    if not user.pk:
        return []
    found: Mapping[str, Sequence[Shared]] = kept_with(user, "shared", lambda: _load(user))
    ids = [one.record_id for one in found.get(record_type, ()) if what in one.whats]
    if not ids:
        return []
    return sorted({*ids, *_survivors(record_type, ids)})


def _load(user: User) -> Mapping[str, Sequence[Shared]]:
    with_them = Q(user=user) | Q(team=user.team_id) if user.team_id else Q(user=user)
    found: dict[str, list[Shared]] = defaultdict(list)
    for name, number, level in SharedRecord.objects.filter(with_them).values_list("record_type", "record_id", "level"):
        whats = _FOR_CHANGING if level == SharedRecord.Level.EDIT else _FOR_READING
        found[name].append(Shared(number, whats))
    return found


def _survivors(record_type: str, ids: Sequence[int]) -> set[int]:
    model = record_types()[record_type].model
    if not hasattr(model, "absorbed_into"):
        return set()
    found: set[int] = set()
    latest = set(ids)
    while latest:
        further = model._base_manager.filter(pk__in=latest).exclude(absorbed_into=None)
        latest = set(further.values_list("absorbed_into_id", flat=True)) - found
        found |= latest
    return found
